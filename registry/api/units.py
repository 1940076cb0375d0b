"""Units that live in time: what each was called, under whom, and what became of it."""

from datetime import date

from django.conf import settings
from django.utils.translation import gettext as _
from ninja import Path, Query, Router

from registry.models import Succession, Unit
from registry.queries import api as questions
from registry.vocabulary import ApiScope

from . import problems, schemas
from .keys import Key
from .parameters import UnitParameters, cursor, place_of

router = Router(tags=["Units"], auth=Key(ApiScope.UNITS))


@router.get("", response=schemas.Units, url_name="api-units", operation_id="units", summary="Units with their history")
def units(request, asked: Query[UnitParameters]):
    """All units, those that ended included, page by page. Scope: `units`.

    `as_of` leaves those that stood on that day, and gives name, type and parent of that day. `q` finds a unit by any name
    that it ever had, accents and case ignored.
    """
    page = questions.units_page(asked.q or "", asked.as_of, place_of(asked.after or ""), asked.limit)
    return {
        "sample_data": settings.DEMO,
        "after": cursor(page.last) if page.last else None,
        "items": [_told(row, asked.as_of) for row in page.rows],
    }


@router.get("/{slug:key}", response=schemas.OneUnit, url_name="api-unit", operation_id="unit", summary="One unit")
def unit(request, key: str = Path(description="The key of the unit.", examples=["07090-2025"])):
    """One unit by its key, named as it is today. Scope: `units`."""
    problems.require_known(request)
    found = questions.unit(key)
    if not found:
        raise problems.unknown(_("There is no unit with the key %(key)s.") % {"key": key[:40]})
    return {"sample_data": settings.DEMO, **_told(found, None)}


def _told(row: Unit, day: date | None) -> dict:
    named = questions.named_on(row, day)
    return {
        "key": row.key,
        "name": named.full_name if named else row.label,
        "type": named.type if named else None,
        "parent": named.parent and named.parent.key if named else row.parent and row.parent.key,
        "tier": row.tier,
        "starts_on": row.starts_on,
        "ends_on": row.ends_on,
        "names": [
            {
                "name": one.name,
                "full_name": one.full_name,
                "type": one.type,
                "code": one.code,
                "parent": one.parent and one.parent.key,
                "valid_from": one.valid_from,
                "valid_to": one.valid_to,
                "legal_basis": one.legal_basis,
            }
            for one in row.names.all()
        ],
        "successors": [_led(one, one.to_unit) for one in row.successions.all()],
        "predecessors": [_led(one, one.from_unit) for one in row.inheritances.all()],
    }


def _led(row: Succession, other: Unit) -> dict:
    return {
        "unit": other.key,
        "name": other.label,
        "kind": row.kind,
        "is_partial": row.is_partial,
        "effective_from": row.effective_from,
        "legal_basis": row.legal_basis,
    }
