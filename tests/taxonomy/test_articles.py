"""A country after its preposition, for all the countries that the portal offers."""

import pytest

from network.taxonomy.articles import in_country
from network.taxonomy.models import Country

SAID = """au Bénin; en Haïti; aux Philippines; en Côte d’Ivoire; aux Comores; à Madagascar; au Mozambique; en Irak; à La
Réunion; au Suriname; à Cuba; au Salvador; au Saint-Siège; à Saint-Marin; sur l’Île de Man; aux Îles Cook; aux
États-Unis; en Eswatini; à la Barbade; au Togo; dans le Territoire britannique de l’océan Indien; à Anguilla;
au Cap-Vert; au Laos; en République du Congo; en Guinée-Bissau; au Pérou"""


@pytest.mark.django_db
def test_a_country_follows_its_preposition(reference):
    said = {in_country(name) for name in Country.objects.values_list("name", flat=True)}
    assert [words for words in " ".join(SAID.split()).split("; ") if words not in said] == []
    assert [words for words in said if words.startswith(("en Île", "au La ", "au Le "))] == []
