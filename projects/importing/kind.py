"""The import of a funder's list, as `network.imports` runs it."""

from django import forms
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from actors.models import Actor
from network.accounts.models import User
from network.imports.headings import key
from network.imports.kinds import WrongChoice
from network.imports.rows import Checked, RowsKind
from network.imports.services import table_of
from network.imports.statuses import ERROR, NEAR, NEW
from network.ui.french import euros
from projects.enums import FigureKind
from projects.importing.columns import COLUMNS, STATUSES
from projects.importing.matching import Matcher
from projects.importing.reading import Reader
from projects.models import Funding, FundingRow, FundingSource, Project
from projects.services import figures, lists
from projects.titles import is_silent, sentence

QUEUE, CREATE = "queue", "create"
TOLD_EVERY = 25
NOTED, DIFFERED = "montant noté|montants notés", "montant à trancher|montants à trancher"
QUEUED, MADE = "ligne à rapprocher|lignes à rapprocher", "projet créé|projets créés"


class OptionsForm(forms.Form):
    """Whose list it is, and what its rows do not say."""

    source = forms.ChoiceField(label="Liste de financeur", error_messages={"required": "Dites de quelle liste il s’agit."})
    year = forms.TypedChoiceField(label="Année des lignes qui n’en disent pas", coerce=int, empty_value=None, required=False)
    dated = forms.DateField(
        label="Date de la liste (facultative)", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        known = [(str(source.pk), source.name) for source in FundingSource.objects.all()]
        self.fields["source"].choices = [("", "à choisir" if known else "aucune\u00a0: ajoutez-en une aux listes de financeurs"), *known]
        now = timezone.localdate().year
        self.fields["year"].choices = [("", "aucune : la ligne est alors en erreur"), *((y, y) for y in range(now + 1, 1989, -1))]

    def clean_dated(self):
        """As the options of an import keep it."""
        return self.cleaned_data["dated"].isoformat() if self.cleaned_data["dated"] else ""


class ConfirmForm(forms.Form):
    """What becomes of rows whose actor is known and whose project has no sheet."""

    new = forms.ChoiceField(
        label="Lignes sans fiche de projet",
        choices=[
            (QUEUE, "Les mettre en attente : une personne dira de quel projet il s’agit"),
            (CREATE, "Créer pour chacune une fiche en brouillon, tirée de ce que dit la ligne"),
        ],
        initial=QUEUE,
        widget=forms.RadioSelect,
    )
    publish = forms.BooleanField(label="Publier tout de suite les fiches créées", required=False)


class FundersList(RowsKind):
    """Amounts of projects, from a list of a funder."""

    name, title = "financements", "Importer la liste d’un financeur"
    permission, back = "projects.add_fundingrow", "admin:projects_fundingsource_changelist"
    columns, statuses, choices = COLUMNS, STATUSES, {}
    heads = ("Bénéficiaire", "Objet", "Année", "Financeur", "Montants")
    written_label = "Voir ce qui attend"

    def options_form(self, *args, batch, **kwargs):
        """The list, its year, its date. The list whose columns were recognised is proposed."""
        chosen = batch.options.get("chosen") or {}
        if not chosen and (source := known_list(table_of(batch).headings)):
            chosen = {"source": str(source.pk)}
        return OptionsForm(*args, initial=chosen, **kwargs)

    def confirm_form(self, *args, **kwargs):
        """What to do with rows that have no project."""
        return ConfirmForm(*args, **kwargs)

    def guess(self, headings):
        """As the team matched the columns of the last file with these headings; else by what the headings say."""
        source = known_list(headings)
        if source is None:
            return super().guess(headings)
        names = {column.name for column in self.columns}
        return {index: name for index, text in enumerate(headings) if (name := source.mapping.get(key(text))) in names}

    def check_matching(self, matching):
        """Who is supported, and how much."""
        chosen = set(matching.values())
        if "beneficiary" not in chosen:
            raise WrongChoice("Choisissez la colonne qui contient le nom du bénéficiaire.")
        if not chosen & {"asked", "granted", "paid"}:
            raise WrongChoice("Choisissez au moins une colonne de montants\u00a0: demandé, accordé ou versé.")

    def check(self, rows, chosen):
        """Each row read, then matched with what the portal knows."""
        source = FundingSource.objects.filter(pk=chosen.get("source") or None).first()
        if source is None:
            raise WrongChoice("Cette liste de financeur n’existe plus\u00a0: revenez aux colonnes et choisissez-en une autre.")
        reader = Reader(source, chosen.get("year"))
        read = [(row.line, reader.read(row)) for row in rows]
        matches = Matcher(source).match(read)
        for line, said in read:
            match = matches.get(line)
            yield Checked(
                line,
                match.status if match else ERROR,
                values={**said.values, **targets(match)} if match else {},
                reasons=match.reasons if match else said.reasons,
                shown=shown(said),
                target=target(match),
                about=about(match),
                same_as=said.key if match else "",
            )

    def write_rows(self, lines, batch, told):
        """Amounts where the project is sure, the rest put to a person; keeps how the columns were matched."""
        chosen, confirmed = batch.options["chosen"], batch.options.get("confirmed") or {}
        source = FundingSource.objects.select_for_update(of=("self",)).get(pk=chosen["source"])
        by = User.objects.filter(pk=batch.options.get("confirmed_by")).first()
        writing = Writing(source, batch.name, chosen.get("dated") or None, confirmed, by)
        for done, line in enumerate(sorted(lines, key=lambda line: (line.values["year"], line.line)), 1):
            writing.write(line)
            if done % TOLD_EVERY == 0:
                told(done)
        headings = table_of(batch).headings
        matching = {int(index): name for index, name in batch.options["matching"].items()}
        source.mapping = {key(text): matching[index] for index, text in enumerate(headings) if index in matching}
        source.used_at = timezone.now()
        source.save(update_fields=["mapping", "used_at", "updated_at"])
        return writing.counts

    def written_url(self, batch):
        """What waits for a person, else the amounts that differ, else the lists."""
        written = batch.options.get("written", {})
        if written.get(QUEUED):
            return reverse("admin:projects_fundingrow_changelist")
        return reverse("admin:projects_funding_changelist" if written.get(DIFFERED) else self.back)


class Writing:
    """Writes the rows of one list, in the transaction of whoever calls."""

    def __init__(self, source, file, dated, confirmed, by):
        self.source, self.file, self.dated, self.by = source, file[:200], dated, by
        self.creates, self.publishes = confirmed.get("new") == CREATE, bool(confirmed.get("publish"))
        self.counts = dict.fromkeys((NOTED, DIFFERED, QUEUED, MADE), 0)
        self.made = {}  # what the rows of one new project have in common → the project and the year of its last row

    def write(self, line):
        """One line that was checked."""
        row = self.row(line)
        if line.status == NEAR or (line.status == NEW and not self.creates):
            row.save()
            self.counts[QUEUED] += 1
            return
        if line.status == NEW:
            project, funding = self.project(row), None
        else:
            project = Project.objects.get(pk=line.values["project"])
            funding = Funding.objects.filter(pk=line.values["funding"]).first()
        funding = funding or lists.funding_for(row=row, project=project)
        came = lists.state_amounts(row=row, funding=funding, by=self.by)
        self.counts[DIFFERED] += came.count(figures.DIFFERS)
        self.counts[NOTED] += len(came) - came.count(figures.AGAIN) - came.count(figures.DIFFERS)

    def row(self, line):
        """The row as it is kept when it waits."""
        values = {name: value for name, value in line.values.items() if name not in ("project", "funding", "actor", "scheme")}
        return FundingRow(
            source=self.source, line=line.line, file=self.file, said=line.said, dated=self.dated,
            reasons=line.reasons or ["aucune fiche de projet ne lui ressemble"],
            actor_id=line.values["actor"], scheme_id=line.values["scheme"], **values,
        )  # fmt: skip

    def project(self, row):
        """The new project of a row, which others of the list may share (decision 14)."""
        silent = is_silent(row.purpose)
        together = (row.actor_id, sentence(row.funder) if silent else sentence(row.purpose))
        project, last = self.made.get(together, (None, None))
        if project is None or (silent and row.year - last > 1):
            project = lists.sheet(lead=Actor.objects.get(pk=row.actor_id), row=row, by=self.by, publish=self.publishes)
            self.counts[MADE] += 1
        self.made[together] = project, row.year
        return project


def known_list(headings):
    """The list whose columns, as they were matched the last time, are all in a file; the one with most of them, the latest used."""
    there = {key(text) for text in headings}
    found = [s for s in FundingSource.objects.order_by(F("used_at").desc(nulls_last=True)) if s.mapping and set(s.mapping) <= there]
    return max(found, key=lambda source: len(source.mapping), default=None)


def targets(match):
    """The keys of what a row is about."""
    things = {"actor": match.actor, "project": match.project, "funding": match.funding}
    return {name: thing and thing.pk for name, thing in things.items()}


def target(match):
    """What is compared between the preview and the writing."""
    return "/".join(str(pk or "") for pk in targets(match).values()) if match else ""


def about(match):
    """The sheet that a row is about, and its page on the desk."""
    if match and match.project:
        return match.project.title, match.project.get_absolute_url()
    return (match.actor.name, reverse("admin:actors_actor_change", args=[match.actor.pk])) if match and match.actor else ()


def shown(said):
    """The cells of the preview."""
    amounts = ", ".join(f"{euros(amount)} {FigureKind(kind).label}" for kind, amount in said.amounts.items())
    return said.beneficiary, said.purpose, said.year or "", said.funder, amounts
