"""What a reviewer says about two models: registered twice, or kept up from an earlier year. Nothing is ever deleted."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from registry import rules
from registry.errors import Refused, Stale
from registry.lifecycle import REGISTERED_STATUSES
from registry.models import Initiative
from registry.queries import likeness
from registry.text import clean
from registry.vocabulary import Action, Novelty, Status

from . import steps

BATCH = 500


@transaction.atomic
def mark_duplicate(initiative: Initiative, *, by, of: Initiative, remark: str, version=None) -> Initiative:
    """Say that the model was registered a second time and that `of` is the first; its figures then stand in no sum.

    Where `of` is itself a duplicate, the mark leads to its first. Both models stay as they are.

    Raises PermissionDenied without the right; Refused if `of` is out of sight or a draft, if the mark would lead back to
    the model itself, or if it has one already; Stale if the page was old.
    """
    remark = steps.require_text(remark, "remark", _("Say by what you see that it is the same model."))
    rules.require(by, Action.MARK_DUPLICATE, initiative)
    if of.pk == initiative.pk:
        raise Refused(_("A model cannot be a duplicate of itself."))
    _require_in_sight(by, of)
    first = _first(of)
    fresh, first = _locked(initiative, first, version)
    _require(by, Action.MARK_DUPLICATE, fresh)
    if sentence := hinders_marking(fresh, first):
        raise Refused(sentence)
    if first.duplicate_of_id:  # marked after it was found, before it was locked
        raise Stale(_("The other model was marked as a duplicate meanwhile. Nothing was done; read it again."))
    steps.write(
        [fresh],
        Action.MARK_DUPLICATE,
        by=by,
        remark=remark,
        data={"duplicate_of": [None, first.code]},
        changes={"duplicate_of": first},
    )
    return fresh


@transaction.atomic
def unmark_duplicate(initiative: Initiative, *, by, remark="", version=None) -> Initiative:
    """Take the mark of a duplicate back: the model counts again."""
    [fresh] = steps.locked([initiative], version and {initiative.pk: version})
    _require(by, Action.UNMARK_DUPLICATE, fresh)
    if sentence := hinders_unmarking(fresh):
        raise Refused(sentence)
    steps.write(
        [fresh],
        Action.UNMARK_DUPLICATE,
        by=by,
        remark=clean(remark),
        data={"duplicate_of": [fresh.duplicate_of.code, None]},
        changes={"duplicate_of": None},
    )
    return fresh


@transaction.atomic
def link(initiative: Initiative, *, by, of: Initiative, remark: str, version=None) -> Initiative:
    """Say that the model keeps up `of`, a registered one of an earlier year: it then counts as maintained.

    Raises PermissionDenied without the right; Refused if `of` is out of sight, of no earlier year or never registered,
    or if the model continues it already; Stale if the page was old.
    """
    remark = steps.require_text(remark, "remark", _("Say by what you see that it is the same model."))
    rules.require(by, Action.LINK, initiative)
    _require_in_sight(by, of)
    [fresh] = steps.locked([initiative], version and {initiative.pk: version})
    _require(by, Action.LINK, fresh)
    if sentence := hinders_linking(fresh, of):
        raise Refused(sentence)
    before = [fresh.continues.code if fresh.continues else None, fresh.novelty]
    steps.write(
        [fresh],
        Action.LINK,
        by=by,
        remark=remark,
        data={"continues": [before[0], of.code], "novelty": [before[1], Novelty.CONTINUED.value]},
        changes={"continues": of, "novelty": Novelty.CONTINUED.value},
    )
    return fresh


def hinders_marking(initiative: Initiative, of: Initiative | None = None) -> str:
    """The sentence that says why the mark of a duplicate would be wrong or idle, or "". `of` is the first, if it is known."""
    if initiative.duplicate_of_id:
        return _("It is already marked as a duplicate. Take that mark back first.")
    if of and initiative.pk in (of.pk, of.duplicate_of_id):
        return _("The other model is marked as a duplicate of this one, so this one is the first.")
    return ""


def hinders_unmarking(initiative: Initiative) -> str:
    """The sentence that says why there is no mark to take back, or ""."""
    return "" if initiative.duplicate_of_id else _("It is not marked as a duplicate.")


def hinders_linking(initiative: Initiative, of: Initiative) -> str:
    """The sentence that says why the model cannot continue the other one, or ""."""
    if of.campaign.year >= initiative.campaign.year:
        return _("A model continues one of an earlier year.")
    if of.status not in REGISTERED_STATUSES:
        return _("Only a model that was registered can be continued.")
    return _("It already continues this model.") if initiative.continues_id == of.pk else ""


@transaction.atomic
def reindex() -> int:
    """Compute the words of all names anew, after the table of abbreviations changed; return how many became others."""
    table = likeness.abbreviations()
    changed, last = 0, 0
    while True:
        rows = Initiative.objects.select_for_update().filter(pk__gt=last).order_by("pk")
        rows = list(rows.only("title", "title_words")[:BATCH])
        if not rows:
            return changed
        others = []
        for row in rows:
            words = likeness.title_words(row.title, table)
            if words != row.title_words:
                row.title_words = words
                others.append(row)
        Initiative.objects.bulk_update(others, ["title_words"])
        changed, last = changed + len(others), rows[-1].pk


def _require(by, action: Action, fresh: Initiative):
    rules.require(by, action, fresh)
    rules.require_open(action, fresh, timezone.localdate())


def _require_in_sight(by, of: Initiative):
    """The other model exists for this person, and is no draft."""
    if not Initiative.objects.visible_to(by).exclude(status=Status.DRAFT).filter(pk=of.pk).exists():
        raise Refused(_("You cannot see the other model, or it is not submitted yet."))


def _first(initiative: Initiative) -> Initiative:
    """The model to which the marks lead on from this one: itself where it has none. Marks never go round in a circle."""
    row = Initiative.objects.get(pk=initiative.pk)
    while row.duplicate_of_id:
        row = row.duplicate_of
    return row


def _locked(initiative: Initiative, first: Initiative, version) -> tuple[Initiative, Initiative]:
    """Both rows fresh, locked in the order of their ids, so that two marks against each other wait for one another."""
    rows = {row.pk: row for row in steps.locked([initiative, first], version and {initiative.pk: version})}
    return rows[initiative.pk], rows[first.pk]
