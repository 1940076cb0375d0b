"""What is asked about a decision: when it is recorded, while it is a draft, for its list and before it is issued."""

import re

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from registry.models import Campaign, CouncilSession, Decision, Ground, IssuingBody
from registry.queries import councils, wordings
from registry.queries.eligibility import CORRECTABLE
from registry.vocabulary import CouncilState, DecisionKind, DecisionState

from .base import Day, Line, Paragraphs, ServiceForm
from .review import ActForm, bodies_for, clean_scan

_CODE = re.compile(r"DVK-\d{4}-\d{6,9}")


class DecisionForm(ServiceForm):
    """Record a paper: body, number, date, signatory, scan. Only bodies of the reviewer's own levels are offered."""

    campaign = forms.ModelChoiceField(Campaign.objects.all(), label=_("Campaign"))
    body = forms.ModelChoiceField(
        IssuingBody.objects.none(),
        label=_("Issuing body"),
        empty_label=_("Choose …"),
        error_messages={"required": _("Choose the issuing body.")},
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=DecisionKind.choices, required=False)
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

    def clean_kind(self):
        return self.cleaned_data["kind"] or DecisionKind.RECOGNITION


class RecordForm(DecisionForm):
    """Record a paper as a draft, which may still lack something, or issue it at once."""

    is_issued = forms.BooleanField(
        label=_("Issue at once: from then on it is no longer changed"),
        required=False,
        help_text=_("For a paper that was signed elsewhere. A draft can get a list of models first."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("number", "issued_on", "signatory"):
            self.fields[name].required = False

    def clean(self):
        data = super().clean()
        if data.get("is_issued"):
            is_numbered = getattr(data.get("body"), "is_numbered", False)
            for name in ("issued_on", "signatory") if is_numbered else ("number", "issued_on", "signatory"):
                if name not in self.errors and not data.get(name):
                    self.add_error(name, _("An issued decision needs this."))
        return data


class ChangeForm(RecordForm):
    """Change a draft. Campaign, body and kind stay: another body's paper is another decision.

    Where subject, bases, text and recipients are empty, the wording that staff keep for the body is printed.
    """

    subject = Line(label=_("Subject"), max_length=500, required=False)
    bases = Paragraphs(label=_("Legal bases"), max_length=5000, rows=4, required=False, help_text=_("One in each line."))
    text = Paragraphs(
        label=_("Text"), max_length=20_000, rows=6, required=False, help_text=_("One paragraph or article in each line.")
    )
    recipients = Paragraphs(label=_("Recipients"), max_length=3000, rows=3, required=False, help_text=_("One in each line."))
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    field_order = ["number", "issued_on", "signatory", "signatory_position", "subject", "bases", "text", "recipients", "scan"]
    WORDS = ("subject", "bases", "text", "recipients")

    def __init__(self, *args, decision: Decision, **kwargs):
        super().__init__(*args, **kwargs)
        self.decision = decision
        for name in ("campaign", "body", "kind", "is_issued"):
            del self.fields[name]
        usual = wordings.wording(decision.kind, decision.body, decision.level)
        for name in self.WORDS:
            if not getattr(decision, name):
                self.initial[name] = getattr(usual, name)
        if decision.body.is_numbered:
            self.fields["number"].help_text = _("May stay empty: the number is given when the decision is issued.")

    def clean(self):
        data = super().clean()
        for name in self.WORDS:
            if strange := wordings.unknown(self.decision.kind, [data.get(name, "")]):
                self.add_error(name, unknown_marks(self.decision.kind, strange))
        return data

    def facts(self) -> dict:
        """What `services.decisions.change` takes. Words that are those of the body's wording are not kept apart from it."""
        usual = wordings.wording(self.decision.kind, self.decision.body, self.decision.level)
        data = dict(self.cleaned_data)
        for name in self.WORDS:
            if data[name].splitlines() == getattr(usual, name).splitlines():
                data[name] = ""
        return data


def unknown_marks(template: str, strange: list[str]) -> str:
    """The sentence that refuses `{…}` which no paper of this template knows."""
    return _now("Nothing is known for %(strange)s. This paper knows: %(known)s.") % {
        "strange": ", ".join(f"{{{name}}}" for name in strange),
        "known": ", ".join(f"{{{name}}}" for name in wordings.SAMPLES.get(template, {})),
    }


class ScanForm(ServiceForm):
    """Add the scanned paper to a decision that was issued without it."""

    scan = forms.FileField(label=_("Scanned paper (PDF)"))

    def clean_scan(self):
        return clean_scan(self.cleaned_data.get("scan"))


class IssueForm(ActForm):
    """The last question before a draft is in force."""

    compared = forms.BooleanField(label=_("I have compared the list and the paper"), required=False)

    def clean(self):
        data = super().clean()
        if "asked" in self.data and not data.get("compared"):
            self.add_error("compared", _("Compare the list and the paper first, then tick the box."))
        return data


class CodesForm(ServiceForm):
    """Models to be put on a list by their codes, as people paste them."""

    codes = Paragraphs(label=_("Codes of models"), rows=3, max_length=100_000, help_text="DVK-2026-000123, DVK-2026-000124 …")

    def clean_codes(self) -> list[str]:
        codes = list(dict.fromkeys(_CODE.findall(self.cleaned_data["codes"].upper())))
        if not codes:
            raise forms.ValidationError(_("No code of a model stands here."))
        return codes


class SessionForm(ServiceForm):
    """What a council passed, to be put on the list of a draft."""

    session = forms.ModelChoiceField(
        CouncilSession.objects.none(), label=_("Minutes of the council"), empty_label=_("Choose …")
    )

    def __init__(self, *args, decision: Decision, by, **kwargs):
        super().__init__(*args, **kwargs)
        closed = councils.visible_to(by).filter(campaign=decision.campaign_id, level=decision.level, state=CouncilState.CLOSED)
        self.fields["session"].queryset = closed
        self.has_sessions = closed.exists()


def drafts_for(user, campaign=None, kind=DecisionKind.RECOGNITION, level=None):
    """The drafts of a kind on whose list the person may put something, newest first."""
    drafts = Decision.objects.filter(state=DecisionState.DRAFT, kind=kind, body__in=bodies_for(user))
    drafts = drafts.select_related("body", "campaign").order_by("-pk")
    if campaign:
        drafts = drafts.filter(campaign=campaign)
    return drafts.filter(level=level) if level else drafts


class DraftChoice(forms.ModelChoiceField):
    """A choice among drafts, or a new one."""

    def label_from_instance(self, decision):
        return f"{decision} · {decision.body} · {decision.campaign.year} · {decision.get_level_display()}"


class ListForm(ServiceForm):
    """On which draft the chosen models are put: one that is there, or a new one of a body."""

    decision = DraftChoice(Decision.objects.none(), label=_("Draft decision"), required=False, empty_label=_("A new draft"))
    body = forms.ModelChoiceField(
        IssuingBody.objects.none(), label=_("Issuing body of a new draft"), required=False, empty_label=_("Choose …")
    )

    def __init__(self, *args, by, kind=DecisionKind.RECOGNITION, campaign=None, level=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["decision"].queryset = drafts_for(by, campaign, kind, level)
        bodies = bodies_for(by)
        self.fields["body"].queryset = bodies.filter(level=level) if level else bodies

    def clean(self):
        data = super().clean()
        if not self.errors and not data.get("decision") and not data.get("body"):
            self.add_error("body", _("Choose a draft, or the issuing body of a new one."))
        return data


class RevocationLineForm(ListForm):
    """On which ground a recognition ends, and what happened."""

    ground = forms.ModelChoiceField(
        Ground.objects.filter(is_active=True),
        label=_("Ground"),
        empty_label=_("Choose …"),
        error_messages={"required": _("Choose the ground.")},
    )
    reason = Paragraphs(label=_("What happened"), max_length=2000, rows=3, error_messages={"required": _("Say what happened.")})

    def line(self) -> dict:
        return {"ground": self.cleaned_data["ground"], "reason": self.cleaned_data["reason"]}


class ReinstatementLineForm(ListForm):
    """Why a revoked recognition shall stand again."""

    reason = Paragraphs(label=_("Reason"), max_length=2000, rows=3, required=False)

    def line(self) -> dict:
        return {"reason": self.cleaned_data["reason"]}


class CorrectionLineForm(ListForm):
    """What is printed from now on, and why."""

    title = Line(label=_("Name of the model"), max_length=250, widget=forms.Textarea(attrs={"rows": 2, "class": "short"}))
    holder = Line(label=_("Collective or individual"), max_length=300)
    unit = Line(label=_("Unit"), max_length=200)
    reason = Paragraphs(label=_("Reason"), max_length=2000, rows=2, required=False)

    def line(self) -> dict:
        data = self.cleaned_data
        return {"corrected": {name: data[name] for name in CORRECTABLE}, "reason": data["reason"]}
