"""Nomination to the level above: a letter with its list is prepared and sent; above, each model is answered for itself.

Where a model stands at one level changes nothing of where it stands at another. Who sent a letter never answers it.
"""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from registry import rules, text
from registry.errors import Refused
from registry.models import Initiative, IssuingBody, Nomination, Nominee, Recognition, Unit
from registry.queries import nominations as questions
from registry.vocabulary import LEVEL_OF_TIER, Action, Event, NominationState, Role, Tier

from . import counts, notices, steps, trail

MOST = 3000  # models in one letter


# ---- who may ----


def may_write(user, unit_id: int, from_level: str) -> bool:
    """Whether the person prepares and sends the letters of this unit: a reviewer who acts there at the nominating level."""
    if not user.is_active:
        return False
    return user.is_superuser or from_level in user.scope.levels(Role.REVIEWER, unit_id)


def why_not_nominate(user, initiative: Initiative, letter: Nomination, *, involved: bool | None = None) -> str:
    """The sentence that says why the person cannot put this model on the letter, as far as rights go, or ""."""
    if sentence := rules.why_not(user, Action.NOMINATE, initiative, involved=involved):
        return sentence
    if letter.from_level not in rules.deciding_levels(user, initiative):
        return _("You do not decide on this model at the level that nominates it.")
    return ""


def why_not_answer(user, nominee: Nominee) -> str:
    """The sentence that says why the person cannot return or refuse this nomination, or "" if they can.

    Four eyes hold for superusers too: who sent the letter, or put the model on it, never answers.
    """
    row = nominee.initiative
    if sentence := rules.why_not(user, Action.RETURN_NOMINATION, row):
        return sentence
    if nominee.level not in rules.deciding_levels(user, row):
        return _("Only a reviewer of the level above may do this.")
    chain = f"nomination {nominee.nomination_id}"
    if rules.proposed(user, *(rules.Proposal(pk, chain) for pk in (nominee.nomination.sent_by_id, nominee.added_by_id))):
        return _("You nominated this model yourself, so somebody else has to answer.")
    return ""


def _require_may_write(by, unit_id: int, from_level: str):
    if not may_write(by, unit_id, from_level):
        raise PermissionDenied(_("Only a reviewer of the nominating level may do this."))


# ---- the letter ----


@transaction.atomic
def prepare(*, unit: Unit, campaign, from_level: str, by, body: IssuingBody | None = None) -> Nomination:
    """Begin a letter by which `unit` nominates models that are recognised at `from_level`, the level of the unit.

    Raises PermissionDenied without the right; Refused if the unit or the body is of another level.
    """
    _require_may_write(by, unit.pk, from_level)
    level = questions.level_above(from_level, timezone.localdate())
    if level is None or LEVEL_OF_TIER[Tier(unit.tier)] != from_level:
        sentence = _("%(unit)s does not nominate from this level.") % {"unit": unit}
        raise Refused(sentence, {"unit": sentence})
    letter = Nomination(unit=unit, campaign=campaign, from_level=from_level, level=level, created_by=by)
    _set_body(letter, body)
    letter.save()
    _record(letter, "prepare", by)
    return letter


@transaction.atomic
def change(
    letter: Nomination,
    *,
    by,
    number="",
    dated: date | None = None,
    signatory="",
    signatory_position="",
    body: IssuingBody | None = None,
) -> Nomination:
    """Write number, date, signatory and body of a letter that is not sent yet; what is left out is empty."""
    letter = _draft(letter, by)
    if dated and dated > timezone.localdate():
        raise Refused(_("The date of the letter is in the future."), {"dated": _("This day is in the future.")})
    letter.number, letter.dated = text.clean_line(number), dated
    letter.signatory, letter.signatory_position = text.clean_line(signatory), text.clean_line(signatory_position)
    _set_body(letter, body)
    letter.save()
    _record(letter, "change", by)
    return letter


