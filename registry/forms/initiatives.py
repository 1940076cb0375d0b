"""The registration form: everything may be left empty, what is missing matters only when it is sent."""

from uuid import UUID, uuid4

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.db.models import Q, QuerySet
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from registry.models import Campaign, Initiative, Sector, Unit
from registry.models.initiatives import LONGEST_PART
from registry.queries import extensions, outcomes, units
from registry.services import initiatives
from registry.services import outcomes as figures
from registry.vocabulary import Level, Novelty, Part, Role, Status, SubmitterType, fields_of

from .base import Day, Line, Paragraphs
from .figures import HOW_TO_WRITE, ContributionRows, Lines, OutcomeRows
from .layout import Pair, Section, Table
from .renewal import show_earlier
from .written import WrittenForm, too_long, values_of

CONTINUABLE = (Status.REGISTERED, Status.REPORTED, Status.RECOGNISED, Status.NOT_RECOGNISED)
PLAUSIBLE_YEARS = range(2000, 2101)


def models_to_continue(by, before: Campaign) -> QuerySet:
    """Models of the person's own units in earlier campaigns which a model of this one can keep up."""
    kept = Initiative.objects.filter(
        unit__in=by.scope.own(Role.SUBMITTER), campaign__year__lt=before.year, status__in=CONTINUABLE, ending__isnull=True
    )
    return kept.select_related("campaign").only("code", "title", "campaign__year").order_by("-campaign__year", "-id")


class EarlierModelField(forms.ModelChoiceField):
    def label_from_instance(self, initiative):
        return f"{initiative.campaign.year} · {initiative.title} ({initiative.code})"


def _text(part: Part, help_text, rows: int = 4) -> Paragraphs:
    return Paragraphs(label=part.label, help_text=help_text, rows=rows, required=False, validators=[too_long(LONGEST_PART)])


