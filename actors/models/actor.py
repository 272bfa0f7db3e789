"""An organisation and what is known of it."""

from datetime import date

from django.conf import settings
from django.contrib.postgres.fields import ArrayField, DateRangeField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Coalesce
from django.urls import reverse

from actors import numbers, sole_traders
from actors.days import DateMultiRangeField
from actors.enums import SETTLED, Kind, MembershipState, Provenance, RepresentationStatus, Role, Way
from actors.logos import LogoField, unguessable
from actors.querysets import ActorQuerySet, MembershipQuerySet
from actors.websites import WebsiteField
from network.moderation.enums import State
from network.moderation.models import Publishable
from network.taxonomy.enums import College
from network.taxonomy.models import Country, Department, Municipality, Theme
from network.ui.images import ACCEPTED


class Actor(Publishable):
    """An organisation (acteur, structure)."""

    name = models.CharField("nom", max_length=200)
    acronym = models.CharField("sigle", max_length=40, blank=True)
    other_names = models.CharField("autres noms", max_length=400, blank=True)
    slug = models.SlugField("adresse", max_length=90, unique=True)
    college = models.CharField("collège", max_length=20, choices=College)
    kind = models.CharField("type", max_length=20, choices=Kind)
    sole_trader = sole_traders.mark()
    siren = numbers.NumberField("SIREN", max_length=9, blank=True, validators=[numbers.validate_siren])
    siret = numbers.NumberField("SIRET", max_length=14, blank=True, validators=[numbers.validate_siret])
    rna = numbers.NumberField("numéro RNA", max_length=10, blank=True, validators=[numbers.validate_rna])
    uai = numbers.NumberField("code UAI", max_length=8, blank=True, validators=[numbers.validate_uai])
    presentation = models.TextField("présentation", blank=True, max_length=6000)
    website = WebsiteField("site internet", blank=True)
    street = models.CharField("adresse postale", max_length=200, blank=True)
    postcode = models.CharField("code postal", max_length=10, blank=True)
    municipality = models.ForeignKey(Municipality, models.PROTECT, null=True, blank=True, verbose_name="commune")
    place = models.CharField("ville hors de la région", max_length=120, blank=True)
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, verbose_name="département", help_text="Quand la commune n’est pas connue."
    )
    public_email = models.EmailField("courriel public", blank=True)
    public_phone = models.CharField("téléphone public", max_length=20, blank=True)
    logo = LogoField("logo", upload_to=unguessable, blank=True, help_text=f"{ACCEPTED}, 5\u00a0Mo au plus.")
    founded = models.PositiveSmallIntegerField(
        "année de création", null=True, blank=True, validators=[MinValueValidator(1000), MaxValueValidator(2100)]
    )
    countries = models.ManyToManyField(Country, verbose_name="pays d’intervention", related_name="actors", blank=True)
    themes = models.ManyToManyField(Theme, verbose_name="thématiques", related_name="actors", blank=True)
    ways = ArrayField(models.CharField(max_length=20, choices=Way), verbose_name="modes d’action", default=list, blank=True)
    languages = ArrayField(models.CharField(max_length=40), verbose_name="langues de travail", default=list, blank=True)
    provenance = models.CharField("origine de la fiche", max_length=15, choices=Provenance, default=Provenance.DECLARED)
    source = models.CharField("source", max_length=250, blank=True)
    is_demo = models.BooleanField("démonstration", default=False)
    known_as = models.GeneratedField(  # see actors/duplicates.py and migration 0007
        expression=models.Func("name", "acronym", "other_names", function="actors_known_as"),
        output_field=models.TextField(),
        db_persist=True,
        verbose_name="noms comparés",
    )
    merged_into = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, editable=False, related_name="absorbed", verbose_name="fusionnée avec"
    )
    confirmed_at = models.DateTimeField("confirmée le", null=True, blank=True, editable=False)
    created_at = models.DateTimeField("créée le", auto_now_add=True)
    updated_at = models.DateTimeField("modifiée le", auto_now=True)

    objects = ActorQuerySet.as_manager()

    NAMELESS = "acteur"
    RESERVED_SLUGS = frozenset({"nouveau", "nouvelle", "ajouter", "inscrire", "demandes", "carte", "export", "mes-structures", "comparer"})

    class Meta(Publishable.Meta):
        verbose_name = "acteur"
        ordering = ["name", "pk"]
        indexes = [
            GinIndex(fields=["known_as"], opclasses=["gin_trgm_ops"], name="actors_actor_known_as"),
            models.Index(fields=["siren"], condition=~Q(siren=""), name="actors_actor_by_siren"),
            models.Index(
                fields=["siret"], condition=~Q(siret=""), name="actors_actor_by_siret", opclasses=["varchar_pattern_ops"]
            ),  # also by the SIREN that it begins with
            models.Index(fields=["rna"], condition=~Q(rna=""), name="actors_actor_by_rna"),
            models.Index(fields=["uai"], condition=~Q(uai=""), name="actors_actor_by_uai"),
        ]
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(condition=Q(siren="") | Q(siren__regex=r"^\d{9}$"), name="actors_actor_siren_digits"),
            models.CheckConstraint(condition=Q(siret="") | Q(siret__regex=r"^\d{14}$"), name="actors_actor_siret_digits"),
            models.CheckConstraint(condition=Q(website="") | Q(website__iregex=r"^https?://"), name="actors_actor_website_is_web"),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | (Q(state=State.ARCHIVED) & ~Q(merged_into=F("pk"))),
                name="actors_actor_merged_is_archived",
            ),
            sole_traders.only_companies(),
        ]

    def __str__(self):
        return self.name

    def clean(self):
        """The numbers agree with one another; raises ValidationError otherwise."""
        super().clean()
        numbers.validate_together(self.siren, self.siret)

    def get_absolute_url(self):
        return reverse("actors:detail", args=[self.slug])

    @property
    def standstill(self):
        """Why its state no longer moves, or an empty string: a sheet that was merged lives on in the other."""
        return (
            f"La fiche « {self} » a été fusionnée avec « {self.merged_into} » : c’est cette fiche-là qui vit."
            if self.merged_into_id
            else ""
        )