@transaction.atomic
def discard(letter: Nomination, *, by):
    """Remove a letter that was not sent; its models are free for another one."""
    letter = _draft(letter, by)
    _record(letter, "discard", by, {"models": letter.nominees.count()})
    letter.delete()


def _set_body(letter: Nomination, body: IssuingBody | None):
    if body and (body.level != letter.from_level or body.unit_id not in (None, letter.unit_id)):
        sentence = _("%(body)s is of another level or unit.") % {"body": body}
        raise Refused(sentence, {"body": sentence})
    letter.body = body


# ---- its list ----


def sort_out(letter: Nomination, initiatives: Iterable[Initiative], *, by, is_sending=False) -> steps.SortedOut:
    """Say which of these models the letter can take, or send, and why not the others. Reads only, three queries."""
    initiatives = list(initiatives)
    standing = questions.standing(initiatives, [letter.from_level, letter.level])
    taken = questions.nominated(initiatives, letter.level)
    ids = [row.pk for row in initiatives]
    covered = set(Initiative.objects.filter(questions.scope_of(letter), pk__in=ids).values_list("pk", flat=True))

    def hinder(row: Initiative) -> str:
        if row.campaign_id != letter.campaign_id:
            return _("The model belongs to another campaign.")
        if row.pk not in covered:
            return _("The model belongs to a unit for which this letter does not speak.")
        if letter.from_level not in rules.deciding_levels(by, row):
            return _("You do not decide on this model at the level that nominates it.")
        if (row.pk, letter.from_level) not in standing:
            return _("The model is not recognised at the level that nominates it.")
        if (row.pk, letter.level) in standing:
            return _("The model is already recognised at the level above.")
        return _why_taken(letter, taken.get(row.pk), is_sending)

    return steps.sort_out(initiatives, Action.NOMINATE, by=by, hinder=hinder)


def _why_taken(letter: Nomination, nominee: Nominee | None, is_sending: bool) -> str:
    """Why an earlier nomination to the same level stands in the way, or ""."""
    match nominee and nominee.state:
        case NominationState.PREPARED if nominee.nomination_id == letter.pk:
            return "" if is_sending else _("The model stands on this list already.")
        case NominationState.PREPARED:
            return _("The model stands on the list of another letter that is being prepared.")
        case NominationState.NOMINATED | NominationState.RECOGNISED:
            return _("The model is already nominated to this level, by letter %(number)s.") % {"number": nominee.nomination}
        case NominationState.NOT_RECOGNISED:
            return _(
                "The level above has decided not to recognise this model. "
                "It can be nominated again once that level returns the nomination."
            )
    return ""


@transaction.atomic
def add(letter: Nomination, initiatives: Iterable[Initiative], *, by) -> list[Nominee]:
    """Put these models on the list of a letter that is not sent yet: all of them, or none with the reasons.

    Two who put one model on two letters at once take turns: the second one is refused.
    """
    letter = _draft(letter, by)
    rows = steps.locked(initiatives)
    if letter.nominees.count() + len(rows) > MOST:
        raise Refused(
            ngettext(
                "A letter holds at most %(most)s model.",
                "A letter holds at most %(most)s models.",
                MOST,
            )
            % {"most": MOST}
        )
    _require_all(sort_out(letter, rows, by=by))
    try:
        with transaction.atomic():
            made = Nominee.objects.bulk_create(
                [Nominee(nomination=letter, initiative=row, level=letter.level, added_by=by) for row in rows], batch_size=500
            )
    except IntegrityError as error:
        if "nominee_once" not in str(error) and "registry_nominee.initiative_id" not in str(error):
            raise
        raise Refused(_("One of these models was nominated to this level meanwhile. Nothing was done.")) from None
    _record(letter, "add", by, {"models": [row.code for row in rows]})
    return made


