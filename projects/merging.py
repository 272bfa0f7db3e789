"""What becomes of partnerships of two sheets that are merged."""

from actors.merging.rules import Rule, Settlement, register
from projects.enums import TAKING_PART


def partnerships(mine, theirs):
    """Both take part in one project: the partnership that was answered stays."""
    swap = mine.status not in TAKING_PART and theirs.status in TAKING_PART
    return Settlement("les deux fiches sont partenaires d’un même projet\u00a0: un seul partenariat sert", swap=swap)


register(Rule("projects.Partnership.actor", partnerships))
