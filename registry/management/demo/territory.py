"""The demo's units: the real territory of the province, and a few agencies, schools, posts and villages beside it."""

from datetime import date

from registry.management.commands.load_units import shipped, shipped_tiles
from registry.models import Unit, UnitName
from registry.services import tiles, unit_loading

PROVINCE = "22-0"

# key, name, type, parent until 2025-06-30, parent since (equal where it stands below the province)
BESIDE = [
    ("so-gd-dt", "Sở Giáo dục và Đào tạo", "agency", PROVINCE, PROVINCE),
    ("bch-quan-su", "Bộ Chỉ huy Quân sự tỉnh", "agency", PROVINCE, PROVINCE),
    ("cong-an-tinh", "Công an tỉnh", "police", PROVINCE, PROVINCE),
    ("bien-phong-tra-co", "Đồn Biên phòng Trà Cổ", "border_guard", PROVINCE, PROVINCE),
    ("bien-phong-vinh-thuc", "Đồn Biên phòng Vĩnh Thực", "border_guard", PROVINCE, PROVINCE),
    ("hoi-phu-nu", "Hội Liên hiệp Phụ nữ tỉnh", "mass_organisation", PROVINCE, PROVINCE),
    ("doan-thanh-nien", "Tỉnh đoàn Quảng Ninh", "mass_organisation", PROVINCE, PROVINCE),
    ("hoi-nong-dan", "Hội Nông dân tỉnh", "mass_organisation", PROVINCE, PROVINCE),
    ("truong-thcs-binh-duong", "Trường THCS Bình Dương", "school", "07090-0", "07090-2025"),
    ("khu-binh-son-dong", "Khu Bình Sơn Đông", "village", "07090-0", "07090-2025"),
]


def load():
    """Load the territory and what stands beside it, in one go."""
    names, successions = shipped()
    for key, name, type_, before, since in BESIDE:
        row = {"unit": key, "code": "", "name": name, "type": type_, "level": "base", "legal_basis": ""}
        if before == since:
            names.append(row | {"parent": before, "valid_from": "", "valid_to": ""})
        else:
            names.append(row | {"parent": before, "valid_from": "", "valid_to": "2025-06-30"})
            names.append(row | {"parent": since, "valid_from": "2025-07-01", "valid_to": ""})
    changes = unit_loading.load(names, successions)
    tiles.load(shipped_tiles())
    return changes


def communes_on(day: date) -> list[Unit]:
    """The communes, wards, townships and special zones of a day, by key."""
    return list(Unit.objects.standing(day).filter(tier="commune").order_by("key"))


def beside() -> list[Unit]:
    return list(Unit.objects.filter(key__in=[row[0] for row in BESIDE]).order_by("key"))


def names_of(units_: list[Unit], day: date) -> dict[int, UnitName]:
    """The dated row of each unit on a day (the last one of a unit that ended before)."""
    rows: dict[int, UnitName] = {}
    for row in UnitName.objects.filter(unit__in=units_):
        if row.unit_id not in rows or (row.valid_from or date.min) <= day:
            rows[row.unit_id] = row
    return rows