@transaction.atomic
def remove(letter: Nomination, initiatives: Iterable[Initiative], *, by) -> int:
    """Take these models off the list of a letter that is not sent yet; return how many stood on it."""
    letter = _draft(letter, by)
    found = letter.nominees.filter(initiative__in=[row.pk for row in initiatives])
    codes = list(found.values_list("initiative__code", flat=True))
    if not codes:
        raise Refused(_("None of these models stands on the list."))
    found.delete()
    _record(letter, "remove", by, {"models": codes})
    return len(codes)


@trail.as_one()
@transaction.atomic
def send(letter: Nomination, *, by) -> Nomination:
    """Send the letter: every model of its list is nominated, or none is and the reasons are said.

    Raises PermissionDenied without the right; Refused if the letter lacks something or is sent already. Of two who press
    the button at once the second is refused, because the letter is locked before it is read.
    """
    letter = _draft(letter, by)
    wanted = {
        "number": _("A letter that is sent needs its number."),
        "dated": _("A letter that is sent needs its date."),
        "signatory": _("A letter that is sent needs its signatory."),
    }
    if missing := {field: sentence for field, sentence in wanted.items() if not getattr(letter, field)}:
        raise Refused(_("A letter that is sent has a number, a date and a signatory."), missing)
    rows = steps.locked(Initiative.objects.filter(nominees__nomination=letter).only("pk"))
    if not rows:
        raise Refused(_("The list of this letter is empty."))
    _require_all(sort_out(letter, rows, by=by, is_sending=True))
    named = questions.named_before([row.pk for row in rows])
    letter.sent_by, letter.sent_at = by, timezone.now()
    letter.save(update_fields=["sent_by", "sent_at"])
    letter.nominees.update(state=NominationState.NOMINATED)
    _record(letter, "send", by, {"models": len(rows)})
    steps.write(rows, Action.NOMINATE, by=by, data={"letter": letter.number, "level": letter.level})
    counts.nominated([row for row in rows if row.pk not in named])
    told = {"letter": letter.pk, "number": letter.number, "unit": str(letter.unit), "count": len(rows)}
    notices.tell_people(questions.readers_above(letter, timezone.localdate()), Event.NOMINATED, by=by, data=told)
    return letter


def _require_all(sorted_out: steps.SortedOut):
    """As `steps.require_all`; of a single model the reason itself is said."""
    if not sorted_out.possible and len(sorted_out.refused) == 1:
        raise Refused(sorted_out.refused[0][1])
    steps.require_all(sorted_out)


def _draft(letter: Nomination, by) -> Nomination:
    """The fresh, locked letter, which must not have been sent."""
    found = Nomination.objects.select_for_update(of=("self",)).select_related("campaign", "unit", "body")
    fresh = found.filter(pk=letter.pk).first()
    if fresh is None:
        raise Refused(_("This letter was discarded meanwhile."))
    _require_may_write(by, fresh.unit_id, fresh.from_level)
    if fresh.sent_at:
        raise Refused(_("Letter %(number)s is already sent, so it is no longer changed.") % {"number": fresh})
    return fresh


def _record(letter: Nomination, act: str, by, data: dict | None = None):
    subject = f"{letter} · {letter.unit}"
    trail.record_other(subject, f"nomination.{act}", by=by, data={"id": letter.pk, **(data or {})})


def record_paper(letter: Nomination, file: str, *, by):
    """Record that somebody took out the letter, whose list names persons."""
    _record(letter, "paper", by, {"file": file})


# ---- the level above ----


@transaction.atomic
def return_(nominee: Nominee, *, by, remark: str) -> Nominee:
    """Send one model back to the level that nominated it, which may nominate it again in a new letter.

    A refusal is taken back in this way too: then the remark says why.
    """
    remark = steps.require_text(remark, "remark", _("Say what is missing; the unit reads it."))
    return _answer(nominee, Action.RETURN_NOMINATION, NominationState.RETURNED, by, remark)