class InitiativeForm(WrittenForm):
    """The parts of the registration. `opened` names the fields that may be changed; the others are not in the form.

    `remarks` are the reviewer's open remarks; each stands at the first field of its part.
    """

    title = Line(
        label=Part.TITLE.label,
        required=False,
        validators=[too_long(250)],
        widget=forms.Textarea(attrs={"rows": 2, "class": "short"}),
        help_text=_("Say what is done and where. Do not write just “Dân vận khéo”."),
    )
    sector = forms.ModelChoiceField(Sector.objects.none(), label=Part.SECTOR.label, required=False, empty_label=_("Choose …"))
    level = forms.ChoiceField(label=Part.LEVEL.label, required=False)
    submitter_type = forms.ChoiceField(label=Part.SUBMITTER.label, required=False, widget=forms.RadioSelect)
    collective_name = Line(
        label=_("Name of the collective"), required=False, validators=[too_long(200)], help_text=_("Collectives only.")
    )
    person_name = Line(
        label=_("Full name of the individual, or of the head of the collective"),
        required=False,
        validators=[too_long(150)],
    )
    person_position = Line(label=_("Position"), required=False, validators=[too_long(150)])
    person_consent = forms.BooleanField(
        label=_("This person agrees that the name is published if the model is recognised"),
        required=False,
        help_text=_("Without a tick the name is seen only by your unit and the reviewers."),
    )
    novelty = forms.ChoiceField(label=Part.NOVELTY.label, required=False, widget=forms.RadioSelect)
    continues = EarlierModelField(
        Initiative.objects.none(),
        label=_("Which model of an earlier year"),
        required=False,
        empty_label=_("none, or not in this list"),
        help_text=_("Only for a maintained model: it is linked with the earlier one."),
    )
    partners = Lines(
        label=Part.PARTNERS.label,
        required=False,
        help_text=_("Only for a joint model: the other units and bodies, each on a line. The model counts once."),
    )
    is_restricted = forms.BooleanField(
        label=_("Restricted: never show this model outside our unit and its reviewers"), required=False
    )
    situation = _text(Part.SITUATION, _("Why is it needed? Who is in difficulty? Three to six sentences are enough."), rows=5)
    aims = _text(
        Part.AIMS,
        _(
            "Write figures that can be measured.\n\n"
            "For example: 810 m of road widened to 7 m, every household agrees, done before October."
        ),
    )
    method = _text(Part.METHOD, _("Who does what, in which order, and where the people discuss it."), rows=5)
    place = _text(Part.PLACE, _("Village, quarter or agency; how many households or people. No names."), rows=3)
    forces = _text(Part.FORCES, _("Who leads, who coordinates, who takes part."), rows=3)
    starts_on = Day(label=_("From"), required=False)
    ends_on = Day(label=_("Until"), required=False)
    resources = _text(Part.RESOURCES, _("Money of the state budget, of the people, of others: each apart. Land, working days."))
    contributions = ContributionRows(label=Part.CONTRIBUTIONS.label, help_text=HOW_TO_WRITE)
    results = _text(Part.RESULTS, _("What can be counted: metres of road, households, the day it was finished."))
    targets = OutcomeRows(
        label=Part.TARGETS.label,
        help_text=_("What can be counted at the end, for example 810 m of road. The report sets what was reached beside it."),
    )
    sustainability = _text(Part.SUSTAINABILITY, _("Who keeps it up afterwards? What do others need who want to do the same?"))

    def __init__(self, *args, by, campaign: Campaign, initiative=None, opened=None, remarks=(), **kwargs):
        self.campaign, self.initiative = campaign, initiative
        if initiative:
            kwargs.setdefault("initial", {**values_of(initiative), "version": initiative.version})
        super().__init__(*args, **kwargs)
        self._fill_choices(by)
        self.earlier = show_earlier(self, by)
        for name in set(self.fields) - {"version"} if opened is not None else ():
            if name not in opened and name in initiatives.FACTS:
                del self.fields[name]
        for remark in remarks:
            name = next(name for name in fields_of(remark.part) if name in self.fields)
            self.fields[name].remark = remark
        if "targets" in self.fields:
            self.fields["targets"].measures = outcomes.measures_to_choose(self.initial.get("targets", ()))
        self.helper = FormHelper()
        self.helper.form_tag = self.helper.form_show_errors = False
        self.helper.disable_csrf = True
        self.helper.layout = self.layout()

    def _fill_choices(self, by):
        had = self.initiative
        sectors = Sector.objects.filter(Q(is_active=True) | Q(pk=had.sector_id if had else None))
        self.fields["sector"].queryset = sectors
        labels = units.level_labels(self.campaign.cutoff_on)
        if self.campaign.cutoff_on >= timezone.datetime(2025, 7, 1).date() and not (had and had.level == Level.DISTRICT):
            del labels[Level.DISTRICT]
        self.fields["level"].choices = [(level.value, label) for level, label in labels.items()]
        self.fields["submitter_type"].choices = _told_apart(
            {
                SubmitterType.COLLECTIVE: gettext("a quarter, party cell, organisation, agency"),
                SubmitterType.INDIVIDUAL: gettext("one person stands for it"),
            }
        )
        self.fields["novelty"].choices = _told_apart(
            {Novelty.NEW: gettext("begun this year"), Novelty.CONTINUED: gettext("linked with an earlier model")}
        )
        self.fields["continues"].queryset = models_to_continue(by, self.campaign)
        for name, first in {"submitter_type": SubmitterType.COLLECTIVE, "novelty": Novelty.NEW}.items():
            self.fields[name].initial = first

    def sections(self) -> list[Section]:
        """The parts of the form in their order, without what is locked."""
        sections = [
            Section(
                _("General"),
                "title",
                Pair("sector", "level"),
                "submitter_type",
                "collective_name",
                Pair("person_name", "person_position"),
                "person_consent",
                "novelty",
                "continues",
                "partners",
                "is_restricted",
            ),
            Section(_("Reason and aims"), "situation", "aims"),
            Section(_("How it is done"), "method", "place", "forces"),
            Section(
                _("Time, resources, results"),
                Pair("starts_on", "ends_on", legend=Part.PERIOD.label, help_text=_("Day/month/year, for example 31/10/2026.")),
                "resources",
                Table("contributions"),
                "results",
                Table("targets"),
            ),
            Section(_("Lasting and copying"), "sustainability"),
        ]
        kept = [section for section in sections if section.keep(self.fields)]
        for number, section in enumerate(kept, start=1):
            section.number = number
        return kept

    def layout(self) -> Layout:
        return Layout("version", *self.sections())

    def steps(self) -> list[dict]:
        """One line for each section: what is wrong in it, what is still empty."""
        empty = initiatives.missing(self.initiative or Initiative(submitter_type=SubmitterType.COLLECTIVE))
        return [section.step(self.errors if self.is_bound else {}, empty) for section in self.sections()]

    def clean(self):
        cleaned = super().clean()
        for name in ("starts_on", "ends_on"):
            if (day := cleaned.get(name)) and day.year not in PLAUSIBLE_YEARS:
                self.add_error(name, _("Look at the year again: day/month/year, for example 31/10/2026."))
        first, last = (self._day(name) for name in ("starts_on", "ends_on"))
        if first and last and last < first:
            sentence = gettext("The last day is before the first (%(day)s).") % {
                "day": formats.date_format(first, "SHORT_DATE_FORMAT")
            }
            self.add_error("starts_on" if "ends_on" in self.errors else "ends_on", sentence)
        earlier = cleaned.get("continues")
        if earlier and cleaned.get("novelty") == Novelty.NEW:
            sentence = _("You chose a model of an earlier year below: choose “Maintained”, or take that choice back.")
            self.add_error("novelty", sentence)
        if earlier and earlier.campaign.year >= self.campaign.year:
            self.add_error("continues", _("Choose a model of an earlier campaign."))
        unit = self.initiative.unit if self.initiative else cleaned.get("unit")
        if cleaned.get("partners") and unit and (sentence := figures.fault("partners", cleaned["partners"], unit)):
            self.add_error("partners", sentence)
        return cleaned

    def _day(self, name):
        """The day which the model would have if this form were saved now."""
        kept = getattr(self.initiative, name) if self.initiative else None
        return self.cleaned_data[name] if name in self.cleaned_data and name in self.data else kept

    def facts(self) -> dict:
        """What can be saved. Days and choices that contradict what stands beside them wait until both are right."""
        facts = super().facts()
        kept = self.initiative
        first, last = (facts.get(name, getattr(kept, name, None)) for name in ("starts_on", "ends_on"))
        if first and last and last < first:
            facts.pop("starts_on", None)
            facts.pop("ends_on", None)
        if facts.get("submitter_type", getattr(kept, "submitter_type", "")) == SubmitterType.INDIVIDUAL:
            facts.pop("collective_name", None)
        if facts.get("novelty", getattr(kept, "novelty", Novelty.NEW)) == Novelty.NEW:
            facts.pop("continues", None)
        return facts


