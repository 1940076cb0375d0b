"""Reports of leadership: who reads them, what they begin with, and their facts: of now, or as they were frozen."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from registry.models import Campaign, Reach, Report, Snapshot, Unit
from registry.vocabulary import Level, ReportState, Role, Tier

from . import report_counts, report_highlights, report_sums, report_units, report_words, units
from .indicators import AT_LEVEL, INDICATORS
from .report_members import NOMINATED, Question, counts_of, figures_of, members, question_of
from .report_tables import Table
from .report_text import TABLES, Block, blocks
from .wordings import fill

READING = (Role.LEADER, Role.REVIEWER)


# ---- which reports ----


def visible_to(user) -> QuerySet[Report]:
    """Reports of the units that the person leads or reviews for; those of all units for the province."""
    found = Report.objects.select_related("campaign", "unit", "body", "snapshot")
    if user.is_superuser:
        return found
    covered = set().union(*(user.scope.whole(role) for role in READING))
    mine = Q(unit__in=covered)
    if any(post.role in READING and post.tier == Tier.PROVINCE for post in user.scope.posts):
        mine |= Q(unit__isnull=True)
    return found.filter(mine)


def units_of(user, *roles) -> QuerySet[Unit]:
    """The units of the posts in which the person reads (with these roles: writes) reports; for the superuser all that stand."""
    if user.is_superuser:
        found = Unit.objects.filter(tier__in=[Tier.PROVINCE, Tier.DISTRICT, Tier.COMMUNE])
        return found.standing(timezone.localdate())
    holders = {post.unit_id for post in user.scope.posts if post.role in (roles or READING)}
    return Unit.objects.filter(pk__in=holders)


def before(kind: str, campaign: Campaign, unit: Unit | None) -> Report | None:
    """The last report of this kind and scope of an earlier campaign: of the unit itself, else of one that it carries on."""
    found = Report.objects.filter(kind=kind, campaign__year__lt=campaign.year).select_related("campaign", "unit")
    if unit is None:
        found = found.filter(unit__isnull=True)
    else:
        found = found.filter(unit__in=Reach.objects.filter(holder=unit, is_own=True).values("unit"))
    own = Case(When(unit=unit, then=Value(0)), default=Value(1), output_field=IntegerField())
    is_draft = Case(When(state=ReportState.FROZEN, then=Value(0)), default=Value(1), output_field=IntegerField())
    return found.order_by("-campaign__year", own, is_draft, "-pk").first()


# ---- facts ----


@dataclass
class Facts:
    """Everything that a report says beside its text. `members` are empty where nobody compares.

    `heading` says whose paper it is: title, layout, superior, body. `left_out` says of each chosen highlight of which nothing
    is told today why not: of a draft it is left out, of a frozen report its words are withheld.
    """

    figures: dict
    words: dict[str, str]
    tables: dict[str, Table]
    definitions: dict[str, str]
    highlights: list[dict]
    members: dict[str, dict]
    taken_at: datetime
    heading: dict[str, str]
    left_out: list[str] = field(default_factory=list)

    def blocks(self, text: str) -> list[Block]:
        """The text of the report with everything filled in."""
        return blocks(text, self.words, self.tables, self.highlights)

    def fill(self, words: str) -> str:
        return fill(words, self.words)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was submitted, so that there is nothing to report."""
        return not self.figures["submitted"]


def facts_of(report: Report) -> Facts:
    """The facts of a report: those of its snapshot once they are frozen, else as they are now."""
    return frozen(report) if report.snapshot_id else live(report)


def frozen(report: Report) -> Facts:
    """The facts as they were frozen. Number, date and signatory may be written later, when the paper is signed.

    Asks only, by two queries, which of the highlights are withheld today.
    """
    kept = report.snapshot
    withheld = report_highlights.withheld(kept.tables["highlights"])
    return Facts(
        kept.figures,
        {**kept.tables["words"], **report_words.signed(report)},
        {key: Table(**kept.tables["tables"][key]) for key in TABLES if key in kept.tables["tables"]},
        dict(kept.definitions),
        [one if one["code"] not in withheld else {"is_withheld": True} for one in kept.tables["highlights"]],
        kept.members,
        kept.taken_at,
        kept.tables.get("heading") or report_words.heading(report),
        list(withheld.values()),
    )


