"""Where a line of any list may stand. A kind of import that says it in its own words names them the same."""

from network.imports.kinds import Status

NEW, UPDATE, KNOWN, NEAR, REPEATED, ERROR = "new", "update", "known", "near", "repeated", "error"
ASIDE, CREATE, COMPLETE = "skip", "create", "complete"  # what a person decides of a line that may be about something known

USUAL = (
    Status(NEW, "nouvelle", "nouvelles", "done", "Rien de connu ne lui ressemble : elle sera créée.", written=True),
    Status(UPDATE, "à compléter", "à compléter", "wait", "Elle est connue, et le fichier lui ajoute quelque chose.", written=True),
    Status(KNOWN, "déjà connue", "déjà connues", "off", "Elle est connue et le fichier ne lui ajoute rien."),
    Status(NEAR, "à décider", "à décider", "wait", "Elle ressemble à quelque chose de connu : dites si c’est la même.",
           written=True, aside=True),
    Status(REPEATED, "répétée", "répétées", "off", "Une ligne plus haut dans le fichier dit la même chose.", aside=True),
    Status(ERROR, "en erreur", "en erreur", "no", "Elle ne sera pas écrite : corrigez-la dans le fichier, puis envoyez-le à nouveau.",
           aside=True),
)  # fmt: skip
USUAL_CHOICES = {NEAR: (("", "laisser de côté"), (CREATE, "créer"), (COMPLETE, "c’est elle : compléter"))}