def _told_apart(words: dict) -> list[tuple]:
    """Choices, each with a few words that say what it means."""
    return [(choice.value, format_html("{}<small>{}</small>", choice.label, said)) for choice, said in words.items()]


class NewInitiativeForm(InitiativeForm):
    """The same for a model that does not exist yet: for which unit and in which campaign. `token` makes it begin once."""

    token = forms.CharField(required=False, widget=forms.HiddenInput)
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Unit"), empty_label=None, to_field_name="key")
    campaign = forms.ModelChoiceField(Campaign.objects.none(), label=_("Campaign"), empty_label=None, to_field_name="year")

    def __init__(self, data=None, *, by, campaigns: list[Campaign], own_units: list[Unit], **kwargs):
        chosen = next((one for one in campaigns if data and str(one.year) == data.get("campaign")), campaigns[0])
        super().__init__(data, by=by, campaign=chosen, **kwargs)
        for name, rows in {"unit": own_units, "campaign": campaigns}.items():
            self.fields[name].queryset = self.fields[name].queryset.model.objects.filter(pk__in=[row.pk for row in rows])
            if len(rows) == 1:
                self.fields[name].widget = forms.HiddenInput()
        self.initial |= {"token": uuid4(), "unit": own_units[0].key, "campaign": chosen.year}

    def layout(self) -> Layout:
        return Layout("version", "token", Pair("unit", "campaign"), *self.sections())

    @property
    def read_version(self) -> int:
        """A new page knows the model only as it was begun."""
        return 1

    @property
    def read_token(self) -> UUID | None:
        try:
            return UUID(self.cleaned_data.get("token", ""))
        except ValueError:
            return None

    def renew(self):
        """Give the page another token: the one it had began nothing."""
        self.data = self.data.copy()
        self.data[self.add_prefix("token")] = str(uuid4())

    @property
    def can_begin(self) -> bool:
        return {"unit", "campaign"} <= set(self.cleaned_data)

    def facts(self) -> dict:
        return {name: value for name, value in super().facts().items() if name in initiatives.FACTS}


def campaigns_to_register_in(today, by=None) -> list[Campaign]:
    """Campaigns that are not over, those in which one registers today first; else the newest alone.

    `by` is who registers: the extensions of that person's units count too.
    """
    extended = extensions.registering(by, today) if by else set()
    rows = list(Campaign.objects.filter(Q(cutoff_on__gte=today) | Q(pk__in=extended))) or list(Campaign.objects.all()[:1])
    return sorted(rows, key=lambda campaign: not (campaign.is_registering(today) or campaign.pk in extended))


def units_to_register_for(by, today) -> list[Unit]:
    """The person's own units that stand today."""
    return list(Unit.objects.standing(today).filter(pk__in=by.scope.own(Role.SUBMITTER)))
