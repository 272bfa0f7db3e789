"""Reference tables: territory, world, goals, sectors and themes. Loaded from `data/`, read by every mission."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.db import models

from network.taxonomy.querysets import MunicipalityQuerySet, ThemeQuerySet

FRENCH = "fr-x-icu"  # sorts Égypte after Dominique, whatever the cluster's locale


class Department(models.Model):
    """A département of the region."""

    code = models.CharField("code", max_length=3, primary_key=True)
    name = models.CharField("nom", max_length=60)
    seat = models.CharField("chef-lieu", max_length=60)
    population = models.PositiveIntegerField("population")
    longitude = models.FloatField()
    latitude = models.FloatField()

    class Meta:
        verbose_name = "département"
        ordering = ["code"]

    def __str__(self):
        return self.name


class Intercommunality(models.Model):
    """An EPCI: communes that act together."""

    siren = models.CharField("SIREN", max_length=9, primary_key=True)
    name = models.CharField("nom", max_length=120, db_collation=FRENCH)
    kind = models.CharField("type", max_length=5, help_text="CC, CA, CU ou METRO")
    population = models.PositiveIntegerField("population")
    longitude = models.FloatField()
    latitude = models.FloatField()

    class Meta:
        verbose_name = "intercommunalité"
        ordering = ["name", "siren"]

    def __str__(self):
        return self.name


class Municipality(models.Model):
    """A commune of the region, with its centroid (WGS 84) and the communes that it took in.

    `name_key` and `search_key` are what `matching()` compares: see `network.taxonomy.spelling`.
    """

    code = models.CharField("code INSEE", max_length=5, primary_key=True)
    name = models.CharField("nom", max_length=80, db_collation=FRENCH)
    department = models.ForeignKey(Department, models.PROTECT, verbose_name="département")
    intercommunality = models.ForeignKey(Intercommunality, models.PROTECT, null=True, blank=True, verbose_name="intercommunalité")
    siren = models.CharField("SIREN", max_length=9, blank=True)
    postcodes = ArrayField(models.CharField(max_length=5), verbose_name="codes postaux", default=list)
    former_names = ArrayField(models.CharField(max_length=80), verbose_name="anciens noms", default=list, blank=True)
    population = models.PositiveIntegerField("population")
    longitude = models.FloatField()
    latitude = models.FloatField()
    name_key = models.CharField(max_length=80, blank=True, editable=False)
    search_key = models.TextField(blank=True, editable=False)

    objects = MunicipalityQuerySet.as_manager()

    class Meta:
        verbose_name = "commune"
        ordering = ["name", "code"]
        indexes = [GinIndex(fields=["search_key"], opclasses=["gin_trgm_ops"], name="taxonomy_municipality_search")]

    def __str__(self):
        return self.name

    @property
    def label(self):
        """Name and département, which no two communes share: « Allonnes (72) »."""
        return f"{self.name} ({self.department_id})"


class Country(models.Model):
    """A country or territory (ISO 3166-1), with its UN region and its eligibility for aid (OECD DAC list)."""

    iso3 = models.CharField("code ISO 3", max_length=3, primary_key=True)
    iso2 = models.CharField("code ISO 2", max_length=2, unique=True)
    slug = models.SlugField(unique=True)
    name = models.CharField("nom", max_length=80, db_collation=FRENCH)
    name_en = models.CharField("nom anglais", max_length=80)
    region = models.CharField("région du monde", max_length=60, blank=True)
    region_slug = models.SlugField(blank=True)
    aid_eligible = models.BooleanField("éligible à l’aide publique au développement", default=False)
    least_developed = models.BooleanField("pays moins avancé (ONU)", default=False)
    dac_code = models.CharField("code CAD", max_length=4, blank=True)
    income_group = models.CharField("groupe de revenu (CAD)", max_length=80, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    latitude = models.FloatField(null=True, blank=True)

    class Meta:
        verbose_name = "pays"
        verbose_name_plural = "pays"
        ordering = ["name", "iso3"]

    def __str__(self):
        return self.name


class Goal(models.Model):
    """A sustainable development goal (ODD)."""

    number = models.PositiveSmallIntegerField("numéro", primary_key=True)
    name = models.CharField("intitulé", max_length=300)
    name_en = models.CharField("intitulé anglais", max_length=300)
    short_name = models.CharField("intitulé court", max_length=60)
    colour = models.CharField("couleur", max_length=7)

    class Meta:
        verbose_name = "objectif de développement durable"
        verbose_name_plural = "objectifs de développement durable"
        ordering = ["number"]

    def __str__(self):
        return f"{self.number}. {self.short_name}"


class Target(models.Model):
    """One of the 169 targets of the goals."""

    code = models.CharField("code", max_length=5, primary_key=True)
    goal = models.ForeignKey(Goal, models.CASCADE, related_name="targets", verbose_name="objectif")
    position = models.PositiveSmallIntegerField("rang")
    name = models.TextField("intitulé")
    name_en = models.TextField("intitulé anglais")

    class Meta:
        verbose_name = "cible"
        ordering = ["goal", "position"]

    def __str__(self):
        return self.code


class Sector(models.Model):
    """An OECD DAC purpose code (five digits). Where the source has no French name, `name` is English and `language` says so."""

    code = models.CharField("code", max_length=5, primary_key=True)
    name = models.CharField("nom", max_length=200)
    language = models.CharField("langue du nom", max_length=2, default="fr")
    name_en = models.CharField("nom anglais", max_length=200)
    category = models.CharField("catégorie", max_length=3)
    category_name = models.CharField("nom de la catégorie", max_length=200)
    active = models.BooleanField("en vigueur", default=True)

    class Meta:
        verbose_name = "secteur CAD"
        verbose_name_plural = "secteurs CAD"
        ordering = ["code"]

    def __str__(self):
        return f"{self.code} {self.name}"


class Theme(models.Model):
    """A subject of cooperation (thématique), on two levels, mapped to goals and OECD sectors.

    Once the team has edited one, or added it (`edited`), `load_reference` leaves it alone.
    """

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField("nom", max_length=80)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="thématique")
    position = models.PositiveSmallIntegerField("rang")
    goals = models.ManyToManyField(Goal, verbose_name="objectifs", related_name="themes", blank=True)
    sectors = models.ManyToManyField(Sector, verbose_name="secteurs CAD", related_name="themes", blank=True)
    edited = models.BooleanField("modifiée par l’équipe", default=False, editable=False)

    objects = ThemeQuerySet.as_manager()

    class Meta:
        verbose_name = "thématique"
        ordering = ["position", "pk"]

    def __str__(self):
        return self.name

    def clean(self):
        """Two levels, no more; raises ValidationError otherwise."""
        if self.parent_id and (self.parent.parent_id or self.parent_id == self.pk or (self.pk and self.children.exists())):
            raise ValidationError({"parent": "Une thématique se range sur deux niveaux au plus."})


class ReferenceVersion(models.Model):
    """What was last loaded from files (`name`: reference, demonstration), so that an unchanged set is not read again."""

    name = models.CharField("jeu de données", max_length=20, unique=True, default="reference")
    checksum = models.CharField(max_length=64)
    loaded_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "version des données de référence"
        verbose_name_plural = "versions des données de référence"

    def __str__(self):
        return f"{self.name} {self.checksum[:12]}"
