"""What a reviewer is asked before an act: a remark, a reason, a decision. Used by the review pages and the admin alike."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from registry import rules
from registry.models import Campaign, Decision, Ground, IssuingBody
from registry.vocabulary import DecisionState, Part

from .base import Day, Line, Paragraphs, ServiceForm


class ActForm(ServiceForm):
    """An act that needs nothing but the press of a button. `version` is that of the page which shows it."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    @property
    def read_version(self) -> int | None:
        return self.cleaned_data.get("version")


class RemarkForm(ActForm):
    """An act that brings a remark for the unit: decline, return the report, decide against."""

    remark = Paragraphs(label=_("Remark for the unit"), max_length=2000, rows=3)


class ReasonForm(ActForm):
    """An act that brings a reason: reopen, withdraw, cancel an entry, withdraw from publication."""

    reason = Paragraphs(label=_("Reason"), max_length=2000, rows=3)


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


class DecisionForm(ServiceForm):
    """Record a paper: body, number, date, signatory, scan. Only bodies of the reviewer's own levels are offered."""

    campaign = forms.ModelChoiceField(Campaign.objects.all(), label=_("Campaign"))
    body = forms.ModelChoiceField(IssuingBody.objects.none(), label=_("Issuing body"))
    number = Line(label=_("Number"), max_length=60, help_text="06/2021/QĐ-UBND · 983-QĐ/TU · 249/MTTQ-BTT")
    issued_on = Day(label=_("Date of issue"))
    signatory = Line(label=_("Signatory"), max_length=150)
    signatory_position = Line(label=_("Position of the signatory"), max_length=150, required=False)
    scan = forms.FileField(label=_("Scanned paper (PDF)"), required=False)

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = bodies_for(by)

    def clean_scan(self):
        return clean_scan(self.cleaned_data.get("scan"))


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
        raise forms.ValidationError(_("This is no PDF file."))
    scan.seek(0)
    return scan


def bodies_for(user):
    """The active bodies whose decisions the person may record."""
    bodies = IssuingBody.objects.filter(is_active=True).select_related("unit")
    allowed = [body.pk for body in bodies if rules.may_record(user, Decision(body=body, level=body.level))]
    return IssuingBody.objects.filter(pk__in=allowed)


def decisions_for(user, campaign=None):
    """The issued decisions that the person may use, newest first; of one campaign if given."""
    decisions = Decision.objects.filter(state=DecisionState.ISSUED, body__in=bodies_for(user)).select_related("body")
    return decisions.filter(campaign=campaign) if campaign else decisions


class RecognitionForm(ActForm):
    """Which issued decision recognises the model."""

    decision = forms.ModelChoiceField(Decision.objects.none(), label=_("Decision"))
    remark = Paragraphs(label=_("Remark"), max_length=2000, rows=2, required=False)

    def __init__(self, *args, by, campaign=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["decision"].queryset = decisions_for(by, campaign)


class RevocationForm(RecognitionForm):
    """Which decision ends the recognition, on which ground, and what happened."""

    ground = forms.ModelChoiceField(Ground.objects.filter(is_active=True), label=_("Ground"))
    reason = Paragraphs(label=_("What happened"), max_length=2000, rows=3)
    field_order = ["decision", "ground", "reason"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["remark"]


class AmendForm(ActForm):
    """Correct facts of a submitted model, with the reason."""
