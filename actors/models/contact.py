"""A person at an organisation: private unless that very person agreed."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from actors.enums import ConsentWay
from actors.models.actor import Actor
from actors.querysets import ContactQuerySet

WHO = ("name", "email")
SHOWN = ("actor", "function", "is_elected", "delegation")  # what a person agrees to be public as, beside their name


class Contact(models.Model):
    """Somebody one knows at an actor (contact): an employee, a volunteer, an elected official with a mandate.

    Nothing of it is public by default. `is_public` shows the name and the function, `shows_phone` the telephone besides; the
    address is never shown, visitors write through the form. PostgreSQL refuses a public contact whose consent is not recorded.
    """

    actor = models.ForeignKey(Actor, models.CASCADE, related_name="contacts", verbose_name="acteur")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="contacts", verbose_name="compte de cette personne"
    )
    name = models.CharField("prénom et nom", max_length=150)
    function = models.CharField("fonction", max_length=150, blank=True)
    email = models.EmailField("courriel", blank=True)
    phone = models.CharField("téléphone", max_length=30, blank=True)
    notes = models.TextField("notes de l’équipe", max_length=4000, blank=True, help_text="Seule l’équipe les lit.")
    preferred = models.BooleanField("à contacter d’abord", default=False)
    is_elected = models.BooleanField("élue ou élu", default=False)
    delegation = models.CharField("délégation", max_length=150, blank=True, help_text="Par exemple : relations internationales.")
    mandate_start = models.DateField("début du mandat", null=True, blank=True)
    mandate_end = models.DateField("fin du mandat", null=True, blank=True)
    is_public = models.BooleanField("nom et fonction publics", default=False, editable=False)
    shows_phone = models.BooleanField("téléphone public", default=False, editable=False)
    consent_asked_at = models.DateTimeField("accord demandé le", null=True, blank=True, editable=False)
    consent_at = models.DateTimeField("accord donné le", null=True, blank=True, editable=False)
    consent_how = models.CharField("accord donné", max_length=10, choices=ConsentWay, blank=True, editable=False)
    consent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="+", verbose_name="accord donné par"
    )
    is_erased = models.BooleanField("personne effacée", default=False, editable=False)
    is_demo = models.BooleanField("démonstration", default=False, editable=False)
    created_at = models.DateTimeField("créé le", auto_now_add=True)
    updated_at = models.DateTimeField("modifié le", auto_now=True)

    objects = ContactQuerySet.as_manager()

    class Meta:
        verbose_name = "contact"
        ordering = ["-preferred", "name", "pk"]
        indexes = [models.Index(fields=["email"], name="actors_contact_email")]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="actors_contact_has_a_name"),
            models.CheckConstraint(
                condition=Q(is_public=False) | Q(consent_at__isnull=False),
                name="actors_contact_public_needs_consent",
                violation_error_message="Un contact ne paraît qu’avec l’accord enregistré de la personne.",
            ),
            models.CheckConstraint(
                condition=Q(consent_at__isnull=True, consent_how="") | (Q(consent_at__isnull=False) & ~Q(consent_how="")),
                name="actors_contact_consent_says_how",
            ),
            models.CheckConstraint(
                condition=Q(shows_phone=False) | (Q(is_public=True) & ~Q(phone="")), name="actors_contact_phone_is_of_a_public_one"
            ),
            models.CheckConstraint(
                condition=Q(is_elected=True) | Q(delegation="", mandate_start__isnull=True, mandate_end__isnull=True),
                name="actors_contact_mandate_of_elected",
                violation_error_message="Une délégation et des dates de mandat sont celles d’une personne élue : cochez « élue ou élu ».",
            ),
            models.CheckConstraint(
                condition=Q(mandate_start__isnull=True) | Q(mandate_end__isnull=True) | Q(mandate_end__gte=F("mandate_start")),
                name="actors_contact_mandate_in_order",
                violation_error_message="La fin du mandat vient avant son début.",
            ),
        ]

    def __str__(self):
        return self.name

    def unsettle(self, changed):
        """What was agreed to holds for what was shown then: once one of the fields `changed`, it is over. Saves nothing."""
        if {*WHO, *SHOWN} & set(changed):
            self.is_public = self.shows_phone = False
            self.consent_at, self.consent_how, self.consent_by, self.consent_asked_at = None, "", None, None
        if {*WHO} & set(changed) and "user" not in changed:  # the account was that of whoever it named before
            self.user = None
        if "phone" in changed:
            self.shows_phone = False
