"""Composes the text of demo models from themes; every number is drawn once, so that title, aims, results and report agree."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

from . import themes_culture, themes_defence, themes_economy, themes_politics, themes_security

PARTS = ("situation", "aims", "method", "place", "forces", "resources", "results", "sustainability")


@dataclass(frozen=True)
class Text:
    title: str
    situation: str
    aims: str
    method: str
    place: str
    forces: str
    resources: str
    results: str
    sustainability: str
    report: str
    collective_name: str
    person_name: str
    person_position: str


@dataclass(frozen=True)
class Theme:
    """fits: R xã, U phường and thị trấn, C by the sea; S school, A army and border guard, P police, O other offices."""

    fits: str
    deeds: list[str]  # what an individual does: follows "gương mẫu"
    situation: list[str]
    aims: list[str]
    method: list[str]
    place: list[str]
    forces: list[str]
    resources: list[str]
    results: list[str]
    sustainability: list[str]
    report: list[str]
    titles: tuple[str, ...] = ()  # of a commune's collective
    unit_titles: tuple[str, ...] = ()  # of a collective in a school, a post, an office
    hosts: str = "CB MT"
    nums: Mapping[str, tuple[int, int, int] | Callable[[dict[str, int]], int]] | None = None
    unit_host: str = ""  # begins the only body of a school, a post, an office that can lead this
    since: int = 0


def _theme(raw: dict[str, Any]) -> Theme:
    parts = {key: [value] if isinstance(value, str) else value for key, value in raw.items() if key in (*PARTS, "report")}
    return Theme(**{**raw, **parts})


THEMES: dict[str, list[Theme]] = {
    "economy": [_theme(raw) for raw in themes_economy.THEMES],
    "culture": [_theme(raw) for raw in themes_culture.THEMES],
    "defence": [_theme(raw) for raw in themes_defence.THEMES],
    "security": [_theme(raw) for raw in themes_security.THEMES],
    "politics": [_theme(raw) for raw in themes_politics.THEMES],
}

# -- names --------------------------------------------------------------------------------------------------------------

FAMILY = [
    "Nguyễn", "Nguyễn", "Nguyễn", "Trần", "Trần", "Lê", "Phạm", "Phạm", "Hoàng", "Vũ", "Vũ", "Đặng", "Bùi", "Bùi",
    "Đỗ", "Ngô", "Dương", "Đinh", "Phùng", "Lương", "Đoàn", "Lưu", "Tạ", "Mạc", "Khổng", "Lý", "Chíu", "Tằng",
    "Triệu", "Bàn", "Vi", "Hoàng", "Nình", "Trương",
]  # fmt: skip
MALE_MIDDLE = ["Văn", "Văn", "Văn", "Đình", "Quang", "Đức", "Hữu", "Khắc", "Bá", "Viết", "Duy", "Thế"]
MALE = [
    "Tuyển", "Bằng", "Thiệp", "Vượng", "Quyết", "Hiển", "Lượng", "Thuần", "Khoát", "Tiệp", "Nhượng", "Tảo", "Khuê",
    "Tuynh", "Chiểu", "Thao", "Soạn", "Huấn", "Khởi", "Thụy", "Tám",
]  # fmt: skip
FEMALE_MIDDLE = ["Thị", "Thị", "Thị Thanh", "Thị Bích", "Thị Minh", "Thị Lan", "Thị Hồng", "Thị Ánh"]
FEMALE = [
    "Nhàn", "Thoa", "Mến", "Lụa", "Xuyến", "Tươi", "Thơm", "Ngát", "Miền", "Duyên", "Oanh", "Nụ", "Lành", "Sen",
    "Chinh", "Thêu", "Bưởi", "Na", "Đượm", "Khuyên", "Hường",
]  # fmt: skip

FIRST = [
    "Đông", "Tây", "Nam", "Bắc", "Vĩnh", "Phú", "Tân", "An", "Yên", "Xuân", "Trung", "Thượng", "Đồng", "Khe", "Mỹ",
    "Quang",
]  # fmt: skip
SECOND = [
    "Sơn", "Hải", "Thành", "Hưng", "Lâm", "Giang", "Phong", "Thịnh", "Tiến", "Lập", "Hòa", "Thắng", "Xá", "Lợi",
    "Mai", "Trạch",
]  # fmt: skip

# Where the sea is near: beaches, rafts and boats are spoken of only here.
COAST = frozenset([
    "Bãi Cháy", "Hồng Gai", "Hòn Gai", "Hùng Thắng", "Tuần Châu", "Hà Phong", "Bạch Đằng", "Cao Xanh", "Đại Yên",
    "Cửa Ông", "Quang Hanh", "Cẩm Trung", "Cẩm Bình", "Cẩm Đông", "Cẩm Phả", "Cái Rồng", "Hạ Long", "Đông Xá",
    "Minh Châu", "Quan Lạn", "Ngọc Vừng", "Bản Sen", "Thắng Lợi", "Vạn Yên", "Vân Đồn", "Cô Tô", "Thanh Lân",
    "Đồng Tiến", "Quảng Minh", "Quảng Phong", "Cái Chiên", "Đại Bình", "Tân Bình", "Đồng Rui", "Hải Lạng", "Đông Hải",
    "Đông Ngũ", "Tiên Lãng", "Trà Cổ", "Bình Ngọc", "Hải Xuân", "Vạn Ninh", "Hải Hòa", "Hải Tiến", "Vĩnh Thực",
    "Vĩnh Trung", "Hải Đông", "Liên Hòa", "Liên Vị", "Tiền Phong", "Hà An", "Tân An", "Hoàng Tân", "Phong Hải",
    "Phong Cốc", "Móng Cái",
])  # fmt: skip

HOSTS = {
    "CB": "Chi bộ {cho}",
    "MT": "Ban Công tác Mặt trận {cho}",
    "ND": "Chi hội Nông dân {cho}",
    "PN": "Chi hội Phụ nữ {cho}",
    "CCB": "Chi hội Cựu chiến binh {cho}",
    "TN": "Chi đoàn Thanh niên {cho}",
    "NCT": "Chi hội Người cao tuổi {cho}",
    "TDS": "Tổ công nghệ số cộng đồng {cho}",
    "TQ": "Tổ tự quản {cho}",
    "xMT": "Ủy ban MTTQ {don_vi}",
    "xND": "Hội Nông dân {don_vi}",
    "xPN": "Hội Liên hiệp Phụ nữ {don_vi}",
    "xCCB": "Hội Cựu chiến binh {don_vi}",
    "xTN": "Đoàn Thanh niên {don_vi}",
    "xQS": "Ban Chỉ huy Quân sự {don_vi}",
    "xCA": "Công an {don_vi}",
    "xVP": "Văn phòng HĐND và UBND {don_vi}",
    "xDU": "Khối Dân vận {don_vi}",
}
UNIT_HOSTS = {
    "S": ["Chi bộ {don_vi}", "Công đoàn {don_vi}", "Chi đoàn {don_vi}"],
    "A": ["Chi bộ {don_vi}", "Đội Vận động quần chúng {don_vi}", "Chi đoàn {don_vi}", "Hội Phụ nữ {don_vi}"],
    "P": ["Chi bộ {don_vi}", "Chi đoàn {don_vi}", "Hội Phụ nữ {don_vi}"],
    "O": ["Chi bộ {don_vi}", "Công đoàn {don_vi}", "Chi đoàn {don_vi}"],
}

# {loai}: thôn, khu ...; the bare position leaves the name of the place out. f: a woman's, m: a man's, x: either.
POSITIONS = {
    "economy": "x Bí thư chi bộ {loai}|x {truong} {loai}|x Chi hội trưởng Nông dân {loai}|f Chi hội trưởng Phụ nữ {loai}|"
    "x Trưởng Ban Công tác Mặt trận {loai}",
    "culture": "x Bí thư chi bộ {loai}|x {truong} {loai}|f Chi hội trưởng Phụ nữ {loai}|x Chi hội trưởng Người cao tuổi {loai}|"
    "x Trưởng Ban Công tác Mặt trận {loai}|x Bí thư Chi đoàn {loai}",
    "defence": "m Chi hội trưởng Cựu chiến binh {loai}|x Bí thư chi bộ {loai}|x {truong} {loai}|f Chi hội trưởng Phụ nữ {loai}|"
    "x Trưởng Ban Công tác Mặt trận {loai}",
    "security": "x {truong} {loai}|x Bí thư chi bộ {loai}|m Chi hội trưởng Cựu chiến binh {loai}|x Tổ trưởng Tổ tự quản {loai}|"
    "x Trưởng Ban Công tác Mặt trận {loai}",
    "politics": "x Bí thư chi bộ {loai}|x Bí thư chi bộ {loai}|x Trưởng Ban Công tác Mặt trận {loai}|x {truong} {loai}|"
    "x Phó Bí thư chi bộ {loai}",
}
UNIT_POSITIONS = {
    "S": "x Bí thư chi bộ, Hiệu trưởng|x Phó Hiệu trưởng|x Chủ tịch Công đoàn|x Bí thư Chi đoàn|x Tổ trưởng chuyên môn",
    "A": "m Chính trị viên|m Đội trưởng Đội Vận động quần chúng|m Chính trị viên phó|m Cán bộ Đội Vận động quần chúng",
    "P": "x Bí thư chi bộ|x Cán bộ Cảnh sát khu vực|x Bí thư Chi đoàn|f Chủ tịch Hội Phụ nữ",
    "O": "x Bí thư chi bộ|x Chủ tịch Công đoàn|x Bí thư Chi đoàn|x Chuyên viên",
}

# What an individual does ({deed}) begins with a verb; "khéo" goes only with some of them.
SOLO_TITLES = [
    "{danh} {ten}, {chuc_vu_noi}, gương mẫu {deed}",
    "{chuc_vu_noi} gương mẫu {deed}",
    "Gương “Dân vận khéo” của {danh} {ten}, {chuc_vu_noi}: {deed}",
    "{chuc_vu_noi} {ten} gương mẫu {deed}",
    "Việc làm ý nghĩa của {danh} {ten}, {chuc_vu_noi}: {deed}",
]
DEFT_TITLES = [
    "Cách làm khéo của {danh} {ten}, {chuc_vu_noi}: {deed}",
    "{danh} {ten}, {chuc_vu_noi}, khéo {deed}",
    "{chuc_vu_noi} khéo {deed}",
]
DEFT = ("vận động", "hòa giải", "kết nối", "động viên")

# -- sentences that fit every theme ---------------------------------------------------------------------------------------

TAILS = {
    "situation": [
        "Đây cũng là nội dung được nêu trong nghị quyết của chi bộ năm {nam}.",
        "Qua thăm dò, phần lớn nhân dân mong muốn sớm có cách làm phù hợp.",
        "Yêu cầu đặt ra là phải khéo vận động để việc làm xuất phát từ sự tự nguyện.",
        "Nhiều ý kiến tại các cuộc họp với nhân dân đề nghị làm sớm trong năm {nam}.",
        "Vì vậy, {chu_the} lựa chọn nội dung này để đăng ký thực hiện trong năm {nam}.",
    ],
    "aims": [
        "Việc thực hiện bảo đảm công khai, dân chủ và được nhân dân đồng thuận.",
        "Hoàn thành trước ngày 30/{thang_cuoi}/{nam}.",
        "Không để phát sinh đơn thư, kiến nghị kéo dài liên quan đến việc thực hiện.",
        "Mỗi quý đánh giá tiến độ một lần và thông báo tới nhân dân.",
    ],
    "method": [
        "Ý kiến đóng góp được ghi biên bản và trả lời ngay tại cuộc họp.",
        "Kết quả từng đợt được thông báo trên nhóm Zalo và loa truyền thanh để nhân dân theo dõi.",
        "Hằng tháng họp rút kinh nghiệm, phân công lại việc cho sát với từng người.",
        "Cán bộ, đảng viên đăng ký làm trước, sau đó vận động người thân và hàng xóm cùng làm.",
        "Thực hiện phương châm “dân biết, dân bàn, dân làm, dân kiểm tra, dân giám sát, dân thụ hưởng”.",
    ],
    "resources": [
        "Các khoản thu, chi được ghi sổ và niêm yết công khai.",
        "Nguồn lực được huy động theo tinh thần tự nguyện, không cào bằng.",
        "Các đoàn thể đóng góp thêm bằng công sức.",
    ],
    "results": [
        "Có biên bản, danh sách tham gia và ảnh chụp trước, sau khi thực hiện.",
        "Hồ sơ gồm kế hoạch, biên bản họp, sổ theo dõi và ảnh chụp.",
        "Kết quả được cộng đồng dân cư xác nhận khi kết thúc.",
    ],
    "sustainability": [
        "Kinh nghiệm được giới thiệu tại hội nghị giao ban để nơi khác tham khảo.",
        "Cách làm ít tốn kém, dễ áp dụng ở những nơi có điều kiện tương tự.",
        "Hằng năm đánh giá lại để điều chỉnh cho phù hợp.",
        "Dự kiến năm {nam_sau} giới thiệu cách làm tới ít nhất {noi_khac} đơn vị khác.",
    ],
    "report": [
        "Việc thực hiện nhận được sự đồng thuận cao của nhân dân.",
        "Không có đơn thư, kiến nghị liên quan đến việc thực hiện.",
        "Bài học rút ra là công khai từ đầu, kiên trì và nêu gương.",
        "Khó khăn ban đầu về thời gian họp đã được khắc phục bằng cách đến từng nhà vào buổi tối.",
        "Hồ sơ, ảnh chụp và danh sách tham gia được lưu đầy đủ.",
    ],
}
SOLO_METHOD = [
    "{chu_the} cùng gia đình làm trước để mọi người tin và làm theo.",
    "{chu_the} dành các buổi tối và ngày nghỉ đến từng gia đình để trò chuyện, lắng nghe.",
    "Với cách nói gần gũi, dễ hiểu, {chu_the} kiên trì giải thích từng điểm còn băn khoăn.",
]
UNIT_SOLO_METHOD = [
    "{chu_the} làm trước để đồng nghiệp tin và làm theo.",
    "Với cách nói gần gũi, dễ hiểu, {chu_the} kiên trì giải thích từng điểm còn băn khoăn.",
    "{chu_the} trực tiếp theo dõi, lắng nghe góp ý và điều chỉnh cách làm sau mỗi đợt.",
]
SOLO_REPORT = [
    "{chu_the} được nhân dân tin cậy và đánh giá cao về tinh thần trách nhiệm.",
    "Sự nêu gương của {chu_the} là yếu tố quyết định để mọi người cùng tham gia.",
]

# Said of neighbours and meetings of a quarter: not for a school or an office.
NEIGHBOURS = re.compile(r"loa truyền thanh|hàng xóm|cộng đồng dân cư|cuộc họp với nhân dân|đến từng nhà")

# Who stands for a collective: the head of its host.
HEADS = {
    "CB": "x Bí thư chi bộ {loai}",
    "MT": "x Trưởng Ban Công tác Mặt trận {loai}",
    "ND": "x Chi hội trưởng Nông dân {loai}",
    "PN": "f Chi hội trưởng Phụ nữ {loai}",
    "CCB": "m Chi hội trưởng Cựu chiến binh {loai}",
    "TN": "x Bí thư Chi đoàn {loai}",
    "NCT": "x Chi hội trưởng Người cao tuổi {loai}",
    "TDS": "x Tổ trưởng Tổ công nghệ số cộng đồng {loai}",
    "TQ": "x Tổ trưởng Tổ tự quản {loai}",
    "xMT": "x Chủ tịch Ủy ban MTTQ",
    "xND": "x Chủ tịch Hội Nông dân",
    "xPN": "f Chủ tịch Hội Liên hiệp Phụ nữ",
    "xCCB": "m Chủ tịch Hội Cựu chiến binh",
    "xTN": "x Bí thư Đoàn Thanh niên",
    "xQS": "m Chỉ huy trưởng Ban Chỉ huy Quân sự",
    "xCA": "m Phó Trưởng Công an",
    "xVP": "x Chánh Văn phòng HĐND và UBND",
    "xDU": "x Trưởng Khối Dân vận",
}
UNIT_HEADS = {
    "Chi bộ": "x Bí thư chi bộ",
    "Công đoàn": "x Chủ tịch Công đoàn",
    "Chi đoàn": "x Bí thư Chi đoàn",
    "Đội Vận động quần chúng": "m Đội trưởng Đội Vận động quần chúng",
    "Hội Phụ nữ": "f Chủ tịch Hội Phụ nữ",
}
AREAS = {"S": "địa bàn nhà trường", "A": "địa bàn đóng quân", "P": "địa bàn phụ trách", "O": "địa bàn kết nghĩa"}
LEADERS = {
    "S": "chi ủy, Ban Giám hiệu {don_vi}",
    "A": "cấp ủy, chỉ huy {don_vi}",
    "P": "cấp ủy, chỉ huy {don_vi}",
    "O": "cấp ủy, lãnh đạo {don_vi}",
}


# -- composing ------------------------------------------------------------------------------------------------------------


def _money(million: int) -> str:
    if million < 1000:
        return f"{million} triệu đồng"
    return f"{million / 1000:.3f}".rstrip("0").rstrip(".").replace(".", ",") + " tỷ đồng"


def _number(key: str, value: int) -> str:
    return _money(value) if key.startswith("tien") else f"{value:,}".replace(",", ".")


def _start(text: str) -> str:
    """Each sentence begins with a capital."""
    return re.sub(r"(^|[.!?] )([^\W\d_])", lambda found: found[1] + found[2].upper(), text)


def _letter(unit_name: str, unit_kind: str) -> str:
    if unit_kind:
        return "R" if unit_kind in ("xã", "đặc khu") else "U"
    if unit_name.startswith(("Trường", "Trung tâm Giáo dục")):
        return "S"
    if unit_name.startswith(("Đồn ", "Ban Chỉ huy", "Bộ Chỉ huy", "Trung đoàn", "Lữ đoàn", "Tiểu đoàn", "Hải đội")):
        return "A"
    return "P" if unit_name.startswith("Công an") else "O"


def _place(rng: Random, letter: str, unit_name: str) -> tuple[str, str]:
    """The kind and the whole name of a quarter, invented."""
    if letter == "R":
        kind = rng.choice(["thôn"] * 8 + ["khu", "bản"])
    else:
        kind = rng.choice(["khu"] * 6 + ["tổ dân phố"] * 3 + ["khu phố"])
    if kind == "tổ dân phố" or (kind != "bản" and rng.random() < 0.4):
        return kind, f"{kind} {rng.randint(1, 14)}{rng.choice(['', '', '', 'A', 'B']) if kind == 'khu' else ''}"
    while True:
        first, second = rng.choice(FIRST), rng.choice(SECOND)
        if first != second and f"{first} {second}" not in unit_name:
            return kind, f"{kind} {first} {second}"


def _person(rng: Random, position: str) -> tuple[str, bool]:
    """A name that goes with the position's letter, and whether it is a woman's."""
    woman = position[0] == "f" or (position[0] == "x" and rng.random() < 0.42)
    middle, given = (FEMALE_MIDDLE, FEMALE) if woman else (MALE_MIDDLE, MALE)
    return f"{rng.choice(FAMILY)} {rng.choice(middle)} {rng.choice(given)}", woman


def _position(position: str, kind: str, place: str) -> tuple[str, str]:
    """The position without and with the name of the place."""
    head = "Tổ trưởng" if kind == "tổ dân phố" else "Trưởng"
    bare = position[2:].format(loai=kind, truong=head)
    return bare, position[2:].format(loai=place, truong=head)


def _draw(rng: Random, theme: Theme) -> dict[str, int]:
    drawn: dict[str, int] = {}
    for key, spec in (theme.nums or {}).items():
        drawn[key] = spec(drawn) if callable(spec) else rng.randrange(spec[0], spec[1] + 1, spec[2])
    return drawn


def _themes(sector: str, letter: str, unit_name: str, individual: bool, year: int) -> list[Theme]:
    codes = {letter} | ({"C"} if letter in "RU" and (unit_name in COAST or unit_name.startswith("đặc khu")) else set())
    fit = [theme for theme in THEMES[sector] if codes & set(theme.fits) and theme.since <= year]
    if not individual:
        fit = [theme for theme in fit if (theme.titles if letter in "RU" else theme.unit_titles)]
    return fit


def compose(rng: Random, *, sector: str, individual: bool, unit_name: str, unit_kind: str, year: int) -> Text:
    unit_name = unicodedata.normalize("NFC", unit_name).strip()
    unit_kind = unicodedata.normalize("NFC", unit_kind).strip().lower()
    letter = _letter(unit_name, unit_kind)
    commune = letter in "RU"
    theme = rng.choice(_themes(sector, letter, "đặc khu" if unit_kind == "đặc khu" else unit_name, individual, year))

    kind, place = _place(rng, letter, unit_name)
    unit = f"{unit_kind} {unit_name}".strip()
    values: dict[str, Any] = {
        "nam": year,
        "nam_sau": year + 1,
        "thang_dau": rng.randint(1, 4),
        "thang_cuoi": rng.randint(8, 11),
        "q": rng.choice(["trên", "trên", "gần", "khoảng"]),
        "ho": rng.randint(60, 210),
        "noi_khac": rng.randint(2, 4),
        "cho": place,
        "don_vi": unit,
        "noi": f"{place}, {unit}" if commune else place,
        "dia_ban": unit if commune else AREAS[letter],
        "lanh_dao": (f"Đảng ủy, UBND {unit}" if commune else LEADERS[letter].format(don_vi=unit)),
        "mt": f"Ủy ban MTTQ {unit}" if commune else f"Ban Công tác Mặt trận {place}",
        "ca": f"Công an {unit}" if commune else "Công an địa phương",
        "qs": f"Ban Chỉ huy Quân sự {unit}" if commune else ("cơ quan quân sự địa phương" if letter != "A" else unit),
        "to_antt": "Tổ bảo vệ an ninh, trật tự" if year >= 2025 else "lực lượng bảo vệ dân phố, dân phòng",
        "mot_cua": "Trung tâm Phục vụ hành chính công" if year >= 2026 else "Bộ phận Một cửa",
    }
    if letter == "P":  # nobody is its own partner
        values["ca"] = values["to_antt"]
    values |= {key: _number(key, value) for key, value in _draw(rng, theme).items()}

    if individual:
        positions = POSITIONS[sector] if commune else UNIT_POSITIONS[letter]
        position = rng.choice(positions.split("|"))
        name, woman = _person(rng, position)
        bare, full = _position(position, kind, place)
        comrade = not commune or "Bí thư" in bare or rng.random() < 0.4
        collective = ""
        values |= {
            "ten": name,
            "danh": "đồng chí" if comrade else ("bà" if woman else "ông"),
            "chuc_vu_noi": f"{full}, {unit}" if commune else f"{full} {unit}",
            "deed": rng.choice(theme.deeds),
        }
        values["chu_the"] = f"{values['danh']} {name}"
        values["chu_tri"] = f"{values['danh']} {name}, {full if commune else f'{bare} {unit}'}"
        deft = DEFT_TITLES if values["deed"].startswith(DEFT) else []
        titles = [*SOLO_TITLES, *deft]
    else:
        if commune:
            host = rng.choice(theme.hosts.split())
            collective, head = HOSTS[host].format(**values), HEADS[host]
            partner = {"xMT": "mt", "xCA": "ca", "xQS": "qs"}.get(host)
            if partner:
                values[partner] = f"các ban, ngành, đoàn thể {unit}"
        else:
            host = rng.choice([one for one in UNIT_HOSTS[letter] if one.startswith(theme.unit_host)])
            collective, head = host.format(**values), UNIT_HEADS[host.removesuffix(" {don_vi}")]
        name = _person(rng, head)[0]
        bare = _position(head, kind, place)[0]
        values["chu_the"] = values["chu_tri"] = collective
        titles = [*(theme.titles if commune else theme.unit_titles)]

    parts = {part: [rng.choice(getattr(theme, part))] for part in (*PARTS, "report")}
    if individual:
        parts["method"].append(rng.choice(SOLO_METHOD if commune else UNIT_SOLO_METHOD))
        if rng.random() < 0.5:
            parts["report"].append(rng.choice(SOLO_REPORT))
    for part, tails in TAILS.items():
        tail = rng.choice(tails)
        if rng.random() < 0.5 and len(parts[part]) == 1 and _tail_fits(part, tail, parts, commune):
            parts[part].append(tail)
    written = {part: _start(" ".join(sentences).format(**values)) for part, sentences in parts.items()}

    rng.shuffle(titles)
    texts = [_start(title.format(**values)) for title in titles]
    title = next((text for text in texts if len(text) <= 250), texts[0][:249].rstrip() + "…")
    return Text(title=title, **written, collective_name=collective, person_name=name, person_position=bare)


def _tail_fits(part: str, tail: str, parts: dict[str, list[str]], commune: bool) -> bool:
    if not commune and NEIGHBOURS.search(tail):
        return False
    if part == "resources":
        return "{tien" in parts[part][0]
    if part == "aims" and "{thang_cuoi}" in tail:
        return "{thang_cuoi}" in parts["resources"][0] and "{thang_cuoi}" not in parts["aims"][0]
    return True


# -- what reviewers and units write -----------------------------------------------------------------------------------------

REMARKS = {
    "title": [
        "Tên mô hình còn chung chung, cần nêu rõ làm việc gì và ở đâu.",
        "Tên mô hình dài, khó nhớ; nên rút gọn và giữ lại việc làm chính.",
        "Tên chưa khớp với nội dung thực hiện, cần sửa cho thống nhất.",
    ],
    "situation": [
        "Phần thực trạng cần nêu thêm số liệu trước khi thực hiện để có cơ sở so sánh.",
        "Chưa nêu rõ vì sao chọn nội dung này, cần bổ sung ý kiến, nguyện vọng của nhân dân.",
        "Thực trạng viết còn dài, cần tập trung vào khó khăn mà mô hình sẽ giải quyết.",
    ],
    "aims": [
        "Mục tiêu cần có con số và thời hạn cụ thể để đo được.",
        "Tiêu chí chưa rõ mức phấn đấu, đề nghị nêu tỷ lệ hoặc số lượng.",
        "Mục tiêu đặt ra chưa tương xứng với nguồn lực, đề nghị cân nhắc lại.",
    ],
    "method": [
        "Cần nêu rõ cách vận động: ai gặp ai, gặp mấy lần, xử lý ý kiến khác nhau thế nào.",
        "Nội dung còn nặng về công việc hành chính, chưa thấy điểm khéo trong vận động.",
        "Đề nghị chia các bước thực hiện theo tháng và ghi người phụ trách.",
    ],
    "place": [
        "Cần ghi rõ tên khu, thôn và số hộ, số người được vận động.",
        "Địa bàn và đối tượng chưa thống nhất với phần mục tiêu, đề nghị kiểm tra lại.",
        "Phạm vi quá rộng so với lực lượng, đề nghị chọn một nơi làm điểm.",
    ],
    "forces": [
        "Cần tách rõ đơn vị chủ trì, đơn vị phối hợp và lực lượng tham gia.",
        "Chưa nêu vai trò của Mặt trận và các đoàn thể, đề nghị bổ sung.",
        "Đề nghị ghi một người chịu trách nhiệm chính để tiện theo dõi.",
    ],
    "resources": [
        "Cần tách phần nhân dân đóng góp với phần ngân sách hỗ trợ.",
        "Chưa quy đổi ngày công, đề nghị ghi số ngày công và cách tính.",
        "Thời gian thực hiện chưa có ngày bắt đầu và kết thúc, đề nghị bổ sung.",
    ],
    "results": [
        "Kết quả cần kiểm chứng được: đề nghị nêu số mét, số hộ, biên bản hoặc ảnh chụp.",
        "Số liệu kết quả chưa khớp với mục tiêu, đề nghị rà soát lại.",
        "Cần phân biệt kết quả do mô hình tạo ra với kết quả của công việc thường xuyên.",
    ],
    "sustainability": [
        "Cần nêu ai tiếp tục duy trì và kinh phí lấy từ đâu sau khi kết thúc.",
        "Chưa chỉ ra nơi nào có thể học tập, đề nghị nêu điều kiện để nhân rộng.",
        "Đề nghị bổ sung quy chế hoặc quy ước để cách làm được giữ lâu dài.",
    ],
}
REMARK_ENDS = [
    "",
    "",
    " Đề nghị hoàn thiện trước ngày gửi lại.",
    " Có thể tham khảo các mô hình đã được công nhận.",
    " Xin trao đổi thêm nếu cần.",
]
DECLINES = [
    "Nội dung trùng với mô hình đã đăng ký trong năm trước, chưa có điểm mới.",
    "Nội dung thuộc nhiệm vụ thường xuyên của đơn vị, chưa thể hiện rõ cách vận động nhân dân.",
    "Đã được đề nghị bổ sung hai lần nhưng mục tiêu vẫn chưa đo được.",
    "Phạm vi và lực lượng chưa phù hợp với quy mô mô hình, đề nghị chuẩn bị thêm để đăng ký đợt sau.",
    "Hồ sơ thiếu nội dung bắt buộc và đã quá thời hạn bổ sung.",
]
WITHDRAWALS = [
    "Đơn vị xin rút để gộp với một mô hình khác có cùng nội dung.",
    "Dự án liên quan lùi thời gian, đơn vị xin chuyển sang đăng ký năm sau.",
    "Đơn vị thay đổi người phụ trách, cần thêm thời gian chuẩn bị.",
    "Nhân dân đề nghị chọn việc khác thiết thực hơn, đơn vị xin rút để đăng ký lại.",
    "Đăng ký nhầm lĩnh vực, đơn vị xin rút để đăng ký lại cho đúng.",
]
AGAINST = [
    "Kết quả chưa rõ phần đóng góp của nhân dân, đề nghị tiếp tục theo dõi một năm.",
    "Cách làm chưa có điểm mới so với mô hình cùng lĩnh vực đã được công nhận.",
    "Thời gian thực hiện còn ngắn, chưa đủ cơ sở đánh giá khả năng duy trì.",
    "Phạm vi ảnh hưởng còn hẹp, chưa đạt tiêu chí của cấp đề nghị.",
    "Số liệu báo cáo và biên bản kiểm tra còn chênh lệch, cần làm rõ.",
]
REVOCATIONS = [
    "Qua rà soát hằng năm, mô hình không còn hoạt động và đơn vị đề nghị đưa ra khỏi danh sách.",
    "Số liệu trong báo cáo không khớp với kết quả kiểm tra, đơn vị đã xác nhận sai sót.",
    "Hồ sơ đề nghị được xét chưa đúng trình tự quy định.",
    "Đơn vị đã sáp nhập, nội dung được tiếp tục trong một mô hình khác.",
    "Kết quả không được duy trì sau hai lần kiểm tra liên tiếp.",
]


def person_name(rng: Random) -> str:
    """An invented name, a man's or a woman's."""
    return _person(rng, "x")[0]


def remark(rng: Random, part: str) -> str:
    return rng.choice(REMARKS[part]) + rng.choice(REMARK_ENDS)


def decline_reason(rng: Random) -> str:
    return rng.choice(DECLINES)


def withdrawal_reason(rng: Random) -> str:
    return rng.choice(WITHDRAWALS)


def against_reason(rng: Random) -> str:
    return rng.choice(AGAINST)


def revocation_reason(rng: Random) -> str:
    return rng.choice(REVOCATIONS)


# The reference model, entered under xã Bình Dương, thị xã Đông Triều: its figures are published, its persons are not real.
BINH_SON_DONG = Text(
    title="Vận động nhân dân hiến đất, góp công mở rộng tuyến đường từ Quốc lộ 18A vào khu Bình Sơn Đông, xã Bình Dương",
    situation=(
        "Tuyến đường từ Quốc lộ 18A vào khu Bình Sơn Đông là lối đi chính của nhân dân, mặt đường hẹp, xe tránh nhau khó. "
        "Nhân dân mong muốn mở rộng, nhưng phải có sự đồng thuận hiến đất, lùi tường rào và cùng đóng góp kinh phí. "
        "Có hộ đông tới 8–9 khẩu nên mức đóng góp theo khẩu cần được bàn bạc kỹ, công bằng."
    ),
    aims=(
        "Mở rộng, cứng hóa 810 m đường từ Quốc lộ 18A vào khu Bình Sơn Đông, hoàn thành trong tháng 10/2024. "
        "Nhân dân tự nguyện hiến đất và đóng góp 1,2 triệu đồng một khẩu; mọi khoản thu, chi được công khai."
    ),
    method=(
        "Chi bộ ra nghị quyết, cán bộ, đảng viên hiến đất và đóng góp trước. Khu họp nhân dân bàn mức đóng góp, "
        "công khai thiết kế, dự toán và bầu Ban Giám sát đầu tư của cộng đồng. "
        "Các đoàn thể đến từng nhà, nhất là những hộ đông tới 8–9 khẩu, để lắng nghe và thống nhất cách đóng góp làm nhiều đợt."
    ),
    place=(
        "Tuyến đường dài 810 m từ Quốc lộ 18A vào khu Bình Sơn Đông, xã Bình Dương, thị xã Đông Triều; "
        "toàn thể nhân dân trong khu."
    ),
    forces=(
        "Chủ trì: Chi bộ khu Bình Sơn Đông. Phối hợp: Đảng ủy, UBND xã Bình Dương, Ban Công tác Mặt trận "
        "và các đoàn thể của khu. Tham gia: nhân dân trong khu, Ban Giám sát đầu tư của cộng đồng."
    ),
    resources=(
        "Năm 2024, hoàn thành trong tháng 10/2024. Thị xã Đông Triều hỗ trợ trên 2 tỷ đồng; "
        "nhân dân đóng góp trên 1,3 tỷ đồng, mức 1,2 triệu đồng một khẩu, cùng đất hiến và ngày công."
    ),
    results=(
        "810 m đường được mở rộng, nghiệm thu và đưa vào sử dụng trong tháng 10/2024. "
        "Sổ thu, chi công khai ghi trên 1,3 tỷ đồng nhân dân đóng góp; biên bản hiến đất của các hộ."
    ),
    sustainability=(
        "Khu thành lập tổ tự quản vệ sinh và chăm sóc tuyến đường. Kinh nghiệm đảng viên làm trước, bàn mức đóng góp công khai "
        "theo khẩu có thể áp dụng cho các khu, thôn khác."
    ),
    report=(
        "Trong tháng 10/2024, tuyến đường dài 810 m từ Quốc lộ 18A vào khu Bình Sơn Đông đã hoàn thành. "
        "Thị xã Đông Triều đã hỗ trợ trên 2 tỷ đồng, nhân dân đã đóng góp trên 1,3 tỷ đồng với mức 1,2 triệu đồng một khẩu. "
        "Những hộ đông tới 8–9 khẩu cũng đã đồng thuận đóng góp."
    ),
    collective_name="Chi bộ khu Bình Sơn Đông",
    person_name="Đoàn Khắc Thuần",
    person_position="Bí thư chi bộ khu",
)
