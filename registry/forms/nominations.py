"""What the pages and the admin ask for a letter of nomination, and for the answer to one of its models."""

from django import forms
from django.utils.translation import gettext_lazy as _

from registry import rules
from registry.models import Campaign, Decision, IssuingBody, Nominee, Unit
from registry.vocabulary import LEVEL_OF_TIER, Action, NominationState, Role, Tier

from .base import Day, Line, Paragraphs, ServiceForm


def writing_units(user):
    """The units in whose name the person writes letters: those of the posts as a reviewer, or all with a body."""
    if user.is_superuser:
        return Unit.objects.filter(pk__in=IssuingBody.objects.filter(is_active=True).order_by().values("unit"))
    return Unit.objects.filter(pk__in={post.unit_id for post in user.scope.posts if post.role == Role.REVIEWER})


def bodies_for(user, unit=None):
    """The active bodies in whose name the person may write, of the level and the unit if one is given."""
    bodies = [
        body.pk
        for body in IssuingBody.objects.filter(is_active=True)
        if user.is_superuser or rules.may_record(user, Decision(body=body, level=body.level))
    ]
    found = IssuingBody.objects.filter(pk__in=bodies)
    if unit:
        mine = found.filter(unit=unit) | found.filter(unit__isnull=True)
        return mine.filter(level=LEVEL_OF_TIER[Tier(unit.tier)])
    return found


class NewLetterForm(ServiceForm):
    """Begin a letter: for which unit, in which campaign, in the name of which body."""

    campaign = forms.ModelChoiceField(Campaign.objects.all(), label=_("Campaign"), empty_label=None)
    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label=_("Nominating unit"),
        empty_label=_("Choose …"),
        error_messages={"required": _("Choose the unit that nominates.")},
    )
    body = forms.ModelChoiceField(
        IssuingBody.objects.none(), label=_("Proposing body"), required=False, empty_label=_("Choose …")
    )

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        units, bodies = list(writing_units(by)), list(bodies_for(by))
        self.fields["unit"].queryset = writing_units(by)
        self.fields["body"].queryset = bodies_for(by)
        if len(units) == 1:
            self.fields["unit"].initial = units[0].pk
            self.fields["unit"].empty_label = None
            own = [body for body in bodies if body.unit_id == units[0].pk] or bodies
            self.fields["body"].initial = own[0].pk if len(own) == 1 else None

    def level(self) -> str:
        """The level of the unit that was chosen: there the models are recognised."""
        return LEVEL_OF_TIER[Tier(self.cleaned_data["unit"].tier)]


class LetterForm(ServiceForm):
    """Number, date and signatory of a letter: a draft may still lack them."""

    body = forms.ModelChoiceField(
        IssuingBody.objects.none(), label=_("Proposing body"), required=False, empty_label=_("Choose …")
    )
    number = Line(label=_("Number of the letter"), max_length=60, required=False, help_text="15/TTr-UBND · 42-TTr/BDV")
    dated = Day(label=_("Date of the letter"), required=False)
    signatory = Line(label=_("Signatory"), max_length=150, required=False)
    signatory_position = Line(label=_("Position of the signatory"), max_length=150, required=False)

    FACTS = ("body", "number", "dated", "signatory", "signatory_position")

    def __init__(self, *args, by, letter, **kwargs):
        values = {name: getattr(letter, name) for name in self.FACTS}
        if letter.body and not letter.signatory:  # what the body's papers usually carry
            values["signatory"] = getattr(letter.body, "signatory", "")
            values["signatory_position"] = getattr(letter.body, "signatory_position", "")
        super().__init__(*args, initial={**values, **kwargs.pop("initial", {})}, **kwargs)
        self.fields["body"].queryset = bodies_for(by, letter.unit)


def said_of_answer(action: Action, nominee: Nominee) -> str:
    """What follows from this answer, for the page that asks for it."""
    if action == Action.REFUSE_NOMINATION:
        return _(
            "What is recognised below stays as it is. No new letter can name the model until this level takes the refusal back."
        )
    if nominee.state == NominationState.NOT_RECOGNISED:
        return _("The refusal is taken back: the model may be nominated again in a new letter. Say in the remark why.")
    return _("A returned model may be nominated again in a new letter.")


class AnswerForm(ServiceForm):
    """Why a nomination is returned, or why the model is not recognised at the level above."""

    remark = Paragraphs(
        label=_("Remark for the unit"),
        max_length=2000,
        rows=4,
        error_messages={"required": _("Write a remark: the unit reads it.")},
    )
