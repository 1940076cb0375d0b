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

FAMILY = (
    "Nguyễn Nguyễn Nguyễn Trần Trần Lê Phạm Phạm Hoàng Vũ Vũ Đặng Bùi Bùi Đỗ Ngô Dương Đinh Phùng Lương Đoàn Lưu Tạ "
    "Mạc Khổng Lý Chíu Tằng Triệu Bàn Vi Hoàng Nình Trương"
).split()
MALE_MIDDLE = ["Văn", "Văn", "Văn", "Đình", "Quang", "Đức", "Hữu", "Khắc", "Bá", "Viết", "Duy", "Thế"]
MALE = (
    "Tuyển Bằng Thiệp Vượng Quyết Hiển Lượng Thuần Khoát Tiệp Nhượng Tảo Khuê Tuynh Chiểu Thao Soạn Huấn Khởi Thụy Tám".split()
)
FEMALE_MIDDLE = ["Thị", "Thị", "Thị Thanh", "Thị Bích", "Thị Minh", "Thị Lan", "Thị Hồng", "Thị Ánh"]
FEMALE = "Nhàn Thoa Mến Lụa Xuyến Tươi Thơm Ngát Miền Duyên Oanh Nụ Lành Sen Chinh Thêu Bưởi Na Đượm Khuyên Hường".split()

FIRST = "Đông Tây Nam Bắc Vĩnh Phú Tân An Yên Xuân Trung Thượng Đồng Khe Mỹ Quang".split()
SECOND = "Sơn Hải Thành Hưng Lâm Giang Phong Thịnh Tiến Lập Hòa Thắng Xá Lợi Mai Trạch".split()

# Where the sea is near: beaches, rafts and boats are spoken of only here.
COAST = frozenset(
    "Bãi Cháy|Hồng Gai|Hòn Gai|Hùng Thắng|Tuần Châu|Hà Phong|Bạch Đằng|Cao Xanh|Đại Yên|Cửa Ông|Quang Hanh|Cẩm Trung|"
    "Cẩm Bình|Cẩm Đông|Cẩm Phả|Cái Rồng|Hạ Long|Đông Xá|Minh Châu|Quan Lạn|Ngọc Vừng|Bản Sen|Thắng Lợi|Vạn Yên|Vân Đồn|Cô Tô|"
    "Thanh Lân|Đồng Tiến|Quảng Minh|Quảng Phong|Cái Chiên|Đại Bình|Tân Bình|Đồng Rui|Hải Lạng|Đông Hải|Đông Ngũ|Tiên Lãng|"
    "Trà Cổ|Bình Ngọc|Hải Xuân|Vạn Ninh|Hải Hòa|Hải Tiến|Vĩnh Thực|Vĩnh Trung|Hải Đông|Liên Hòa|Liên Vị|Tiền Phong|Hà An|"
    "Tân An|Hoàng Tân|Phong Hải|Phong Cốc|Móng Cái".split("|")
)

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
    "A": ["Đội Vận động quần chúng {don_vi}", "Chi đoàn {don_vi}", "Hội Phụ nữ {don_vi}"],
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
    "P": "m Phó Trưởng đơn vị|x Cán bộ Cảnh sát khu vực|x Bí thư Chi đoàn|f Chủ tịch Hội Phụ nữ",
    "O": "x Bí thư chi bộ|x Chủ tịch Công đoàn|x Bí thư Chi đoàn|x Chuyên viên",
}

# {deed} begins with a verb; "vận động ..." reads well after each of these.
SOLO_TITLES = [
    "{danh} {ten}, {chuc_vu_noi}, gương mẫu {deed}",
    "{chuc_vu_noi} gương mẫu {deed}",
    "Gương điển hình “Dân vận khéo” của {danh} {ten}, {chuc_vu_noi}: {deed}",
    "Việc làm khéo {deed} của {danh} {ten}, {chuc_vu_noi}",
    "Điển hình khéo {deed} của {danh} {ten}, {chuc_vu_noi}",
    "{chuc_vu_noi} {ten} gương mẫu, khéo {deed}",
]

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
        "Nguồn lực được huy động theo tinh thần tự nguyện, không bổ đầu.",
        "Phần còn lại do các đoàn thể đóng góp bằng công sức.",
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
SOLO_REPORT = [
    "{chu_the} được nhân dân tin cậy và đánh giá cao về tinh thần trách nhiệm.",
    "Sự nêu gương của {chu_the} là yếu tố quyết định để mọi người cùng tham gia.",
]
