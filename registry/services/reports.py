"""Reports of leadership: begun from last year's text, written, given their highlights, frozen with their figures."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from registry import rules, text
from registry.errors import Refused, Stale
from registry.models import Campaign, Decision, Highlight, Initiative, IssuingBody, Report, Unit
from registry.queries import report_highlights, report_text, reports, wordings
from registry.queries.report_members import members, question_of
from registry.vocabulary import ReportKind, ReportState, UnitsAsOf

from . import trail

MOST_HIGHLIGHTS = 30
LONGEST_TEXT = Report._meta.get_field("text").max_length
SIGNED = ("number", "reported_on", "signatory", "signatory_position")  # what can still be written once figures are frozen


def _require_may_write(by, unit_id: int | None):
    if not rules.may_write_report(by, unit_id):
        raise PermissionDenied(_("Only a reviewer to whom this unit belongs writes its reports."))


@transaction.atomic
def prepare(
    *,
    by,
    kind: str,
    campaign: Campaign,
    body: IssuingBody,
    unit: Unit | None = None,
    units_as_of: str = UnitsAsOf.THEN,
    source: Report | None = None,
    from_wording: bool = False,
) -> Report:
    """Begin a report. Its words are those of `source`, else of the last one of this kind and unit, else of the wording.

    With `from_wording` they are those of the wording, whatever was written before. Signatory and recipients come from there
    too; highlights do not, for they are models of another year.

    Raises PermissionDenied without the right; Refused if the body is not one in whose name the person writes, or if a draft
    of this kind, campaign, unit and body is being written already. Of two who begin at once the second waits for the first.
    """
    _require_may_write(by, unit and unit.pk)
    _require_body(by, body)
    body = IssuingBody.objects.select_for_update(no_key=True).get(pk=body.pk)
    if begun := Report.objects.filter(kind=kind, campaign=campaign, unit=unit, body=body, state=ReportState.DRAFT).first():
        raise Refused(_("“%(title)s” is being written already. Go on with that draft, or discard it first.") % {"title": begun})
    if source is not None and source.kind != kind:
        sentence = _("A report begins with the words of one of its own kind.")
        raise Refused(sentence, {"kind": sentence})
    if source is None and not from_wording:
        source = reports.before(kind, campaign, unit)
    words = wordings.wording(report_text.TEMPLATES[ReportKind(kind)], body, body.level)
    report = Report(
        kind=kind,
        campaign=campaign,
        unit=unit,
        units_as_of=units_as_of,
        body=body,
        reported_on=timezone.localdate(),
        signatory=body.signatory or (source.signatory if source else ""),
        signatory_position=body.signatory_position or (source.signatory_position if source else ""),
        title=source.title if source else _line(words.subject or words.title),
        text=source.text if source else _clean(words.text),
        recipients=source.recipients if source else _clean(words.recipients),
        created_by=by,
    )
    report.save()
    _record(report, "prepare", by, {"from": source.pk if source else None})
    return report


@transaction.atomic
def change(
    report: Report,
    *,
    by,
    version: int | None,
    title: str,
    text: str,
    reported_on: date,
    number="",
    signatory="",
    signatory_position="",
    recipients="",
    units_as_of: str = UnitsAsOf.THEN,
    body: IssuingBody | None = None,
) -> Report:
    """Write text and facts of a report whose figures are not frozen; what is left out is empty.

    Raises Stale if somebody saved it after this `version` was read; Refused if a placeholder stands for nothing.
    """
    report = _draft(report, by, version)
    report.title, report.text, report.recipients = _line(title), _clean(text), _clean(recipients)
    _require_words(report)
    if body is not None and body.pk != report.body_id:
        _require_body(by, body)
        report.body = body
    report.units_as_of = units_as_of
    _sign(report, number, reported_on, signatory, signatory_position)
    _save(report)
    _record(report, "change", by)
    return report


@transaction.atomic
def sign(
    report: Report, *, by, version: int | None, reported_on: date, number="", signatory="", signatory_position=""
) -> Report:
    """Write number, date and signatory of a report whose figures are frozen: they are known when the paper is signed."""
    report = _locked(report, by, version)
    if report.state != ReportState.FROZEN:
        raise Refused(_("The figures of this report are not frozen, so it is changed as a whole."))
    before = {name: getattr(report, name) for name in SIGNED}
    _sign(report, number, reported_on, signatory, signatory_position)
    _save(report)
    changed = {name: [str(old), str(getattr(report, name))] for name, old in before.items() if old != getattr(report, name)}
    _record(report, "sign", by, {name: values for name, values in changed.items() if name in ("number", "reported_on")})
    return report


@transaction.atomic
def add_highlights(report: Report, initiatives: Iterable[Initiative], *, by, version: int | None = None) -> list[Highlight]:
    """Put these models behind the highlights that the report has: recognised ones of its campaign and unit alone."""
    report = _draft(report, by, version)
    rows = list(initiatives)
    if not rows:
        raise Refused(_("Tick at least one model first."))
    there = set(report.highlighted.values_list("initiative", flat=True))
    if twice := next((row for row in rows if row.pk in there), None):
        raise Refused(_("“%(title)s” is among the highlights already.") % {"title": twice})
    if len(there) + len(rows) > MOST_HIGHLIGHTS:
        raise Refused(_("A report tells of at most %(most)s models.") % {"most": MOST_HIGHLIGHTS})
    visible = Initiative.objects.visible_to(by).filter(pk__in=[row.pk for row in rows]).select_related("person")
    fresh = {row.pk: row for row in visible}
    if strange := next((row for row in rows if row.pk not in fresh), None):
        raise Refused(_("“%(title)s” is not among the models of this report.") % {"title": strange})
    made = [Highlight(report=report, initiative=fresh[row.pk], order=order) for order, row in enumerate(rows, len(there) + 1)]
    _require_told(report, made)
    Highlight.objects.bulk_create(made)
    _save(report)
    _record(report, "highlights", by, {"added": [row.code for row in rows]})
    return made


def _require_told(report: Report, highlights: Iterable[Highlight]):
    for sentence in report_highlights.hindrances(report, highlights).values():
        raise Refused(sentence)


@transaction.atomic
def write_highlights(
    report: Report, *, by, version: int | None, order: Mapping[int, int], texts: Mapping[int, str], removed: Iterable[int] = ()
) -> Report:
    """Say of each highlight (by its id) its place and its words, and take some away.

    Raises Refused if what is newly said names a person who has not consented to publication.
    """
    report = _draft(report, by, version)
    rows = {row.pk: row for row in report.highlighted.select_related("initiative__person")}
    gone = [rows[pk] for pk in removed if pk in rows]
    kept = [row for row in rows.values() if row not in gone]
    kept.sort(key=lambda row: (order.get(row.pk, row.order), row.order, row.pk))
    rewritten = []
    for place, row in enumerate(kept, start=1):
        said = _clean(texts.get(row.pk, row.text))
        rewritten += [row] * (said != row.text)
        row.order, row.text = place, said
    _require_told(report, rewritten)
    Highlight.objects.bulk_update(kept, ["order", "text"])
    report.highlighted.filter(pk__in=[row.pk for row in gone]).delete()
    _save(report)
    _record(report, "highlights", by, {"removed": [row.initiative.code for row in gone]} if gone else {})
    return report


@transaction.atomic
def freeze(report: Report, *, by, version: int | None = None, at: datetime | None = None) -> Report:
    """Keep the figures of now with the report, with their definitions and the models behind them; for good.

    Report and snapshot are written together. Of two who press the button at once the second gets `Refused`, because the
    report is locked before its state is read. `at` is the moment of which the figures are, for what was reported earlier.
    Raises Refused too while a highlight stands there of which the report may not tell (`queries.report_highlights`).
    """
    report = _draft(report, by, version)
    _require_words(report)
    facts = _still(report, at)
    if facts.left_out:
        raise Refused(_("%(reason)s Take it off the highlights first.") % {"reason": facts.left_out[0]})
    if facts.is_empty:
        raise Refused(_("No model was submitted in this campaign and unit, so there are no figures to freeze."))
    kept = reports.snapshot(facts, question_of(report))
    kept.taken_by = by
    kept.save()
    report.snapshot, report.state = kept, ReportState.FROZEN
    _save(report)
    numbers = {key: facts.figures[key] for key in ("submitted", "registered", "recognised")}
    _record(report, "freeze", by, {"snapshot": kept.pk, "figures": numbers})
    return report


def _still(report: Report, at: datetime | None) -> reports.Facts:
    """The facts of one moment: read again where an act was written while they were read, for they are many queries."""
    for _try in range(3):
        facts = reports.live(report, at)
        if facts.members == members(question_of(report), at):
            return facts
    raise Refused(_("The figures change at this very moment. Nothing was frozen; try again."))


@transaction.atomic
def discard(report: Report, *, by, version: int | None = None):
    """Remove a report whose figures were never frozen."""
    report = _draft(report, by, version)
    _record(report, "discard", by)
    report.delete()


# ---- what all of them need ----


def _locked(report: Report, by, version: int | None) -> Report:
    """The fresh, locked report."""
    found = Report.objects.select_for_update(of=("self",)).select_related("campaign", "unit", "body").filter(pk=report.pk)
    fresh = found.first()
    if fresh is None:
        raise Refused(_("This report was discarded meanwhile."))
    _require_may_write(by, fresh.unit_id)
    if version is not None and fresh.version != version:
        raise Stale(_("Somebody saved this report meanwhile. Nothing was overwritten: compare, then save again to keep yours."))
    return fresh


def _draft(report: Report, by, version: int | None) -> Report:
    """The same of a report whose figures are not frozen."""
    found = Report.objects.select_for_update(of=("self",)).filter(pk=report.pk).first()
    if found and found.state == ReportState.FROZEN:
        _require_may_write(by, found.unit_id)
        raise Refused(_("The figures of this report are frozen already, so its text is no longer changed."))
    return _locked(report, by, version)


def _require_body(by, body: IssuingBody):
    if not by.is_superuser and not rules.may_record(by, Decision(body=body, level=body.level)):
        sentence = _("You do not write in the name of %(body)s.") % {"body": body}
        raise Refused(sentence, {"body": sentence})


def _require_words(report: Report):
    """A title and a text in which every placeholder stands for something, and tables stand alone on a line."""
    if not report.title:
        raise Refused(_("A report needs a subject."), {"title": _("A report needs a subject.")})
    if len(report.text) > LONGEST_TEXT:
        raise Refused(said_of_length(LONGEST_TEXT), {"text": said_of_length(LONGEST_TEXT)})
    for name in ("title", "text", "recipients"):
        words = {"title": "", "text": "", "recipients": "", name: getattr(report, name)}
        wrong = report_text.wrong_marks(report.kind, **words)
        if wrong.strange:
            sentence = _("Nothing stands for this in a report: %(names)s.") % {"names": _braced(wrong.strange)}
            raise Refused(sentence, {name: sentence})
        if sentence := said_of_tables(wrong):
            raise Refused(sentence, {name: sentence})


def said_of_tables(wrong: report_text.Wrong) -> str:
    """What is said of tables that stand inside a sentence or twice, or ""."""
    if wrong.crowded:
        return _("A table stands alone on a line of the text: %(names)s.") % {"names": _braced(wrong.crowded)}
    if wrong.twice:
        return _("A table stands only once in a report: %(names)s.") % {"names": _braced(wrong.twice)}
    return ""


def said_of_length(most: int) -> str:
    """What is said of a text that is longer than a report may be."""
    return _("The text has more than %(most)s characters.") % {"most": most}


def _braced(names: list[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in names[:5])


def _sign(report: Report, number, reported_on, signatory, signatory_position):
    report.number, report.reported_on = _line(number), reported_on
    report.signatory, report.signatory_position = _line(signatory), _line(signatory_position)


def _line(words: str) -> str:
    return text.clean_line(words)


def _clean(words: str) -> str:
    return text.clean(words)


def _save(report: Report):
    report.version += 1
    report.save()


def _record(report: Report, act: str, by, data: dict | None = None):
    trail.record_other(str(report), f"report.{act}", by=by, data={"id": report.pk, **(data or {})})