@transaction.atomic
def refuse(nominee: Nominee, *, by, remark: str) -> Nominee:
    """Decide that this level does not recognise one nominated model. What is recognised below stays."""
    remark = steps.require_text(remark, "remark", _("Say why the model is not recognised at this level; the unit reads it."))
    return _answer(nominee, Action.REFUSE_NOMINATION, NominationState.NOT_RECOGNISED, by, remark)


def _answer(nominee: Nominee, action: Action, state: NominationState, by, remark: str) -> Nominee:
    [row] = steps.locked([nominee.initiative])
    rules.require(by, action, row)
    rules.require_open(action, row, timezone.localdate())
    found = Nominee.objects.select_for_update(of=("self",)).select_related("nomination__sent_by")
    fresh = found.get(pk=nominee.pk)
    fresh.initiative = row
    if sentence := why_not_answer(by, fresh):
        raise PermissionDenied(sentence)
    if action not in questions.answers_open(fresh):
        raise Refused(_("This nomination is now “%(state)s”.") % {"state": fresh.get_state_display()})
    fresh.state, fresh.remark = state, remark
    fresh.decided_by, fresh.decided_at = by, timezone.now()
    fresh.save(update_fields=["state", "remark", "decided_by", "decided_at"])
    letter = fresh.nomination
    steps.write([row], action, by=by, remark=remark, data={"letter": letter.number, "level": fresh.level})
    if letter.sent_by and letter.sent_by not in row.authors.all():
        notices.tell_people([letter.sent_by], action, by=by, initiative=row, remark=remark)
    return fresh


# ---- what a decision does to nominations: called by the service that makes or cancels recognitions, in its transaction ----


def settle(recognitions: Iterable[Recognition]):
    """The models of these new recognitions that were nominated to their level are recognised there now.

    That holds for the last letter that was sent, even where this level had returned or refused the nomination. What is not
    sent yet leaves its list: nothing is left to propose.
    """
    alike: dict[tuple, list[int]] = {}
    for one in recognitions:
        alike.setdefault((one.level, one.recognised_by, one.recognised_at), []).append(one.initiative_id)
    for (level, person, at), ids in alike.items():
        _take_off_drafts(level, ids, person)
        last = questions.latest(Initiative.objects.filter(pk__in=ids)).filter(level=level)
        last = Nominee.objects.filter(pk__in=list(last.values_list("pk", flat=True)))
        last.update(state=NominationState.RECOGNISED, decided_by=person, decided_at=at)


def _take_off_drafts(level: str, ids: list[int], by):
    prepared = Nominee.objects.filter(level=level, state=NominationState.PREPARED, initiative__in=ids)
    codes: dict[Nomination, list[str]] = {}
    for row in prepared.select_related("nomination__unit", "initiative").defer(*questions.LONG).order_by("pk"):
        codes.setdefault(row.nomination, []).append(row.initiative.code)
    if codes:
        prepared.delete()
    for letter, models in codes.items():
        _record(letter, "remove", by, {"models": models})


def unsettle(recognitions: Iterable[Recognition]):
    """These recognitions were recorded by mistake: the nominations stand again as the level had answered them, or wait.

    A revocation leaves them as they were.
    """
    alike: dict[str, list[int]] = {}
    for one in recognitions:
        alike.setdefault(one.level, []).append(one.initiative_id)
    for level, ids in alike.items():
        done = Nominee.objects.filter(level=level, state=NominationState.RECOGNISED, initiative__in=ids)
        rows = list(done.only("initiative", "level", "remark"))
        answers = questions.answered_before([row for row in rows if row.remark])
        for row in rows:
            waits = (NominationState.NOMINATED, None, None)
            row.state, row.decided_by_id, row.decided_at = answers.get(row.pk, waits)
        Nominee.objects.bulk_update(rows, ["state", "decided_by", "decided_at"], batch_size=500)
