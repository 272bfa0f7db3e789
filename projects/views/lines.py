"""Which form and which lines each step shows."""

from network.audit.rows import Rows
from projects.forms import steps
from projects.forms.rows import FundingForm, PaperRow, PartnershipForm, PictureRow, PlaceForm, ResultForm

FORMS = {
    "essentiel": steps.EssentialForm,
    "lieux": steps.WhereForm,
    "partenaires": steps.PartnersForm,
    "argent": steps.MoneyForm,
    "resultats": steps.RecordForm,
}
LINES = {
    "lieux": (("places", PlaceForm, 1),),
    "partenaires": (("partnerships", PartnershipForm, 0),),
    "argent": (("fundings", FundingForm, 1),),
    "resultats": (("results", ResultForm, 1), ("pictures", PictureRow, 1), ("papers", PaperRow, 1)),
}


def lines(step, project, by, data=None, files=None, autosave=False):
    """The Rows of a step."""
    made = []
    for name, form, blank in LINES.get(step, ()):
        things = getattr(project, name).all()
        if name == "partnerships":
            things = things.select_related("actor", "organisation__country")
        made.append(Rows(form, things=things, prefix=name, parent=project, by=by, data=data, files=files, blank=blank, autosave=autosave))
    return made
