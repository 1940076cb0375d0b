"""Decisions as official acts: recorded, changed while they are drafts, issued with a number, from then on immutable."""

import re

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from registry import text
from registry.errors import Refused, Stale
from registry.models import Decision, FrozenPaper, Initiative, IssuingBody, NumberSeries, Recognition
from registry.models.decisions import number_key
from registry.queries import decisions as questions
from registry.vocabulary import DecisionKind, DecisionState

from . import audit, documents, lines, trail

# What can be changed while the decision is a draft, beside the scan.
FACTS = ("number", "issued_on", "signatory", "signatory_position", "subject", "bases", "text", "recipients", "session")
_LINES = ("number", "signatory", "signatory_position", "subject")
_TEXTS = ("bases", "text", "recipients")
_OF_DECISIONS = "decision"  # NumberSeries.of_what


@transaction.atomic
def record(
    *, by, campaign, body: IssuingBody, kind=DecisionKind.RECOGNITION, level=None, scan=None, is_issued=False, **facts
) -> Decision:
    """Record a decision as a draft and return it; with `is_issued` it is in force at once. Its level is the body's.

    `facts` are those of FACTS. Signatory and position are the body's, if none are given.
    Raises PermissionDenied if the person is no reviewer of that level; Refused if the number was used that year.
    """
    decision = Decision(campaign=campaign, body=body, kind=kind, level=level or body.level, created_by=by)
    facts.setdefault("signatory", body.signatory)
    facts.setdefault("signatory_position", body.signatory_position)
    _write(decision, "decision", by, facts)
    if is_issued:
        decision = issue(decision, by=by)
    return _keep_scan(decision, scan)


@transaction.atomic
def change(decision: Decision, *, by, scan=None, version=None, **facts) -> Decision:
    """Change a draft. An issued decision cannot be changed; only a missing scan can still be added to it.

    Raises Stale if `version` is that of an older page.
    """
    decision = _locked(decision)
    if decision.state == DecisionState.ISSUED:
        if not scan or decision.scan:
            raise Refused(_("An issued decision is no longer changed."))
        lines.require_may_record(by, decision)
        trail.record_other(str(decision), "decision.scan", by=by, data={"id": decision.pk})
        return _keep_scan(decision, scan)
    _require_version(decision, version)
    decision.version += 1
    _write(decision, "decision.change", by, facts)
    return _keep_scan(decision, scan)


@transaction.atomic
def put(rows: list[Initiative], *, by, decision: Decision | None = None, body: IssuingBody | None = None):
    """Put models on the list of a draft, or on that of a new one of `body`; return the draft and what became of them."""
    if not rows:
        raise Refused(_("None of the chosen models can be seen by you."))
    draft = decision or record(by=by, campaign=rows[0].campaign, body=body)
    return draft, lines.add(draft, rows, by=by)


@transaction.atomic
def begin(
    recognition: Recognition,
    *,
    by,
    kind: DecisionKind,
    decision: Decision | None = None,
    body: IssuingBody | None = None,
    **line,
) -> Decision:
    """Put a recognition on a draft that revokes, reinstates or corrects it, or on a new one of `body`; return the draft.

    `line` is what `lines.add_recognition` takes.
    """
    draft = decision or record(by=by, campaign=recognition.initiative.campaign, body=body, kind=kind)
    lines.add_recognition(draft, recognition, by=by, **line)
    return draft


@transaction.atomic
def discard(decision: Decision, *, by):
    """Throw a draft away, with its list. An issued decision stays for ever."""
    decision = _locked(decision)
    lines.require_may_record(by, decision)
    if decision.state == DecisionState.ISSUED:
        raise Refused(_("An issued decision is no longer changed."))
    documents.remove_after_commit([decision.scan.name] if decision.scan else [])
    trail.record_other(f"{decision} · {decision.body}", "decision.discard", by=by, data={"id": decision.pk})
    decision.delete()


@trail.as_one()
@transaction.atomic
def issue(decision: Decision, *, by, version=None) -> Decision:
    """Put a draft in force: all lines of its list or none. From then on neither the paper nor its list changes.

    The models are locked first, then the decision, then the series of numbers; every line is checked again. An automatic
    number is taken here and nowhere else, so a refusal leaves no gap. Whoever proposed a model of the list (appraised or
    nominated it, or put it on the list) does not issue, unless the setting of the level says so.

    Raises PermissionDenied without the right; Refused if anything is missing, hindered or already done; Stale if
    `version` is that of an older page.
    """
    decision, of_list = lines.take(decision, by=by)
    if decision.state == DecisionState.ISSUED:
        raise Refused(_("Decision %(number)s is already issued.") % {"number": decision.number})
    _require_version(decision, version)
    if of_list:
        lines.require_all(decision, of_list, by=by)
    _require_complete(decision)
    _take_number(decision)
    decision.state, decision.issued_by, decision.issued_at = DecisionState.ISSUED, by, timezone.now()
    decision.version += 1
    _save(decision)
    if of_list:
        words = questions.words(decision, of_list) | {"foot": audit.head()}
        FrozenPaper.objects.create(decision=decision, words=words)
    lines.put_in_force(decision, of_list, by=by)
    data = {"id": decision.pk, "models": [line.initiative.code for line in of_list]}
    trail.record_other(f"{decision} · {decision.body}", "decision.issue", by=by, data=data)
    return decision


def _locked(decision) -> Decision:
    return Decision.objects.select_for_update(of=("self",)).select_related("body", "campaign").get(pk=decision.pk)


def _require_version(decision, version):
    if version and version != decision.version:
        raise Stale(_("Somebody changed this decision meanwhile. Nothing was done; read it again."))


