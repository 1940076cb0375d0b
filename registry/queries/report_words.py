"""What the placeholders of a report stand for, and the head of its paper, as Vietnamese papers write it."""

from registry.models import Report, UnitName
from registry.text import day_words
from registry.vocabulary import Level, ReportKind, Tier

from . import units
from .indicators import AT_LEVEL
from .initiatives import in_force
from .report_members import NOMINATED, Question
from .report_tables import PERCENT, dotted, said
from .report_text import TEMPLATES
from .report_units import ByUnit
from .wordings import counted, level_words, wording
from .wordings import heading as heading_of

NOTHING_BEFORE = "chưa có số liệu năm {year} để so sánh"


def heading(report: Report) -> dict[str, str]:
    """Whose paper it is, and what stands above its subject: BÁO CÁO, or what the wording of the body says."""
    body = report.body
    return {**heading_of(body), "title": wording(TEMPLATES[ReportKind(report.kind)], body, body.level).title}


def signed(report: Report) -> dict[str, str]:
    """What is known when the paper is signed."""
    return {
        "number": report.number or "……",
        "date": day_words(report.reported_on),
        "signatory": report.signatory,
        "position": report.signatory_position,
    }


def words(report: Report, question: Question, figures: dict, by_unit: ByUnit) -> dict[str, str]:
    """What each placeholder stands for but those of `signed` and of sums. Three queries."""
    year = question.campaign.year
    last = question.last_day or question.campaign.cutoff_on
    then = f"cùng kỳ năm {year - 1}" if question.last_day else f"năm {year - 1}"
    found = {
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
        "rate": said(PERCENT, figures["rate"]),
        "rate_before": said(PERCENT, figures.get("rate_before")),
        "nominated": counted(figures[NOMINATED[Level.PROVINCE]]),
        "level_province": level_words(Level.PROVINCE, question.campaign.cutoff_on),
        "recognised_province": counted(figures[AT_LEVEL[Level.PROVINCE].key]),
        "units_sent": dotted(by_unit.sent),
        "units_expected": dotted(by_unit.expected),
        "units_silent": counted(by_unit.expected - by_unit.sent),
    }
    for key in ("submitted", "registered", "recognised"):
        earlier = figures.get(f"{key}_before")
        found[f"{key}_before"] = "–" if earlier is None else counted(earlier)
        found[f"change_{key}"] = _change(figures[key], earlier, then, year)
    return found


def _change(now: int, earlier: int | None, then: str, year: int) -> str:
    if earlier is None:
        return NOTHING_BEFORE.format(year=year - 1)
    if now == earlier:
        return f"bằng {then}"
    return f"{'tăng' if now > earlier else 'giảm'} {counted(abs(now - earlier))} mô hình so với {then}"


def _area(question: Question) -> str:
    """The place of which the report speaks, by its name of the cut-off day: “tỉnh Quảng Ninh”."""
    unit = question.unit
    if unit is None:
        row = UnitName.objects.filter(in_force("", question.campaign.cutoff_on), unit__tier=Tier.PROVINCE).first()
        return row.full_name if row else "toàn bộ các đơn vị"
    return units.names_on([unit.pk], question.campaign.cutoff_on).get(unit.pk, unit.label)
