"""Which decisions a person may read, what they recognise, and what their papers say."""

from collections import Counter

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.text import capfirst

from registry import rules, text
from registry.models import Decision, DecisionLine, FrozenPaper, Initiative, Recognition
from registry.vocabulary import DecisionKind, DecisionState, RecognitionState, Role, SubmitterType

from . import eligibility, wordings
from . import initiatives as lists


def visible_to(user) -> QuerySet[Decision]:
    """Issued decisions of bodies in the person's scope, of bodies of no unit, and those that recognise a model in scope.

    Drafts are seen by those who may record decisions of their level.
    """
    decisions = Decision.objects.select_related("body", "campaign")
    if user.is_superuser:
        return decisions
    units = user.scope.units(Role.REVIEWER, Role.LEADER)
    mine = Q(body__unit__isnull=True) | Q(body__unit__in=units)
    touching = Recognition.objects.filter(decision=OuterRef("pk"), initiative__unit__in=units)
    issued = Q(state=DecisionState.ISSUED) & (mine | Exists(touching))
    drafts = Q(state=DecisionState.DRAFT, level__in=rules.decision_levels(user)) & mine
    return decisions.filter(issued | drafts)


def with_counts(decisions: QuerySet[Decision]) -> QuerySet[Decision]:
    """Each decision with `standing`, the number of recognitions that stand by it."""
    return decisions.annotate(
        standing=Count("recognitions", filter=Q(recognitions__state=RecognitionState.STANDING), distinct=True)
    )


def recognitions_of(decision: Decision, user) -> QuerySet[Recognition]:
    """What the decision recognised, as far as the person may see the models."""
    models = Initiative.objects.visible_to(user).values("pk")
    return decision.recognitions.filter(initiative__in=models)


def done_by(decision: Decision, user) -> QuerySet[Recognition]:
    """The recognitions that the decision made, ended, restored or corrected, as far as the person may see the models."""
    models = Initiative.objects.visible_to(user).values("pk")
    touched = Q(decision=decision)
    if decision.kind != DecisionKind.RECOGNITION:
        touched |= Q(ending_decision=decision) | Q(reinstating_decision=decision) | Q(correcting_decision=decision)
    return Recognition.objects.filter(touched, initiative__in=models)


def with_lines(decision: Decision, recognitions: list[Recognition]):
    """Give each recognition `line`: what the list of the decision says of it, ground, reason, correction; None without one.

    One query at most; a decision that recognises says nothing beside its list.
    """
    said = {}
    if decision.kind != DecisionKind.RECOGNITION:
        rows = decision.lines.filter(recognition__in=[row.pk for row in recognitions]).select_related("ground")
        said = {line.recognition_id: line for line in rows}
    for row in recognitions:
        row.line = said.get(row.pk)


# ---- the list ----

# Whose papers name a person: `eligibility.holder` as a condition on lines and recognitions.
PERSONS = Q(initiative__submitter_type=SubmitterType.INDIVIDUAL) | Q(initiative__collective_name="")
LONG = ("situation", "aims", "method", "place", "forces", "resources", "results", "sustainability", "report", "search_text")


def lines_of(decision: Decision) -> list[DecisionLine]:
    """All lines of the list with their models (without the long texts), fields, persons and recognitions. Five queries."""
    rows = decision.lines.select_related(
        "initiative__campaign",
        "initiative__sector",
        "initiative__person",
        "recognition__decision__body",
        "recognition__ending_decision__body",
        "ground",
    )
    rows = rows.defer(*(f"initiative__{name}" for name in LONG)).prefetch_related("initiative__authors")
    found = list(rows)
    lists.with_unit_names([line.initiative for line in found])
    return found


def sees_all(decision: Decision, user) -> bool:
    """Whether the person may see every model of the list; only then may they have the whole paper."""
    if user.is_superuser:
        return True
    return not decision.lines.exclude(initiative__in=Initiative.objects.visible_to(user).values("pk")).exists()


def names_persons(decision: Decision) -> bool:
    """Whether the list prints a person's name: that of an individual, or where a collective has none of its own."""
    return decision.lines.filter(PERSONS).exists()


def is_frozen(decision: Decision) -> bool:
    """Whether the decision was issued with a list, whose paper is kept."""
    return FrozenPaper.objects.filter(decision=decision).exists()


# ---- what the paper says ----

_OF_KIND = {  # title of the list, heads, widths as shares of the page
    DecisionKind.RECOGNITION: (
        "Danh sách mô hình “Dân vận khéo” {level} năm {year} được công nhận",
        ["STT", "Tên mô hình", "Tập thể, cá nhân", "Loại", "Lĩnh vực", "Đơn vị"],
        [2, 13, 9, 5, 8, 7],
    ),
    DecisionKind.REVOCATION: (
        "Danh sách mô hình “Dân vận khéo” {level} năm {year} bị thu hồi việc công nhận",
        ["STT", "Tên mô hình", "Tập thể, cá nhân", "Đơn vị", "Quyết định công nhận", "Lý do thu hồi"],
        [2, 10, 8, 6, 7, 10],
    ),
    DecisionKind.REINSTATEMENT: (
        "Danh sách mô hình “Dân vận khéo” {level} năm {year} được khôi phục việc công nhận",
        ["STT", "Tên mô hình", "Tập thể, cá nhân", "Đơn vị", "Quyết định công nhận", "Quyết định thu hồi"],
        [2, 11, 9, 6, 7, 7],
    ),
    DecisionKind.CORRECTION: (
        "Danh sách nội dung đính chính",
        ["STT", "Quyết định công nhận", "Nội dung đã in", "Nay đính chính là"],
        [2, 8, 15, 15],
    ),
}
_CORRECTED = {"title": "Tên mô hình", "holder": "Tập thể, cá nhân", "unit": "Đơn vị"}