class Representation(models.Model):
    """A person who acts for an organisation on the portal (représentant·e)."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="representations", verbose_name="compte")
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="representations", verbose_name="acteur")
    role = models.CharField("rôle", max_length=12, choices=Role, default=Role.CONTRIBUTOR)
    status = models.CharField("état", max_length=10, choices=RepresentationStatus, default=RepresentationStatus.REQUESTED)
    created_at = models.DateTimeField("créée le", auto_now_add=True)
    message = models.TextField("message", blank=True, max_length=2000, help_text="Ce que la personne a écrit en demandant.")
    answered_at = models.DateTimeField("réponse donnée le", null=True, blank=True, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="réponse donnée par",
    )
    refusal_reason = models.TextField("motif du refus", blank=True, editable=False)

    class Meta:
        verbose_name = "représentation"
        ordering = ["actor", "user", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "actor"], condition=~Q(status=RepresentationStatus.ENDED), name="actors_representation_one_open"
            ),
            models.CheckConstraint(
                condition=Q(refusal_reason="") | Q(status=RepresentationStatus.ENDED), name="actors_representation_refused_is_ended"
            ),
        ]

    def __str__(self):
        return f"{self.user} pour {self.actor}"


def _day_of_year(month, day):
    return Func(F("year"), Value(month), Value(day), function="make_date", output_field=models.DateField())


class Membership(models.Model):
    """An actor's membership of the network for a calendar year (adhésion).

    Paid or waived, it covers the days of `period`: the whole year, unless the actor joined or left in the course of it
    (docs/adr/0008). What is owed and paid for it is in `memberships`.
    """

    actor = models.ForeignKey(Actor, models.CASCADE, related_name="memberships", verbose_name="acteur")
    year = models.PositiveSmallIntegerField("année", validators=[MinValueValidator(2000), MaxValueValidator(2100)])
    state = models.CharField("état", max_length=10, choices=MembershipState, default=MembershipState.CALLED)
    starts_on = models.DateField("premier jour", null=True, blank=True, help_text="Vide : le 1er janvier.")
    ended_on = models.DateField("dernier jour", null=True, blank=True, help_text="Vide : le 31 décembre.")
    settled_on = models.DateField("réglée ou exonérée le", null=True, blank=True)
    reason = models.CharField("motif de l’exonération ou de l’annulation", max_length=250, blank=True)
    is_demo = models.BooleanField("démonstration", default=False)
    period = models.GeneratedField(
        expression=Func(
            Coalesce("starts_on", _day_of_year(1, 1)), Coalesce("ended_on", _day_of_year(12, 31)), Value("[]"), function="daterange"
        ),
        output_field=DateRangeField(),
        db_persist=True,
        verbose_name="période",
    )

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "adhésion"
        ordering = ["-year", "actor", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["actor", "year"], name="actors_membership_one_a_year"),
            models.CheckConstraint(
                condition=(Q(starts_on=None) | Q(starts_on__year=F("year"))) & (Q(ended_on=None) | Q(ended_on__year=F("year"))),
                name="actors_membership_days_of_its_year",
                violation_error_message="Le premier et le dernier jour sont des jours de l’année de l’adhésion.",
            ),
        ]

    def __str__(self):
        return f"{self.actor}, {self.year}"

    @property
    def first_day(self):
        """The first day that it covers once settled."""
        return self.starts_on or date(self.year, 1, 1)

    @property
    def last_day(self):
        """The last day that it covers once settled."""
        return self.ended_on or date(self.year, 12, 31)

    def covers(self, day):
        """Whether its actor is a member on `day`: as `querysets.covering` reads it in PostgreSQL."""
        return self.state in SETTLED and self.first_day <= day <= self.last_day


class PublicGrant(models.Model):
    """A public subsidy found in open data (soutien public relevé): a fact with its source, not a declaration."""

    actor = models.ForeignKey(Actor, models.CASCADE, related_name="public_grants", verbose_name="acteur")
    year = models.PositiveSmallIntegerField("année")
    funder = models.CharField("attribuant", max_length=120)
    purpose = models.TextField("objet", blank=True)
    programme = models.CharField("programme", max_length=40, blank=True)
    amount = models.DecimalField("montant", max_digits=12, decimal_places=2)
    countries = models.ManyToManyField(Country, verbose_name="pays cités", related_name="public_grants", blank=True)
    source = models.CharField("source", max_length=120)
    source_row = models.PositiveIntegerField("ligne de la source", unique=True)

    class Meta:
        verbose_name = "soutien public relevé"
        verbose_name_plural = "soutiens publics relevés"
        ordering = ["-year", "actor", "pk"]

    def __str__(self):
        return f"{self.actor}, {self.year}"


class Twinning(models.Model):
    """A town abroad with which a local authority or a committee cooperates (jumelage), found in a public page."""

    actor = models.ForeignKey(Actor, models.CASCADE, related_name="twinnings", verbose_name="acteur")
    town = models.CharField("ville partenaire", max_length=120)
    country = models.ForeignKey(Country, models.PROTECT, null=True, blank=True, related_name="twinnings", verbose_name="pays")
    nature = models.CharField("nature du lien", max_length=60, default="jumelage")
    source = models.CharField("source", max_length=200, blank=True)

    class Meta:
        verbose_name = "jumelage"
        ordering = ["town", "pk"]
        constraints = [models.UniqueConstraint(fields=["actor", "town"], name="actors_twinning_once")]

    def __str__(self):
        return f"{self.actor} et {self.town}"


class SearchEntry(models.Model):
    """What the directory searches: one row per *published* actor, kept by PostgreSQL triggers (migration 0002).

    Arrays hold the values that the addresses show (`pays=benin`); a sheet that is not public has no row here.
    """

    actor = models.OneToOneField(Actor, models.DO_NOTHING, primary_key=True, related_name="search_entry", db_constraint=False)
    version = models.BigIntegerField()
    name_key = models.TextField()
    college = models.TextField()
    kind = models.TextField()
    department = models.TextField(null=True)
    intercommunality = models.TextField(null=True)
    countries = ArrayField(models.TextField())
    regions = ArrayField(models.TextField())
    themes = ArrayField(models.TextField())
    goals = ArrayField(models.TextField())
    ways = ArrayField(models.TextField())
    member_days = DateMultiRangeField()
    freshness = models.DateTimeField()
    card = models.JSONField()
    longitude = models.FloatField(null=True)
    latitude = models.FloatField(null=True)
    vector = SearchVectorField()

    class Meta:
        verbose_name = "entrée de recherche"
        verbose_name_plural = "entrées de recherche"
        ordering = ["name_key", "pk"]
        indexes = [
            GinIndex(fields=["vector"], name="actors_search_vector"),
            models.Index(fields=["name_key", "actor"], name="actors_search_by_name"),
            models.Index(fields=["-freshness", "actor"], name="actors_search_by_freshness"),
        ]

    def __str__(self):
        return self.name_key