def live(report: Report, at: datetime | None = None) -> Facts:
    """The facts as they are now, in Vietnamese; or (`at`) as far as the kept times say how they were.

    Some thirty queries, however many models.
    """
    chosen = report_highlights.chosen(report)
    hindered = report_highlights.hindrances(report, chosen)
    with translation.override("vi"):
        question = question_of(report)
        earlier = Campaign.objects.filter(year=question.campaign.year - 1).first()
        now, past = members(question, at), _past(question, earlier)
        labels = units.level_labels(question.campaign.cutoff_on)
        by_unit = report_units.by_unit(question, now, past, earlier and earlier.cutoff_on)
        of_sums, given = report_sums.tables_and_words(question, at)
        made = {one.key: one for one in (*report_counts.tables(question, now, past, labels), *by_unit.tables, *of_sums)}
        figures = _figures(now, past)
        return Facts(
            figures,
            report_words.words(report, question, figures, by_unit) | given | report_words.signed(report),
            {key: made[key] for key in TABLES},
            definitions(question, labels),
            report_highlights.told(report, (row for row in chosen if row.initiative_id not in hindered)),
            now,
            at or timezone.now(),
            report_words.heading(report),
            list(hindered.values()),
        )


def _past(question: Question, campaign: Campaign | None) -> dict | None:
    """The members of the year before; None where nothing was submitted then."""
    found = members(question.of(campaign)) if campaign else {}
    return found if figures_of(found)["submitted"] else None


def numbers_of(found: dict[str, dict]) -> dict:
    """The figures that a comparison goes by: key → number, the rate in per cent or None."""
    figures, counts = figures_of(found), counts_of(found)
    rate = figures["rate"]
    plain = {key: figures[key] for key in INDICATORS if key != "rate"}
    return {**plain, **{key: counts[key] for key in NOMINATED.values()}, "rate": None if rate is None else float(rate)}


def _figures(now: dict, past: dict | None) -> dict:
    earlier = numbers_of(past) if past is not None else {}
    return {**numbers_of(now), **{f"{key}_before": number for key, number in earlier.items()}}


def name_of(key: str, labels: dict[Level, str] | None = None) -> str:
    """What a figure of a report is called."""
    labels = labels or {level: str(level.label) for level in Level}
    for level, nominated in NOMINATED.items():
        if key == nominated:
            return _("Nominated: %(level)s") % {"level": labels[level]}
    for level, indicator in AT_LEVEL.items():
        if key == indicator.key:
            return _("Recognised: %(level)s") % {"level": labels[level]}
    return str(INDICATORS[key].name)


def definitions(question: Question, labels: dict[Level, str]) -> dict[str, str]:
    """The exact wording of each figure: name → definition, in the order of the catalogue."""
    found = {name_of(key, labels): str(one.definition) for key, one in INDICATORS.items()}
    for level, key in NOMINATED.items():
        found[name_of(key, labels)] = (
            f"Mô hình có tên trong tờ trình đã gửi {labels[level].split(' (')[0].lower()}; tính cả mô hình bị trả lại."
        )
    if question.unit is not None:
        found["Phạm vi"] = (
            "Mô hình của đơn vị và của các đơn vị trực thuộc, kể cả đơn vị cũ mà đơn vị kế tục toàn bộ, "
            "và mô hình của đơn vị cũ bị chia tách đã được phân về."
        )
    if day := question.last_day:
        found["Thời điểm tính"] = (
            f"Tính đến hết ngày {day:%d/%m/%Y}: mô hình gửi, được duyệt đăng ký và được ghi nhận công nhận đến hết ngày đó, "
            "theo thời gian lưu trong hệ thống. Lĩnh vực, loại hình, số liệu đóng góp và kết quả lấy theo thông tin hiện hành "
            "của các mô hình này. Số liệu so sánh là cùng kỳ năm trước."
        )
    return found


def snapshot(facts: Facts, question: Question) -> Snapshot:
    """What a snapshot keeps of these facts, not saved yet."""
    return Snapshot(
        asked=question.asked(),
        figures=facts.figures,
        tables={
            "words": facts.words,
            "tables": {key: table.facts() for key, table in facts.tables.items()},
            "highlights": facts.highlights,
            "heading": facts.heading,
        },
        definitions=list(facts.definitions.items()),  # a database may keep the keys of an object in an order of its own
        members=facts.members,
        taken_at=facts.taken_at,
    )
