"""What hangs on an event or a group, on the team's desk."""

from django import forms
from django.contrib import admin
from django.db import models

from events.forms import desk
from events.models import GroupMembership, GroupPaper, Invitee, Paper, Question, Seating, Slot, Talk
from network.audit.history import read_to_write

# One field with a label, which phones open on a calendar and a clock, rather than Django's two.
MOMENT = {"form_class": forms.DateTimeField, "widget": forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")}
OVERRIDES = {models.DateTimeField: MOMENT}


class Line(admin.TabularInline):
    """Rows read under the lock of the one who saves; each remembers what it showed."""

    extra, formfield_overrides = 0, OVERRIDES

    def get_queryset(self, request):
        """Locked when they are about to be written."""
        return read_to_write(request, super().get_queryset(request))


class SlotInline(Line):
    """When."""

    model, form, extra = Slot, desk.SlotForm, 1
    fields = ["starts_at", "ends_at", "title", "seen"]


class SeatingInline(Line):
    """How many."""

    model, form, extra, max_num = Seating, desk.SeatingForm, 0, 2
    fields = ["presence", "places", "taken", "seen"]
    readonly_fields = ["taken"]


class QuestionInline(Line):
    """What is asked."""

    model, form = Question, desk.QuestionForm
    fields = ["label", "help", "kind", "choices", "required", "position", "seen"]


class TalkInline(admin.StackedInline):
    """The programme of a large one."""

    model, form, extra, formfield_overrides = Talk, desk.TalkForm, 0, OVERRIDES
    fields = [("title", "room"), ("starts_at", "ends_at"), "summary", ("is_chosen", "places"), "speakers", "seen"]
    filter_horizontal = ["speakers"]

    def get_queryset(self, request):
        """Locked when they are about to be written."""
        return read_to_write(request, super().get_queryset(request))


class PaperInline(Line):
    """Before and after."""

    model, form = Paper, desk.PaperForm
    fields = ["title", "file", "link", "moment", "readers", "is_minutes", "seen"]


class InviteeInline(Line):
    """Who may come, when it is on invitation."""

    model, form = Invitee, desk.InviteeForm
    fields = ["email", "name", "seen"]


class GroupMemberInline(Line):
    """Who is in the group."""

    model, form = GroupMembership, desk.GroupMemberForm
    fields = ["user", "actor", "role", "left_at", "seen"]
    readonly_fields = ["left_at"]
    raw_id_fields = ["user"]
    autocomplete_fields = ["actor"]


class GroupPaperInline(Line):
    """What the group shares."""

    model, form = GroupPaper, desk.GroupPaperForm
    fields = ["title", "file", "link", "is_public", "seen"]


LINES = [SlotInline, SeatingInline, QuestionInline, TalkInline, PaperInline, InviteeInline]
