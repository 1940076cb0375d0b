"""The acts of a reviewer on models: what each asks for, and the service for one and for many in which it ends.

One table for the review pages and the admin, so that no act can be offered in one place and lack in the other.
"""

from collections.abc import Callable
from dataclasses import dataclass

from registry.services import cases, likeness, recognition, review
from registry.vocabulary import Action, RecognitionState

from . import review as forms
from .cases import OpenCaseForm
from .likeness import OtherModelForm, SameModelForm


def _all_fields(form) -> dict:
    return {name: value for name, value in form.cleaned_data.items() if name not in ("version", "compared")}


def _return(form) -> dict:
    return {"remarks": form.remarks(), "until": form.cleaned_data["until"]}


def _amend(form) -> dict:
    return {"facts": form.facts(), "reason": form.cleaned_data["reason"]}


@dataclass(frozen=True)
class Act:
    """One act: the form that asks, the service for one, the service for many, and what the form brings to them.

    `hinder` is the act's own check of a model, a sentence or "". An act on a recognition says in which state this must be.
    """

    form: type[forms.ActForm]
    one: Callable
    many: Callable | None = None
    brings: Callable = _all_fields
    hinder: Callable | None = None
    recognition: RecognitionState | None = None
    is_grave: bool = False
    asks_many: type[forms.ActForm] | None = None  # the form for many in the review pages, where it is another one

    def do(self, thing, form, by):
        """Do it to one model, or to one recognition, as the valid form says."""
        return self.one(thing, by=by, version=form.read_version, **self.brings(form))


ACTS: dict[Action, Act] = {
    Action.APPROVE: Act(forms.ActForm, review.approve, review.approve_many, asks_many=forms.ApproveManyForm),
    Action.RETURN: Act(forms.ReturnForm, review.return_, review.return_many, _return),
    Action.DECLINE: Act(forms.RemarkForm, review.decline, review.decline_many, is_grave=True),
    Action.RECOGNISE: Act(
        forms.RecognitionForm, recognition.recognise, recognition.recognise_many, asks_many=forms.RecogniseManyForm
    ),
    Action.RETURN_REPORT: Act(forms.RemarkForm, review.return_report, review.return_report_many),
    Action.DECIDE_AGAINST: Act(forms.RemarkForm, recognition.decide_against, recognition.decide_against_many, is_grave=True),
    Action.REOPEN: Act(forms.ReasonForm, review.reopen, review.reopen_many),
    Action.CLEAR: Act(forms.ActForm, review.clear, review.clear_many, hinder=review.hinders_clearing),
    Action.UNCLEAR: Act(forms.ReasonForm, review.unclear, review.unclear_many, hinder=review.hinders_unclearing),
    Action.AMEND: Act(forms.AmendForm, review.amend, brings=_amend),
    Action.MARK_DUPLICATE: Act(OtherModelForm, likeness.mark_duplicate, hinder=likeness.hinders_marking),
    Action.UNMARK_DUPLICATE: Act(SameModelForm, likeness.unmark_duplicate, hinder=likeness.hinders_unmarking),
    Action.LINK: Act(OtherModelForm, likeness.link),
    Action.OPEN_CASE: Act(OpenCaseForm, cases.open_, recognition=RecognitionState.STANDING),
    Action.REVOKE: Act(forms.RevocationForm, recognition.revoke, recognition=RecognitionState.STANDING, is_grave=True),
    Action.REINSTATE: Act(forms.ReinstatementForm, recognition.reinstate, recognition=RecognitionState.REVOKED),
    Action.CANCEL_ENTRY: Act(forms.ReasonForm, recognition.cancel_entry, recognition=RecognitionState.STANDING, is_grave=True),
}
OVER_MANY = [action for action, act in ACTS.items() if act.many]
