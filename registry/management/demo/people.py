"""The demo's accounts. Their names are invented, their password is public: they exist in no other installation."""

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

from registry.models import Membership, Unit, User
from registry.vocabulary import Role

PASSWORD = "dan-van-kheo-2024"  # noqa: S105 (the demonstration's, printed at every start)

PROVINCE, AN_SINH, DONG_TRIEU = "22-0", "07090-2025", "07093-2025"


@dataclass(frozen=True)
class Account:
    username: str
    full_name: str
    role: Role | None = None
    unit: str = ""
    is_staff: bool = False
    purpose: str = ""


ACCOUNTS = [
    Account("unit", "Phùng Thị Mến", Role.SUBMITTER, AN_SINH, purpose="registers models for phường An Sinh"),
    Account("neighbour", "Lưu Đình Thiệp", Role.SUBMITTER, DONG_TRIEU, purpose="registers models for phường Đông Triều"),
    Account("reviewer", "Khổng Đức Lượng", Role.REVIEWER, AN_SINH, is_staff=True, purpose="reviews for phường An Sinh"),
    Account("province", "Mạc Thị Bích Thoa", Role.REVIEWER, PROVINCE, is_staff=True, purpose="reviews for the province"),
    Account("leader", "Đinh Quang Vượng", Role.LEADER, PROVINCE, purpose="reads the figures of the province"),
    Account("admin", "Tạ Thị Minh Chinh", is_staff=True, purpose="administers"),
]
# Who entered and reviewed the models of the past: closed accounts that nobody can log in with.
ARCHIVE = [Account("archive-entry", "Nhập từ danh mục Excel"), Account("archive-review", "Thẩm định từ danh mục Excel")]


def create() -> dict[str, User]:
    """Create all accounts with their memberships, and return them by name."""
    people = {}
    password = make_password(PASSWORD)  # hashed once for all: it is slow by design
    for account in [*ACCOUNTS, *ARCHIVE]:
        is_open = account in ACCOUNTS
        user = User(
            username=account.username,
            full_name=account.full_name,
            email=f"{account.username}@example.invalid",
            is_staff=account.is_staff,
            is_superuser=account.username == "admin",
            is_active=is_open,
        )
        if is_open:
            user.password = password
        else:
            user.set_unusable_password()
        user.save()
        if account.role:
            Membership.objects.create(user=user, unit=Unit.objects.get(key=account.unit), role=account.role)
        people[account.username] = user
    return people


def register_for(units: list[Unit]):
    """Give these units somebody who registers for them and can be reminded, though nobody can log in as them."""
    for unit in units:
        user = User(username=f"officer-{unit.key}", full_name=f"Cán bộ {unit.label}", email=f"{unit.key}@example.invalid")
        user.set_unusable_password()
        user.save()
        Membership.objects.create(user=user, unit=unit, role=Role.SUBMITTER)
