"""Names that a source writes in capitals, without accents, brought back to French spelling by rule.

A word is spelt as in `COMMON`, `PROPER` or the name of the organisation's own commune; an unknown word only loses
its capitals, since its accents are not known. Nothing is completed: a name that its source cut stays cut.
"""

import re

from network.taxonomy.loading.files import typographic
from network.taxonomy.spelling import key

COMMON = """
action actions aide aider alliance amélioration amis amitié asso association au aux avec bonheur bouge canton centre
challenge cinéma cinémas citoyens cœur collectif comité compétences construire construir coopération coordination culture
cultures dauphins de décentralisée déminage des deux développement du école éducation électriciens en enfance enfants ensemble
entraide équilibre essentiel et états ex femmes fédération forages fraternité fréquentation frontière frontières génération
graine grand groupe gynécologie halte handicap handicapés humanitaire ingénieurs international internationale intervalles
jumelage la le les loisirs maison maman marins médecins mental mentale monde natifs national nationale nomades nouveau
œcuménique ouest parcours parents parrainage partage pays peuples phare pharmacie phénix pont pour premier projet promo
promotion quartiers qui réfugiés régie région réseau route rurale sans santé secours sel service signe soleil solidaire
solidaires solidarité sourds sous sports sud un une union univers urgence vallée vélo verts vie volontaires vouloir vous
échange échanges marocain tunisienne tunisiennes tunisiens française libano burkinabée nouv
"""

PROPER = """
Afrique Allemagne Angers Angleterre Anjou Atlantique Bamako Bénin Bretagne Burkina Cambodge Cameroun Châteaubriant Congo Éthiopie
Europe France Gaza Guinée Haïti Inde Israël Jérusalem Liban Loire Madagascar Maine Mali Mauges Mauritanie Méditerranée Nantes
Palestine Roumanie Sénégal Tunisie Jade Unicef Cimade
AAFEB AFEB AFPS AISG ALF APDA CAVA CRID ERPA GSFA PHI
"""

# Phrases that are one proper name, and abbreviations that the sources use throughout.
PHRASES = {
    "amnesty international": "Amnesty International",
    "cote de jade": "Côte de Jade",
    "france volontaires": "France Volontaires",
    "handicap international": "Handicap International",
    "le mans": "Le Mans",
    "loire atlantique": "Loire-Atlantique",
    "medecins du monde": "Médecins du Monde",
    "pays de loire": "Pays de Loire",
    "st nazaire": "Saint-Nazaire",
}
ABBREVIATIONS = {"as": "association", "ass": "association", "assoc": "association", "cte": "comité", "comtie": "comité", "d": "d", "l": "l"}

CUT_AT = 32  # where the Loire-Atlantique file cuts a name
WORD = re.compile(r"[^\W_]+")


def table(words):
    """Key of a word → the word."""
    return {key(word): word for word in words}


KNOWN = {**table(COMMON.split()), **table(PROPER.split()), **ABBREVIATIONS}


def restored(name, commune=""):
    """`name` in French spelling; a name that already has small letters only gets French apostrophes and dashes."""
    name = re.sub(r"\s-\s*([^-]+?)\s*-$", r" (\1)", " ".join(name.split()))
    name = re.sub(r"\s+[-–]\s*|\s*[-–]\s+", " – ", name)
    if name != name.upper():
        return typographic(name)
    known = KNOWN | table(word for word in re.findall(r"\w{4,}", commune) if word[0].isupper())
    for phrase, written in PHRASES.items():
        name = re.sub(rf"\b{phrase}\b", lambda match, written=written: written, name, flags=re.IGNORECASE)
    spelt = WORD.sub(lambda match: _word(match.group(), known), name)
    spelt = re.sub(r"\b([dl])(?: '|' | )(?=[aeiouyéèêâœh])", r"\1’", spelt, flags=re.IGNORECASE)
    spelt = re.sub(r"\bl(?!’|')\b", "L", spelt)
    return typographic(spelt[0].upper() + spelt[1:])


def _word(word, known):
    """One word of a name in capitals."""
    if not word.isupper() or (len(word) == 1 and word not in "DL"):
        return word
    return known.get(key(word), word.capitalize())


def is_cut(name):
    """Whether the source may have cut this name: it fills all the places there, and does not end with a number or a known proper name."""
    last = key(name.split()[-1])
    return len(name) == CUT_AT and name == name.upper() and not last.isdigit() and last not in table(PROPER.split())
