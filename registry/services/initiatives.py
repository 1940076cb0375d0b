"""What a unit does with its models: begin, save, submit, take back, withdraw, report."""

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from registry import rules, text
from registry.errors import Incomplete, Refused, Stale
from registry.models import Campaign, Initiative, Person, Revision
from registry.queries import likeness, units
from registry.queries import outcomes as figures
from registry.vocabulary import TEXT_PARTS, Action, Novelty, Role, Status, SubmitterType, fields_of

from . import appraisals, counts, documents, outcomes, steps, totals, trail

LINES = ("title", "collective_name", "person_name", "person_position")
CHOICES = ("sector", "submitter_type", "level", "novelty", "continues", "starts_on", "ends_on", "is_restricted")
FIGURES = ("targets", "contributions", "partners")
FACTS = (*LINES, *CHOICES, *TEXT_PARTS, "person_consent", *FIGURES)


def editable(initiative: Initiative) -> set[str]:
    """The form fields that are open now: all of a draft, the returned parts, the report of a registered model."""
    match initiative.status:
        case Status.DRAFT:
            return set(map(str, FACTS))
        case Status.RETURNED:
            parts = initiative.remarks.filter(answered_at__isnull=True).values_list("part", flat=True)
            return {field for part in parts for field in fields_of(part)}
        case Status.REGISTERED:
            return {"report", "achieved", "contributed"}
    return set()


@transaction.atomic
def begin(*, campaign: Campaign, unit, by, facts: dict, token=None) -> Initiative:
    """Begin a draft of `unit` in `campaign` and return it. The same `token` sent twice returns the same draft.

    Raises PermissionDenied if the person is no submitter of the unit itself; Refused if the unit no longer exists.
    """
    if unit.pk not in by.scope.own(Role.SUBMITTER):
        raise PermissionDenied(_("Only a submitter of the unit itself may register its models."))
    require_editable(facts, set(FACTS))
    if unit.ends_on and unit.ends_on < timezone.localdate():
        raise Refused(_("%(unit)s no longer exists; register with its successor.") % {"unit": unit})
    campaign = Campaign.objects.select_for_update().get(pk=campaign.pk)
    if token and (known := Initiative.objects.filter(request_token=token).first()):
        if known.authors.filter(pk=by.pk).exists():
            return known
        raise Refused(_("This form was already sent by somebody else. Open it anew."))
    campaign.last_number += 1
    campaign.save(update_fields=["last_number"])
    initiative = Initiative(
        code=code_for(campaign.year, campaign.last_number),
        campaign=campaign,
        unit=unit,
        request_token=token,
        changed_at=timezone.now(),
    )
    initiative.save()
    initiative.authors.add(*by.persons)
    person = person_of(initiative)
    changed = apply(initiative, person, facts)
    initiative.save()
    person.save()
    trail.record(initiative, Action.SAVE, by=by, from_status="", data={"fields": changed})
    return initiative


def code_for(year: int, number: int) -> str:
    """The readable code of a model, for example DVK-2024-000123."""
    return f"DVK-{year}-{number:06d}"


@transaction.atomic
def save(initiative: Initiative, *, by, facts: dict, version=None) -> Initiative:
    """Write the parts that are open; anything may be missing. Nothing is written when nothing changed.

    Raises Refused if a locked part would change, Stale if somebody else saved after `version` was read.
    """
    [fresh] = steps.locked([initiative])
    rules.require(by, Action.SAVE, fresh)
    rules.require_open(Action.SAVE, fresh, timezone.localdate())
    require_editable(facts, editable(fresh))
    person = person_of(fresh)
    changed = apply(fresh, person, facts)
    if not changed:
        return fresh
    if version is not None and version != fresh.version:
        raise Stale(_("Somebody else saved this model meanwhile. Your text is still in this form; nothing was overwritten."))
    fresh.version += 1
    fresh.changed_at = timezone.now()
    fresh.save()
    counts.moved([fresh])
    person.save()
    fresh.authors.add(*by.persons)
    trail.record(fresh, Action.SAVE, by=by, from_status=fresh.status, data={"fields": changed})
    return fresh


