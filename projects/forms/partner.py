"""Adding a partner."""

from django import forms

from network.audit.posted import PostedForm
from network.taxonomy.choices import COUNTRIES, region_of
from network.ui.choices import GroupedChoice
from projects.enums import PartnerRole
from projects.models import PartnerOrganisation


class RoleForm(forms.Form):
    """What a partner that is added will do."""

    role = forms.ChoiceField(label="Son rôle", choices=PartnerRole, initial=PartnerRole.LOCAL, required=False)

    def chosen(self):
        """The role, « autre » when none was chosen."""
        return (self.is_valid() and self.cleaned_data["role"]) or PartnerRole.OTHER


class OrganisationForm(PostedForm):
    """An organisation that the portal does not know."""

    country = GroupedChoice(
        COUNTRIES, group_of=region_of, label="Pays", empty_label="Choisir un pays", error_messages={"required": "Choisissez son pays."}
    )

    class Meta:
        model = PartnerOrganisation
        fields = ["name", "country", "town", "website"]
        error_messages = {"name": {"required": "Écrivez son nom."}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, prefix="new", use_required_attribute=False, **kwargs)
