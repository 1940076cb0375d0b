import re
import string
import time
import unicodedata
from dataclasses import asdict
from random import Random

import pytest

from registry.management.demo import texts

SECTORS = ["economy", "culture", "defence", "security", "politics"]
FIRST = [
    "An",
    "Bình",
    "Châu",
    "Đại",
    "Hà",
    "Kim",
    "Liên",
    "Minh",
    "Ngọc",
    "Phú",
    "Quảng",
    "Sông",
    "Thái",
    "Uyên",
    "Việt",
]
SECOND = ["Ba", "Cường", "Dân", "Khê", "Lộc", "Nghĩa", "Phúc", "Quang", "Sinh", "Trì"]
UNITS = [
    (f"{a} {b}", ["xã", "phường", "xã", "thị trấn"][i % 4]) for i, (a, b) in enumerate((a, b) for a in FIRST for b in SECOND)
]
UNITS += [
    ("Cô Tô", "đặc khu"),
    ("Vân Đồn", "đặc khu"),
    ("Trà Cổ", "phường"),
    ("Bình Dương", "xã"),
    *[(f"Trường {kind} Hạ Long {n}", "") for kind in ("THCS", "Tiểu học") for n in (1, 2)],
    *[(f"Đồn Biên phòng {name}", "") for name in ("Trà Cổ", "Ngọc Vừng", "Quảng Đức")],
    *[(f"Công an phường {name}", "") for name in ("Hồng Gai", "Bãi Cháy")],
    *[(name, "") for name in ("Hội Chữ thập đỏ tỉnh", "Bệnh viện Đa khoa", "Sở Tài chính", "Báo và Đài tỉnh", "Thư viện tỉnh")],
    ("Ban Chỉ huy Quân sự khu vực 1", ""),
    ("Trường THPT Bãi Cháy", ""),
]
PARTS = ["situation", "aims", "method", "place", "forces", "resources", "results", "sustainability", "report"]
FORBIDDEN = [
    "tội phạm", "ma túy", "cờ bạc", "trộm", "cướp", "giết", "buôn lậu", "vượt biên", "xâm nhập", "xâm phạm", "tai nạn",
    "đuối nước", "hộ nghèo", "cận nghèo", "đói", "tử vong", "bạo lực", "mại dâm", "lừa đảo", "hoàn lương", "tệ nạn", "bí mật",
    "ô nhiễm", "biểu tình", "khiếu kiện", "tranh chấp", "cưỡng chế", "Mô hình 1", "None", "lorem",
]  # fmt: skip


def make(number: int, seed: int = 5) -> list[texts.Text]:
    rng = Random(seed)
    return [
        texts.compose(
            rng,
            sector=SECTORS[i % 5],
            individual=rng.random() < 0.25,
            unit_name=(unit := rng.choice(UNITS))[0],
            unit_kind=unit[1],
            year=rng.randint(2021, 2026),
        )
        for i in range(number)
    ]


@pytest.fixture(scope="module")
def made() -> list[texts.Text]:
    return make(6500)


def test_same_seed_same_text_in_two_seconds(made):
    start = time.process_time()
    again = make(6500)
    assert time.process_time() - start < 2
    assert again == made
    assert make(50, seed=6) != made[:50]


def test_titles_are_distinct(made):
    assert len({text.title for text in made}) >= 0.95 * len(made)


def test_limits_and_form(made):
    for text in [*made, texts.BINH_SON_DONG]:
        assert 20 <= len(text.title) <= 250
        assert text.person_name
        assert text.person_position
        for key, value in asdict(text).items():
            assert unicodedata.is_normalized("NFC", value)
            assert not set("{}") & set(value), (key, value)
            assert "  " not in value
            assert ".." not in value
            assert value == value.strip()
        for part in PARTS:
            value = getattr(text, part)
            assert 1 <= len(value) <= 3000
            assert value[-1] in ".!?”"
            assert not [letter for letter in re.findall(r"[.!?] (\w)", value) if letter.islower()], value


def test_no_harm_is_said_of_a_real_place(made):
    said = "\n".join("\n".join(asdict(text).values()) for text in made).lower()
    assert [word for word in FORBIDDEN if word.lower() in said] == []


def test_report_repeats_figures_of_aims_or_results(made):
    for text in made:
        plan = " ".join([text.aims, text.results, text.resources, text.method, text.place, text.forces, text.situation])
        for figure in re.findall(r"\d[\d.,/]*\d|\d", text.report):
            assert figure in plan or figure in text.title, (figure, text)


def test_reference_model():
    text = texts.BINH_SON_DONG
    assert "810 m" in text.aims
    assert "Quốc lộ 18A" in text.title
    assert "khu Bình Sơn Đông" in text.title
    for figure in (
        "810 m",
        "tháng 10/2024",
        "trên 2 tỷ đồng",
        "trên 1,3 tỷ đồng",
        "1,2 triệu đồng một khẩu",
        "8–9 khẩu",
    ):
        assert figure in text.report
    assert "thị xã Đông Triều" in text.place


def test_individuals_and_collectives():
    for sector in SECTORS:
        for name, kind in UNITS[::9] + UNITS[-16:]:
            for seed in range(4):
                one = texts.compose(Random(seed), sector=sector, individual=True, unit_name=name, unit_kind=kind, year=2025)
                many = texts.compose(Random(seed), sector=sector, individual=False, unit_name=name, unit_kind=kind, year=2025)
                assert one.collective_name == ""
                assert one.person_name in one.title or "gương mẫu" in one.title or " khéo " in one.title
                assert many.collective_name
                assert name in many.forces or name in many.title


def test_themes():
    common = {"nam", "nam_sau", "thang_dau", "thang_cuoi", "q", "ho", "noi_khac", "cho", "don_vi", "noi", "dia_ban"}
    common |= {"lanh_dao", "mt", "ca", "qs", "to_antt", "mot_cua", "chu_tri", "chu_the"}
    for sector in SECTORS:
        assert len(texts.THEMES[sector]) >= 13
        for theme in texts.THEMES[sector]:
            assert len(theme.titles or theme.unit_titles) >= 3
            assert not set(theme.nums) & common
            known = common | set(theme.nums)
            lines = [*theme.titles, *theme.unit_titles, *theme.deeds]
            lines += [line for part in PARTS for line in getattr(theme, part)]
            for line in lines:
                assert {field for _, field, _, _ in string.Formatter().parse(line) if field} <= known, line


def test_remarks_and_reasons():
    for part in ("title", *PARTS[:-1]):
        assert len({texts.remark(Random(seed), part) for seed in range(40)}) >= 3
    for reason in (texts.decline_reason, texts.withdrawal_reason, texts.against_reason, texts.revocation_reason):
        assert len({reason(Random(seed)) for seed in range(40)}) >= 4
