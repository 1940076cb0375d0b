"""Reports of leadership: who reads them, what they begin with, and their facts: of now, or as they were frozen."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.utils import timezone, translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from registry.models import Campaign, Highlight, Initiative, Reach, Report, Snapshot, Unit, UnitName
from registry.vocabulary import ContributionKind, Level, ReportState, Role, Status, SubmitterType, Tier

from . import units
from .indicators import AT_LEVEL, INDICATORS
from .initiatives import in_force
from .report_members import NOMINATED, Question, counts_of, figures_of, members
from .report_tables import Table, said, tables
from .report_text import TABLES, Block, blocks
from .wordings import counted, fill, level_words

READING = (Role.LEADER, Role.REVIEWER)
NOTHING_BEFORE = "chưa có số liệu năm {year} để so sánh"


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
    """The units for which the person reads (or with these roles: writes) reports, those of the own posts first."""
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


def question_of(report: Report) -> Question:
    return Question(report.campaign, report.unit, report.kind, report.units_as_of)


def candidates(report: Report, user) -> QuerySet[Initiative]:
    """The recognised models that the report could tell of, as far as the person may see them."""
    chosen = report.highlighted.order_by().values("initiative")
    visible = Initiative.objects.visible_to(user).filter(pk__in=question_of(report).models().values("pk"))
    return visible.filter(status=Status.RECOGNISED, is_restricted=False).exclude(pk__in=chosen)


def highlights_of(report: Report) -> list[Highlight]:
    """The chosen models in their order, with what a line prints. One query."""
    rows = report.highlighted.select_related("initiative__unit", "initiative__sector", "initiative__campaign")
    return list(rows.order_by("order", "pk"))


# ---- facts ----


@dataclass
class Facts:
    """Everything that a report says beside its text. `members` are empty where nobody compares."""

    figures: dict
    words: dict[str, str]
    tables: dict[str, Table]
    definitions: dict[str, str]
    highlights: list[dict]
    members: dict[str, dict]
    taken_at: datetime

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
    """The facts as they were frozen. Number, date and signatory may be written later, when the paper is signed. No query."""
    kept = report.snapshot
    return Facts(
        kept.figures,
        {**kept.tables["words"], **_signed(report)},
        {key: Table(**kept.tables["tables"][key]) for key in TABLES if key in kept.tables["tables"]},
        dict(kept.definitions),
        kept.tables["highlights"],
        kept.members,
        kept.taken_at,
    )


def live(report: Report, at: datetime | None = None) -> Facts:
    """The facts as they are now, in Vietnamese; or (`at`) as far as the kept times say how they were.

    Some thirty queries, however many models.
    """
    with translation.override("vi"):
        question = question_of(report)
        now, past = members(question, at), _past(question)
        labels = level_labels(question.campaign)
        found = tables(question, now, past, labels)
        figures = _figures(now, past)
        return Facts(
            figures,
            _words(report, question, figures, found) | _signed(report),
            found,
            _definitions(question, labels),
            _told(report),
            now,
            at or timezone.now(),
        )


def _past(question: Question) -> dict | None:
    campaign = Campaign.objects.filter(year=question.campaign.year - 1).first()
    found = members(question.of(campaign)) if campaign else {}
    return found if figures_of(found)["submitted"] else None


def level_labels(campaign: Campaign) -> dict[Level, str]:
    return units.level_labels(campaign.cutoff_on)


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


def _definitions(question: Question, labels: dict[Level, str]) -> dict[str, str]:
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


def _signed(report: Report) -> dict[str, str]:
    day = report.reported_on
    return {
        "number": report.number or "……",
        "date": f"ngày {day:%d} tháng {day:%m} năm {day.year}",
        "signatory": report.signatory,
        "position": report.signatory_position,
    }


def _words(report: Report, question: Question, figures: dict, found: dict[str, Table]) -> dict[str, str]:
    """What each placeholder stands for, as a paper writes it."""
    year = question.campaign.year
    last = question.last_day or question.campaign.cutoff_on
    then = f"cùng kỳ năm {year - 1}" if question.last_day else f"năm {year - 1}"
    share = found["table_silent"].notes[0].split(" ")[0].split("/")
    rate_before = figures.get("rate_before")
    words = {
        "body": report.body.name,
        "place": report.body.place,
        "year": str(year),
        "year_before": str(year - 1),
        "campaign": question.campaign.theme or f"Đợt thi đua năm {year}",
        "unit": _area(question),
        "until": f"ngày {last:%d/%m/%Y}",
        **{key: counted(figures[key]) for key in ("submitted", "registered", "recognised", "new", "continued", "ended")},
        "collectives": counted(figures["recognised_collective"]),
        "individuals": counted(figures["recognised_individual"]),
        "rate": said("percent", figures["rate"]),
        "rate_before": said("percent", rate_before),
        "nominated": counted(figures[NOMINATED[Level.PROVINCE]]),
        "level_province": level_words(Level.PROVINCE, question.campaign.cutoff_on),
        "recognised_province": counted(figures[AT_LEVEL[Level.PROVINCE].key]),
        "units_sent": share[0],
        "units_expected": share[1],
        "units_silent": counted(len(found["table_silent"].rows)),
        **_sums(found["table_contributions"]),
    }
    for key in ("submitted", "registered", "recognised"):
        earlier = figures.get(f"{key}_before")
        words[f"{key}_before"] = "–" if earlier is None else counted(earlier)
        words[f"change_{key}"] = _change(figures[key], earlier, then, year)
    return words


def _change(now: int, earlier: int | None, then: str, year: int) -> str:
    if earlier is None:
        return NOTHING_BEFORE.format(year=year - 1)
    if now == earlier:
        return f"bằng {then}"
    return f"{'tăng' if now > earlier else 'giảm'} {counted(abs(now - earlier))} mô hình so với {then}"


def _sums(table: Table) -> dict[str, str]:
    """What was given over all sources, and by the people in money."""
    kinds = {str(kind.label): kind for kind in ContributionKind}
    given = {(row[0], kinds[row[1]]): row[4] for row in table.rows}
    wanted = {
        "money": ("Tất cả các nguồn", ContributionKind.MONEY),
        "land": ("Tất cả các nguồn", ContributionKind.LAND),
        "labour": ("Tất cả các nguồn", ContributionKind.LABOUR),
        "in_kind": ("Tất cả các nguồn", ContributionKind.IN_KIND),
    }
    return {name: (given.get(key) or {}).get("said", "chưa có số liệu") for name, key in wanted.items()}


def _area(question: Question) -> str:
    """The place of which the report speaks, by its name of the cut-off day: “tỉnh Quảng Ninh”."""
    unit = question.unit
    if unit is None:
        row = UnitName.objects.filter(in_force("", question.campaign.cutoff_on), unit__tier=Tier.PROVINCE).first()
        return row.full_name if row else "toàn bộ các đơn vị"
    return units.names_on([unit.pk], question.campaign.cutoff_on).get(unit.pk, unit.label)


def _told(report: Report) -> list[dict]:
    """The highlights as they are printed: whose model it is, but never the name of a person."""
    rows = highlights_of(report)
    names = units.names_on({row.initiative.unit_id for row in rows}, report.campaign.cutoff_on)
    return [
        {
            "code": row.initiative.code,
            "title": row.initiative.title,
            "holder": row.initiative.collective_name
            if row.initiative.submitter_type == SubmitterType.COLLECTIVE
            else "mô hình của cá nhân",
            "unit": capfirst(names[row.initiative.unit_id]),
            "text": row.text,
        }
        for row in rows
    ]


def snapshot(facts: Facts, question: Question) -> Snapshot:
    """What a snapshot keeps of these facts, not saved yet."""
    return Snapshot(
        asked=question.asked(),
        figures=facts.figures,
        tables={
            "words": facts.words,
            "tables": {key: table.facts() for key, table in facts.tables.items()},
            "highlights": facts.highlights,
        },
        definitions=list(facts.definitions.items()),  # a database may keep the keys of an object in an order of its own
        members=facts.members,
        taken_at=facts.taken_at,
    )
