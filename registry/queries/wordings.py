"""The words of official papers: which wording holds for a body and level, what it may mention, and how it is filled in."""

import re
from collections.abc import Iterable

from django.conf import settings
from django.db.models import Q
from django.utils import translation

from registry.models import Wording
from registry.vocabulary import Layout, Level, Template

from . import units

_MARK = re.compile(r"\{(\w+)\}")

# What every paper can mention, each with an example for the preview.
_OF_ALL = {
    "body": "Ban Dân vận Tỉnh ủy Quảng Ninh",
    "level": "cấp tỉnh",
    "year": "2024",
    "campaign": "Đợt thi đua năm 2024",
    "number": "05/QĐ-BDV",
    "date": "ngày 05 tháng 11 năm 2024",
    "place": "Quảng Ninh",
    "signatory": "Nguyễn Văn Mẫu",
    "position": "Trưởng ban",
}
_OF_LISTS = {
    "count": "1.400",
    "collectives": "1.179",
    "individuals": "221",
    "composition": "1.179 mô hình của tập thể, 221 mô hình của cá nhân",
}
_AMENDING = {**_OF_LISTS, "amended": "Quyết định số 983-QĐ/TU ngày 05 tháng 11 năm 2024"}

# What a report may mention: figures inside a sentence, and tables, each alone on a line.
_OF_REPORTS = {
    **{name: _OF_ALL[name] for name in ("body", "year", "campaign", "number", "date", "place", "signatory", "position")},
    "year_before": "2023",
    "unit": "tỉnh Quảng Ninh",
    "until": "ngày 31/10/2024",
    "submitted": "2.465",
    "registered": "2.428",
    "recognised": "1.400",
    "collectives": "1.179",
    "individuals": "221",
    "rate": "57,7%",
    "submitted_before": "1.961",
    "registered_before": "1.912",
    "recognised_before": "722",
    "rate_before": "37,8%",
    "change_submitted": "tăng 504 mô hình so với năm 2023",
    "change_registered": "tăng 516 mô hình so với năm 2023",
    "change_recognised": "tăng 678 mô hình so với năm 2023",
    "new": "1.554",
    "continued": "874",
    "ended": "36",
    "nominated": "157",
    "level_province": "cấp tỉnh",
    "recognised_province": "118",
    "units_sent": "173",
    "units_expected": "177",
    "units_silent": "04",
    "money": "trên 120 tỷ đồng",
    "land": "gần 350.000 m²",
    "labour": "trên 410.000 ngày công",
    "in_kind": "khoảng 25 tỷ đồng",
    "table_figures": "(bảng kết quả chung)",
    "table_types": "(bảng kết quả theo loại hình)",
    "table_sectors": "(bảng kết quả theo lĩnh vực)",
    "table_units": "(bảng kết quả theo đơn vị)",
    "table_silent": "(danh sách đơn vị chưa gửi mô hình)",
    "table_novelty": "(bảng mô hình mới, tiếp tục duy trì và kết thúc)",
    "table_levels": "(bảng mô hình được công nhận theo cấp)",
    "table_cascade": "(bảng từ đăng ký đến công nhận các cấp)",
    "table_contributions": "(bảng nguồn lực đóng góp)",
    "table_outcomes": "(bảng kết quả đạt được theo chỉ tiêu)",
    "highlights": "(các mô hình tiêu biểu)",
}

# What the wording of each paper may mention, with an example of each. `{…}` of anything else is refused when it is saved.
SAMPLES: dict[str, dict[str, str]] = {
    Template.RECOGNITION: {**_OF_ALL, **_OF_LISTS},
    Template.REVOCATION: {**_OF_ALL, **_AMENDING},
    Template.REINSTATEMENT: {**_OF_ALL, **_AMENDING},
    Template.CORRECTION: {**_OF_ALL, **_AMENDING},
    Template.MINUTES: {
        **_OF_ALL,
        **_OF_LISTS,
        "members": "09",
        "present": "08",
        "quorum": "2/3",
        "threshold": "70 %",
        "passed": "1.400",
        "failed": "12",
        "chair": "Nguyễn Văn Mẫu",
        "secretary": "Trần Thị Mẫu",
        "remarks": "Hội đồng nghe báo cáo kết quả thẩm định và thảo luận từng mô hình.",
    },
    Template.PROPOSAL: {
        **_OF_ALL,
        **_OF_LISTS,
        "unit": "phường An Sinh",
        "addressee": "Ban Dân vận Tỉnh ủy Quảng Ninh",
        "level_above": "cấp tỉnh",
    },
    Template.YEARLY_REPORT: _OF_REPORTS,
    Template.HALF_YEAR_REPORT: _OF_REPORTS,
    Template.CERTIFICATE: {
        **_OF_ALL,
        "title": "Tuyến đường kiểu mẫu Bình Sơn Đông",
        "holder": "Chi bộ thôn Bình Sơn Đông",
        "unit": "phường An Sinh",
        "sector": "Kinh tế",
        "serial": "2024-03-000123",
    },
}