def words(decision: Decision, lines: list[DecisionLine]) -> dict:
    """What the paper says of a decision with these lines, in plain text and lists that can be kept as JSON.

    The decision's own words count; where it has none, those that staff keep for its body and level. Always Vietnamese.
    """
    body, kind = decision.body, decision.kind
    wording = wordings.wording(kind, body, decision.level)
    for name in ("subject", "bases", "text", "recipients"):
        setattr(wording, name, getattr(decision, name) or getattr(wording, name))
    facts = facts_of(decision, lines)
    title, heads, widths = _OF_KIND[kind]
    said = f"{facts['of_number']} {facts['date']} của {body}"
    return {
        **wordings.heading(body),
        **wordings.filled(wording, facts),
        "number": decision.number or _open_number(body),
        "issued_on": decision.issued_on and decision.issued_on.isoformat(),
        "place": body.place,
        "authority": str(body),
        "resolves": "Quyết định:",
        "signatory": decision.signatory,
        "position": decision.signatory_position,
        "list": {
            "title": wordings.fill(title, facts).upper(),
            "subtitle": f"(Ban hành kèm theo {said})",
            "heads": heads,
            "widths": widths,
            "rows": [[str(place), *cells] for place, cells in enumerate(_rows(decision, lines), start=1)],
        },
    }


def facts_of(decision: Decision, lines: list[DecisionLine]) -> dict:
    """What the wording of this decision may mention: `wordings.SAMPLES` of its kind."""
    kinds = Counter(line.initiative.submitter_type for line in lines)
    collectives, individuals = kinds[SubmitterType.COLLECTIVE], kinds[SubmitterType.INDIVIDUAL]
    number = decision.number or _open_number(decision.body)
    return {
        "body": str(decision.body),
        "level": wordings.level_words(decision.level, decision.issued_on),
        "year": str(decision.campaign.year),
        "campaign": f"Đợt thi đua năm {decision.campaign.year}",
        "number": number,
        "of_number": f"Quyết định số {number}",
        "date": text.day_words(decision.issued_on),
        "place": decision.body.place,
        "signatory": decision.signatory,
        "position": decision.signatory_position,
        "count": wordings.counted(len(lines)),
        "collectives": wordings.counted(collectives),
        "individuals": wordings.counted(individuals),
        "composition": wordings.composition(collectives, individuals),
        "amended": _amended(decision, lines),
    }


def _open_number(body) -> str:
    """A number that is still to be given, in the shape of the body: ……/QĐ-UBND."""
    return body.number_pattern.replace("{number}", "……").replace("{year}", "……")


def named(decision: Decision | None) -> str:
    """A decision as another paper cites it."""
    if decision is None:
        return ""
    return f"Quyết định số {decision.number} {text.day_words(decision.issued_on)} của {decision.body}"


def _amended(decision, lines) -> str:
    """The decisions that this one ends, restores or corrects, each once, in the order of their days."""
    is_restored = decision.kind == DecisionKind.REINSTATEMENT
    recognitions = [line.recognition for line in lines if line.recognition]
    cited = [row.ending_decision if is_restored else row.decision for row in recognitions]
    found = {one.pk: one for one in cited if one}
    return "; ".join(named(one) for one in sorted(found.values(), key=lambda one: (one.issued_on, one.pk)))


def _rows(decision, lines) -> list[list[str]]:
    """The cells of the list without their numbers: collectives first, then by unit and name in Vietnamese order."""

    def order(line):
        row = line.initiative
        is_individual = row.submitter_type == SubmitterType.INDIVIDUAL
        return is_individual, text.sort_key(row.unit_name), text.sort_key(row.title), row.pk

    return [_CELLS[decision.kind](line, decision.body) for line in sorted(lines, key=order)]


def _recognised(line, _body) -> list[str]:
    row = line.initiative
    kind = "Cá nhân" if row.submitter_type == SubmitterType.INDIVIDUAL else "Tập thể"
    return [row.title, eligibility.holder(row), kind, row.sector.name_vi if row.sector else "", capfirst(row.unit_name)]


def _printed(line) -> list[str]:
    return eligibility.printed(line.recognition, line.initiative)


def _cited(one: Decision | None, body) -> str:
    """A decision as a narrow cell cites it: whose it is stands there only where it is not that of the paper itself."""
    if one is None:
        return ""
    said = f"Số {one.number} ngày {one.issued_on:%d/%m/%Y}"
    return said if one.body_id == body.pk else f"{said} của {one.body}"


def _revoked(line, body) -> list[str]:
    reason = ": ".join(filter(None, (line.ground and line.ground.name_vi, line.reason)))
    return [*_printed(line), _cited(line.recognition.decision, body), reason]


def _reinstated(line, body) -> list[str]:
    cited = [_cited(one, body) for one in (line.recognition.decision, line.recognition.ending_decision)]
    return [*_printed(line), *cited]


def _corrected(line, body) -> list[str]:
    """Two cells that say the same things in the same order; what does not change stands in both."""
    before = dict(zip(_CORRECTED, _printed(line), strict=True))
    after = before | line.corrected
    cells = ["\n".join(f"{label}: {side[name]}" for name, label in _CORRECTED.items()) for side in (before, after)]
    return [_cited(line.recognition.decision, body), *cells]


_CELLS = {
    DecisionKind.RECOGNITION: _recognised,
    DecisionKind.REVOCATION: _revoked,
    DecisionKind.REINSTATEMENT: _reinstated,
    DecisionKind.CORRECTION: _corrected,
}
