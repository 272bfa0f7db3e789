"""What keeps the lists quick and true: a version per list, and the words that its sheets use."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models


class Listing(models.Model):
    """The version of a list's data. PostgreSQL raises it in the transaction that changes the data (`directory_touch`)."""

    name = models.CharField(max_length=40, primary_key=True)
    version = models.BigIntegerField(default=1)

    class Meta:
        verbose_name = "version de liste"
        verbose_name_plural = "versions de listes"
        ordering = ["name"]

    def __str__(self):
        return f"{self.name} {self.version}"


class Word(models.Model):
    """A word that occurs in a list's published sheets, without accents: typing errors are mended against these."""

    listing = models.CharField(max_length=40)
    word = models.CharField(max_length=60)

    class Meta:
        verbose_name = "mot"
        ordering = ["listing", "word"]
        constraints = [models.UniqueConstraint(fields=["listing", "word"], name="directory_word_once")]
        indexes = [GinIndex(fields=["word"], opclasses=["gin_trgm_ops"], name="directory_word_trigrams")]

    def __str__(self):
        return self.word