def _require_complete(decision):
    needed = ["issued_on", "signatory"] if decision.body.is_numbered else ["number", "issued_on", "signatory"]
    empty = {name: _("An issued decision needs this.") for name in needed if not getattr(decision, name)}
    if empty:
        missing = ", ".join(str(Decision._meta.get_field(name).verbose_name) for name in empty)
        said = _("An issued decision has a number, a date and a signatory. Still missing here: %(missing)s.")
        raise Refused(said % {"missing": missing}, empty)
    _require_not_future(decision.issued_on)


def _require_not_future(day):
    if day and day > timezone.localdate():
        raise Refused(_("The date of issue is in the future."), {"issued_on": _("This day is in the future.")})


def _write(decision, act, by, facts: dict):
    lines.require_may_record(by, decision)
    if wrong := facts.keys() - set(FACTS):
        raise TypeError(f"No facts of a decision: {sorted(wrong)}")
    for name, value in facts.items():
        clean = text.clean_line if name in _LINES else text.clean if name in _TEXTS else lambda value: value
        setattr(decision, name, clean(value))
    decision.year = decision.issued_on.year if decision.issued_on else None
    decision.number_key = number_key(decision.number)
    _require_not_future(decision.issued_on)
    _save(decision)
    trail.record_other(f"{decision} · {decision.body}", act, by=by, data={"id": decision.pk})


def _save(decision):
    """Save it; a number that the body has used that year is refused, however it is written."""
    try:
        with transaction.atomic():
            decision.save()
    except IntegrityError as error:
        if "decision_number_once" not in str(error) and "registry_decision.number" not in str(error):
            raise
        sentence = _("%(body)s has already issued a decision %(number)s in %(year)s.") % {
            "body": decision.body,
            "number": decision.number,
            "year": decision.year,
        }
        raise Refused(sentence, {"number": sentence}) from None


def _keep_scan(decision: Decision, scan) -> Decision:
    """Store the scan, last of all: what is refused leaves no file behind. An older scan goes with the transaction."""
    if scan:
        documents.remove_after_commit([decision.scan.name] if decision.scan else [])
        decision.scan = scan
        decision.save(update_fields=["scan"])
    return decision


# ---- numbers ----


def number_from(pattern: str, number: int, year: int) -> str:
    """A number in the shape of the body: {number}/QĐ-UBND → 05/QĐ-UBND. Below ten it has a leading zero."""
    return pattern.replace("{number}", f"{number:02d}").replace("{year}", str(year))


def running_number(pattern: str, number: str, year: int) -> int | None:
    """The running number in a number of this shape, however it is written; None if it has another shape."""
    mark = 987654321
    shape = re.escape(number_key(number_from(pattern, mark, year))).replace(str(mark), "([0-9]{1,9})")
    found = re.fullmatch(shape, number_key(number))
    return int(found[1]) if found else None


def _take_number(decision: Decision):
    """Give the decision the next number of its body and year, under the lock of the series; check one that was typed.

    Where numbers are automatic, a typed one of the same shape has to be the next one: neither a gap nor a second use.
    A decision is dated no earlier than the one with the number before it.
    """
    body = decision.body
    if not body.is_numbered:
        return
    pattern, year = body.number_pattern, decision.issued_on.year
    series = _series(body, year)
    following = number_from(pattern, series.last + 1, year)
    typed = running_number(pattern, decision.number, year) if decision.number else series.last + 1
    if typed is None:  # a paper of another shape, signed elsewhere, stands outside the series
        return
    if typed > series.last + 1:
        sentence = _("The next number of %(body)s in %(year)s is %(number)s.") % {
            "body": body,
            "year": year,
            "number": following,
        }
        raise Refused(sentence, {"number": sentence})
    if typed == series.last + 1:
        _require_not_before(decision, number_from(pattern, series.last, year))
        NumberSeries.objects.filter(pk=series.pk).update(last=F("last") + 1)
        decision.number = decision.number or following
        decision.number_key = number_key(decision.number)


def _series(body, year) -> NumberSeries:
    """The series of the body and year, locked. It begins after the highest number that was used by hand."""
    series, _made = NumberSeries.objects.get_or_create(
        body=body, year=year, of_what=_OF_DECISIONS, defaults={"last": _highest(body, year)}
    )
    return NumberSeries.objects.select_for_update().get(pk=series.pk)


def _highest(body, year) -> int:
    issued = Decision.objects.filter(body=body, year=year, state=DecisionState.ISSUED).values_list("number", flat=True)
    return max(filter(None, (running_number(body.number_pattern, number, year) for number in issued)), default=0)


def _require_not_before(decision, number):
    before = Decision.objects.filter(body=decision.body, year=decision.year, number_key=number_key(number)).first()
    if before and before.issued_on and before.issued_on > decision.issued_on:
        sentence = _("Decision %(number)s is dated %(day)s; the next one cannot be dated earlier.") % {
            "number": before.number,
            "day": formats.date_format(before.issued_on, "SHORT_DATE_FORMAT"),
        }
        raise Refused(sentence, {"issued_on": sentence})


def next_number(decision: Decision) -> str:
    """The number that a draft would get if it were issued now, for the page that asks; "" where numbers are typed."""
    body = decision.body
    if not body.is_numbered or decision.number or not decision.issued_on:
        return ""
    year = decision.issued_on.year
    series = NumberSeries.objects.filter(body=body, year=year, of_what=_OF_DECISIONS).first()
    last = series.last if series else _highest(body, year)
    return number_from(body.number_pattern, last + 1, year)