@transaction.atomic
def submit(initiative: Initiative, *, by, version=None) -> Initiative:
    """Send a draft or a corrected model to the reviewers and freeze what it says as a revision.

    Raises Incomplete with a sentence for each field that is missing; Refused with the date if registration is closed.
    """
    fresh = steps.take(initiative, Action.SUBMIT, by=by, version=version, check=_require_complete)
    _freeze(fresh, Action.SUBMIT, by)
    fresh.remarks.filter(answered_at__isnull=True).update(answered_at=timezone.now())
    fresh.authors.add(*by.persons)
    return fresh


@transaction.atomic
def take_back(initiative: Initiative, *, by, version=None) -> Initiative:
    """Make a submitted model a draft again, as long as no reviewer has opened it."""
    return steps.take(initiative, Action.TAKE_BACK, by=by, version=version)


@transaction.atomic
def withdraw(initiative: Initiative, *, by, reason: str, version=None) -> Initiative:
    """Take a submitted or registered model out of the campaign; a draft is deleted instead."""
    reason = steps.require_text(reason, "reason", _("Say why the model is withdrawn."))
    return steps.take(initiative, Action.WITHDRAW, by=by, version=version, remark=reason)


@transaction.atomic
def delete_draft(initiative: Initiative, *, by, version=None):
    """Remove a draft for good. Its entries in the trail stay."""
    [fresh] = steps.locked([initiative], version and {initiative.pk: version})
    rules.require(by, Action.DELETE, fresh)
    rules.require_open(Action.DELETE, fresh, timezone.localdate())
    if fresh.revisions.exists():
        raise Refused(_("This draft was already submitted once, so it is kept. Submit it and withdraw it instead."))
    trail.record(fresh, Action.DELETE, by=by, from_status=fresh.status)
    documents.remove_with(fresh)
    fresh.delete()


@transaction.atomic
def report(initiative: Initiative, *, by, version=None) -> Initiative:
    """Send the saved report of results and freeze it as a revision. Raises Incomplete if there is no text."""
    fresh = steps.take(initiative, Action.REPORT, by=by, version=version, check=_require_report)
    _freeze(fresh, Action.REPORT, by)
    fresh.authors.add(*by.persons)
    appraisals.void(fresh, by=by, because=_("The unit reported its results afterwards."))
    return fresh


def missing(initiative: Initiative) -> dict[str, str]:
    """The mandatory fields that are still empty, each with the sentence that stands beside it."""
    person = getattr(initiative, "person", None)
    name, position = (person.name, person.position) if person else ("", "")
    wanted = {
        "title": (initiative.title, _("Give the model a name.")),
        "sector": (initiative.sector_id, _("Choose the field.")),
        **{part: (getattr(initiative, part), _("Fill in: %(part)s.") % {"part": part.label.lower()}) for part in TEXT_PARTS},
        "starts_on": (initiative.starts_on, _("Say on which day it begins.")),
        "ends_on": (initiative.ends_on, _("Say on which day it ends.")),
    }
    if initiative.submitter_type == SubmitterType.COLLECTIVE:
        wanted["collective_name"] = (initiative.collective_name, _("Name the collective."))
        wanted["person_name"] = (name, _("Name the person who heads the collective."))
    else:
        wanted["person_name"] = (name, _("Name the person."))
        wanted["person_position"] = (position, _("Say the person's position."))
    return {str(field): sentence for field, (value, sentence) in wanted.items() if not value}


def _require_complete(initiative):
    if empty := missing(initiative):
        raise Incomplete(_("Not submitted yet: some parts are missing."), empty)


def _require_report(initiative):
    if not initiative.report:
        sentence = _("Write what was achieved.")
        raise Incomplete(sentence, {"report": sentence})


def require_editable(facts: dict, open_fields: set[str]):
    """Raise Refused if `facts` holds a field that is not open."""
    if locked := set(facts) - open_fields:
        raise Refused(_("These parts cannot be changed now: %(parts)s.") % {"parts": ", ".join(sorted(locked))})


def person_of(initiative: Initiative) -> Person:
    """The person's row, read anew and made where it is missing."""
    initiative.person, _created = Person.objects.get_or_create(initiative=initiative)
    return initiative.person