def wording(template: str, body, level: str) -> Wording:
    """The wording of a paper that holds for `body` (or None) at `level`: the most particular one. One query.

    Where staff deleted the last one, a bare wording with only the title, so that papers can still be printed.
    """
    found = Wording.objects.filter(Q(body=body) | Q(body__isnull=True) if body else Q(body__isnull=True))
    rows = found.filter(template=template, level__in=["", level or ""])
    bare = Wording(template=template, title=_in_vietnamese(Template(template).label))
    return max(rows, key=lambda row: (row.body_id is not None, row.level != ""), default=bare)


def filled(wording: Wording, facts: dict) -> dict:
    """The words with `{…}` replaced: {"title", "subject"} as text, {"bases", "text", "recipients"} as lists of lines.

    What the facts do not know stays as it is, so that the gap can be seen. Nothing but plain names is ever replaced.
    """
    return {
        "title": fill(wording.title, facts),
        "subject": fill(wording.subject, facts),
        "bases": lines(fill(wording.bases, facts)),
        "text": lines(fill(wording.text, facts)),
        "recipients": lines(fill(wording.recipients, facts)),
    }


def fill(words: str, facts: dict) -> str:
    """The words with `{name}` replaced by what the facts say of it; an unknown name stays visible."""
    return _MARK.sub(lambda mark: str(facts.get(mark[1], mark[0])), words)


def lines(words: str) -> list[str]:
    """One entry for each line that is not empty."""
    return [line.strip() for line in words.splitlines() if line.strip()]


def unknown(template: str, texts: Iterable[str]) -> list[str]:
    """The names in `{…}` that papers of this template do not know, each once, in their order."""
    known = SAMPLES.get(template, {})
    return list(dict.fromkeys(mark for text in texts for mark in marks(text or "") if mark not in known))


def marks(text: str) -> list[str]:
    """What stands in braces, name or nonsense."""
    return re.findall(r"\{([^{}]*)\}", text)


def sample(wording: Wording) -> dict:
    """Facts of nobody, to look at a wording before anything is printed with it; body and level are its own."""
    facts = dict(SAMPLES[wording.template])
    if body := wording.body:
        facts |= {"body": body.name, "place": body.place or facts["place"], "signatory": body.signatory or facts["signatory"]}
        facts["position"] = body.signatory_position or facts["position"]
    if level := wording.level or (wording.body and wording.body.level):
        facts["level"] = level_words(level)
    return facts


def counted(number: int) -> str:
    """A number as official papers write it: 05 mô hình, 1.400 mô hình."""
    return f"{number:02d}" if number < 10 else f"{number:,}".replace(",", ".")


def composition(collectives: int, individuals: int) -> str:
    """How many of a list belong to collectives and to individuals; what there is none of is not mentioned."""
    parts = [(collectives, "mô hình của tập thể"), (individuals, "mô hình của cá nhân")]
    return ", ".join(f"{counted(number)} {words}" for number, words in parts if number)


def level_words(level: str, day=None) -> str:
    """What papers call a level, in the middle of a sentence: “cấp tỉnh”, from the day on which it holds “cấp thành phố”."""
    with translation.override("vi"):
        label = str(units.level_labels(day)[Level(level)])
    label = label.split(" (")[0]
    return label[:1].lower() + label[1:]


def watermark(*, is_draft=False) -> str:
    """What stands across each page: that the data are a demonstration's, that the paper is a draft, or nothing."""
    return "\n".join(filter(None, ("DỰ THẢO" if is_draft else "", "SỐ LIỆU MINH HỌA" if settings.DEMO else "")))


def heading(body) -> dict:
    """Whose paper it is: the fields `layout`, `superior` and `body` of an `official.Official`.

    Above a body of the Front that names nothing above it stands the Front itself.
    """
    superior = body.superior or ("Mặt trận Tổ quốc Việt Nam" if body.layout == Layout.FRONT else "")
    return {"layout": body.layout, "superior": superior, "body": body.name}


def _in_vietnamese(label) -> str:
    with translation.override("vi"):
        return str(label)
