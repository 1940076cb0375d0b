"""What a reviewer is asked before an act: a remark, a reason, a decision. Used by the review pages and the admin alike."""

from django import forms
from django.conf import settings
from django.db.models import Exists, OuterRef
from django.utils import formats
from django.utils.translation import gettext_lazy as _

from registry import rules
from registry.models import Decision, DecisionLine, Ground, Initiative, IssuingBody, Sector, Unit
from registry.vocabulary import DecisionState, Level, Novelty, Part, SubmitterType

from .base import Day, Line, Paragraphs, ServiceForm

SAY_WHY = {"required": _("Say why; it stands in the history.")}


class ActForm(ServiceForm):
    """An act that needs nothing but the press of a button. `version` is that of the page which shows it."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    @property
    def read_version(self) -> int | None:
        return self.cleaned_data.get("version")


class RemarkForm(ActForm):
    """An act that brings a remark for the unit: decline, return the report, decide against."""

    remark = Paragraphs(
        label=_("Remark for the unit"),
        max_length=2000,
        rows=3,
        error_messages={"required": _("Write a remark: the unit reads it.")},
    )


class ReasonForm(ActForm):
    """An act that brings a reason: reopen, withdraw, cancel an entry, withdraw from publication."""

    reason = Paragraphs(label=_("Reason"), max_length=2000, rows=3, error_messages=SAY_WHY)


class ReturnForm(ActForm):
    """A remark for each part that must change; the parts without one stay locked."""

    until = Day(label=_("To be corrected until"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for part in Part:
            self.fields[f"part_{part.value}"] = Paragraphs(label=part.label, max_length=2000, rows=2, required=False)

    def part_fields(self):
        """The bound fields of the parts, for the template."""
        return [self[f"part_{part.value}"] for part in Part]

    def remarks(self) -> dict[str, str]:
        """{part: remark}, only the parts that have one."""
        return {part.value: remark for part in Part if (remark := self.cleaned_data[f"part_{part.value}"])}


def clean_scan(scan):
    """Accept a PDF, judged by its own first bytes, up to the size that the settings allow."""
    if not scan:
        return scan
    if scan.size > settings.LARGEST_SCAN:
        raise forms.ValidationError(
            _("The file has %(size)s MB; at most %(most)s MB are possible.")
            % {"size": round(scan.size / 1024**2, 1), "most": settings.LARGEST_SCAN // 1024**2}
        )
    if not scan.read(5) == b"%PDF-":
        raise forms.ValidationError(_("This is not a PDF file."))
    scan.seek(0)
    return scan


def bodies_for(user):
    """The active bodies whose decisions the person may record."""
    if user.is_superuser:
        return IssuingBody.objects.filter(is_active=True)
    bodies = IssuingBody.objects.filter(is_active=True).select_related("unit")
    allowed = [body.pk for body in bodies if rules.may_record(user, Decision(body=body, level=body.level))]
    return IssuingBody.objects.filter(pk__in=allowed)


def decisions_for(user, campaign=None):
    """The issued decisions that the person may use, newest first; of one campaign if given. A list of its own is closed."""
    decisions = Decision.objects.filter(state=DecisionState.ISSUED, body__in=bodies_for(user)).select_related("body")
    decisions = decisions.filter(~Exists(DecisionLine.objects.filter(decision=OuterRef("pk"))))
    return decisions.filter(campaign=campaign) if campaign else decisions


class DecisionChoice(forms.ModelChoiceField):
    """A choice among decisions, each with its day and its body."""

    def __init__(self, **kwargs):
        words = {"required": _("Choose the decision."), "invalid_choice": _("Choose a decision that is offered here.")}
        super().__init__(Decision.objects.none(), **{"label": _("Decision"), "error_messages": words, **kwargs})

    def offer(self, decisions) -> bool:
        """Offer these decisions; return whether there is any. One query, however often the choices are read."""
        self.queryset = decisions
        offered = [(decision.pk, self.label_from_instance(decision)) for decision in decisions]
        self.choices = [("", _("Choose a decision")), *offered]
        return bool(offered)

    def label_from_instance(self, decision):
        day = formats.date_format(decision.issued_on, "SHORT_DATE_FORMAT")
        return f"{decision.number} · {day} · {decision.body}"


class RecognitionForm(ActForm):
    """Which issued decision recognises the model."""

    decision = DecisionChoice()
    remark = Paragraphs(label=_("Remark"), max_length=2000, rows=2, required=False)

    def __init__(self, *args, by, campaign=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.has_decisions = self.fields["decision"].offer(decisions_for(by, campaign))


class RevocationForm(RecognitionForm):
    """Which decision ends the recognition, on which ground, and what happened."""

    ground = forms.ModelChoiceField(
        Ground.objects.filter(is_active=True),
        label=_("Ground"),
        empty_label=_("Choose …"),
        error_messages={"required": _("Choose the ground.")},
    )
    reason = Paragraphs(label=_("What happened"), max_length=2000, rows=3, error_messages={"required": _("Say what happened.")})
    field_order = ["decision", "ground", "reason"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["remark"]


class ReinstatementForm(RecognitionForm):
    """Which decision lets a revoked recognition stand again."""

    reason = Paragraphs(label=_("Reason"), max_length=2000, rows=3, required=False)
    field_order = ["decision", "reason"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["remark"]


class AmendForm(ActForm):
    """Correct facts of a submitted model, with the reason. `heirs` are the units to which it could be allocated."""

    title = Line(label=_("Name of the model"), max_length=250, widget=forms.Textarea(attrs={"rows": 2, "class": "short"}))
    sector = forms.ModelChoiceField(Sector.objects.all(), label=_("Field"))
    submitter_type = forms.ChoiceField(label=_("Submitter type"), choices=SubmitterType.choices)
    collective_name = Line(label=_("Name of the collective"), max_length=200, required=False)
    person_name = Line(label=_("Full name of the individual or of the head"), max_length=150, required=False)
    person_position = Line(label=_("Position"), max_length=150, required=False)
    level = forms.ChoiceField(label=_("Level aimed at"), choices=Level.choices)
    novelty = forms.ChoiceField(label=_("New or maintained"), choices=Novelty.choices)
    continues = Line(label=_("Code of the earlier year's model"), max_length=20, required=False, help_text="DVK-2025-000123")
    starts_on = Day(label=_("Begins on"))
    ends_on = Day(label=_("Ends on"))
    is_restricted = forms.BooleanField(label=_("Restricted: never shown outside the scope of the unit"), required=False)
    allocated_unit = forms.ModelChoiceField(
        Unit.objects.none(), label=_("Allocated to"), required=False, empty_label=_("Not allocated")
    )
    reason = Paragraphs(label=_("Reason for the correction"), max_length=2000, rows=3, error_messages=SAY_WHY)

    def __init__(self, *args, by, initiative, heirs=(), **kwargs):
        person = getattr(initiative, "person", None)
        names = set(self.base_fields) - {"version", "reason", "continues", "person_name", "person_position"}
        initial = {name: getattr(initiative, name) for name in names} | {
            "continues": initiative.continues.code if initiative.continues else "",
            "person_name": person.name if person else "",
            "person_position": person.position if person else "",
        }
        super().__init__(*args, initial=initial | kwargs.pop("initial", {}), **kwargs)
        self.by, self.initiative = by, initiative
        if heirs:
            self.fields["allocated_unit"].queryset = Unit.objects.filter(pk__in=[heir.pk for heir in heirs])
        else:
            del self.fields["allocated_unit"]

    def clean_continues(self):
        code = self.cleaned_data["continues"].upper()
        if not code:
            return None
        found = Initiative.objects.visible_to(self.by).filter(code=code).exclude(pk=self.initiative.pk).first()
        if not found or found.campaign_id == self.initiative.campaign_id:
            raise forms.ValidationError(_("There is no model of an earlier year with this code."))
        return found

    def clean(self):
        data = super().clean()
        first, last = data.get("starts_on"), data.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day is before the first."))
        if data.get("continues") and data.get("novelty") == Novelty.NEW:
            self.add_error("novelty", _("A model that continues another is no new registration."))
        return data

    def facts(self) -> dict:
        """What `services.review.amend` takes."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("version", "reason")}


class ApproveManyForm(ActForm):
    """Many registrations at once; a remark is kept in the history of each."""

    remark = Paragraphs(label=_("Remark for the history"), max_length=2000, rows=2, required=False)


class RecogniseManyForm(RecognitionForm):
    """Many models by one decision, compared by a person with the list that belongs to the paper."""

    compared = forms.BooleanField(
        label=_("I have compared these models with the list that belongs to the decision."),
        error_messages={"required": _("Compare the models with the list first, then tick the box.")},
    )
    field_order = ["decision", "compared", "remark"]


def read_pairs(posted: str) -> dict[int, int]:
    """The models of a preview, as its page carries them in one field ("id:version,id:version"): id → version."""
    pairs = {}
    for pair in posted.split(","):
        match numbers(pair.split(":")):
            case [pk, version]:
                pairs[pk] = version
    return pairs


def numbers(words) -> list[int]:
    """What is a plain number among the words; the rest is left out."""
    return [int(word) for word in words if word.isascii() and word.isdecimal() and len(word) < 19]