def apply(initiative: Initiative, person: Person, facts: dict) -> list[str]:
    """Set the facts on both rows and keep what follows from them; return the names of the fields that changed.

    Figures and partners are written at once: the model has to be in the database.
    Raises Refused with a sentence for each field that cannot be stored as it is.
    """

    def place(field):
        name = {"person_consent": "consented_at"}.get(field, field.removeprefix("person_"))
        return (person, name) if field.startswith("person_") else (initiative, name)

    rows = {field: outcomes.cleaned(field, facts[field]) for field in outcomes.FIELDS if field in facts}
    facts = {field: value for field, value in facts.items() if field not in rows}
    before = {field: getattr(*place(field)) for field in (*facts, "collective_name", "continues")}
    for field, value in facts.items():
        row, name = place(field)
        if isinstance(value, str):
            value = text.clean_line(value) if field in LINES else text.clean(value)
        if name == "consented_at":
            value = (person.consented_at or timezone.now()) if value else None
        setattr(row, name, value)
    if initiative.submitter_type == SubmitterType.INDIVIDUAL:
        initiative.collective_name = ""
    if initiative.novelty == Novelty.NEW:
        initiative.continues = None
    changed = [field for field, value in before.items() if getattr(*place(field)) != value]
    said = figures.rows_of(initiative) if rows else {}
    rows = {field: its for field, its in rows.items() if its != said[field]}
    faults = _faults(initiative, {field: place(field) for field in changed})
    faults |= {field: sentence for field, its in rows.items() if (sentence := outcomes.fault(field, its, initiative.unit))}
    if faults:
        raise Refused(_("This cannot be saved as it is."), faults)
    if rows:
        with totals.rewritten(initiative):
            for field, its in rows.items():
                outcomes.replace(initiative, field, its)
    index(initiative)
    return [*changed, *rows]


def _faults(initiative: Initiative, places: dict[str, tuple]) -> dict[str, str]:
    """The sentence for each field that the database would not take. `places` leads from a field to its row and column."""
    faults = {}
    for field, (row, name) in places.items():
        column, value = row._meta.get_field(name), getattr(row, name)
        if column.choices and value not in dict(column.choices):
            faults[field] = _("Choose one of the list.")
        elif column.max_length and len(value) > column.max_length:
            faults[field] = _("At most %(most)s characters; these are %(count)s.") % {
                "most": column.max_length,
                "count": len(value),
            }
    if initiative.starts_on and initiative.ends_on and initiative.ends_on < initiative.starts_on:
        faults["ends_on"] = _("The last day is before the first.")
    if initiative.continues and initiative.continues.campaign.year >= initiative.campaign.year:
        faults["continues"] = _("A model continues one of an earlier year.")
    if initiative.status != Status.DRAFT:
        faults |= {field: sentence for field, sentence in missing(initiative).items() if field in {"title", "sector"}}
    return faults


def index(initiative: Initiative, unit_name: str | None = None, table: Mapping[str, str] | None = None):
    """Set the columns by which the model is searched, sorted and compared. No personal name is among them: searches are public.

    `table` holds the abbreviations; whoever indexes many models reads it once (`queries.likeness.abbreviations`).
    """
    if unit_name is None:
        unit_name = units.name_on(initiative.unit, initiative.campaign.cutoff_on)
    searched = (initiative.title, initiative.collective_name, initiative.place, unit_name, initiative.code)
    initiative.search_text = " ".join(filter(None, map(text.fold, searched)))
    initiative.title_key = text.sort_key(initiative.title)
    initiative.title_words = likeness.title_words(initiative.title, likeness.abbreviations() if table is None else table)


def snapshot(initiative: Initiative, rows: Mapping[str, list] | None = None) -> dict:
    """What the model says, as JSON: texts, figures, codes of the choices, days as YYYY-MM-DD. No personal values.

    `rows` are its figures (`queries.outcomes.rows_of`), for whoever writes many models and knows them.
    """
    fields = ["title", "collective_name", "submitter_type", "level", "novelty", *map(str, TEXT_PARTS), "report"]
    return {field: getattr(initiative, field) for field in fields} | {
        "sector": initiative.sector.code if initiative.sector else None,
        "continues": initiative.continues.code if initiative.continues else None,
        "starts_on": initiative.starts_on and initiative.starts_on.isoformat(),
        "ends_on": initiative.ends_on and initiative.ends_on.isoformat(),
        **outcomes.as_json(figures.rows_of(initiative) if rows is None else rows),
    }


def _freeze(initiative: Initiative, action: Action, by):
    Revision.objects.create(
        initiative=initiative,
        number=initiative.revisions.count() + 1,
        action=action,
        data=snapshot(initiative),
        made_by=by,
        made_at=timezone.now(),
    )
