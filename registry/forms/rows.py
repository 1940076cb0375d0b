"""A table as one form field: many rows, one value, so that saving, autosave and returned parts need nothing more.

A field `targets` is sent as `targets` (that it was on the page) and `targets-0-measure`, `targets-0-value` … for each row.
Its value is a list of rows (`queries.outcomes`) in their lasting order.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from registry import text
from registry.models import Outcome
from registry.services.outcomes import MOST_ROWS, cleaned
from registry.vocabulary import Qualifier

EMPTY_ROWS = 2  # below the filled ones, so that rows can be added without script
_LONGEST = {name: Outcome._meta.get_field(name).max_length for name in ("period", "note")}
NEW = "new"  # the number of a row that the script has yet to make
_WEIGHTLESS = {"qualifier", "per_person"}  # what does not make a row a filled one


class RowsInput(forms.Widget):
    """Reads the rows that were sent, in the order of their numbers; gaps are allowed, and empty rows are left out."""

    def __init__(self, columns: Iterable[str]):
        super().__init__()
        self.columns = frozenset(columns)

    def value_from_datadict(self, data, files, name) -> list[dict[str, str]]:
        rows: dict[int, dict[str, str]] = {}
        for key in data:
            number, _dash, column = key.removeprefix(f"{name}-").partition("-")
            if column in self.columns and key == f"{name}-{number}-{column}" and _is_number(number):
                rows.setdefault(int(number), {})[column] = str(data.get(key) or "")
        return [row for _number, row in sorted(rows.items()) if _is_filled(row)]

    def id_for_label(self, id_):
        return ""


def _is_number(word: str) -> bool:
    return word.isascii() and word.isdecimal() and len(word) < 5


def _is_filled(row: dict[str, str]) -> bool:
    return any(text.clean(value) for column, value in row.items() if column not in _WEIGHTLESS)


class Rows(forms.Field):
    """A table of figures. `planned` are the rows of the other stage, which stand beside those that match them."""

    columns: tuple[str, ...]
    is_once = False  # whether no two rows may have the same key
    planned: Iterable = ()

    def __init__(self, **kwargs):
        super().__init__(required=False, widget=RowsInput(self.columns), **kwargs)

    def get_bound_field(self, form, field_name):
        return BoundRows(form, self, field_name)

    def clean(self, value):
        if len(value) > MOST_ROWS:
            sentence = _("At most %(most)s rows; these are %(count)s.") % {"most": MOST_ROWS, "count": len(value)}
            raise ValidationError(sentence, code="too_many")
        rows, wrong, places = [], [], {}
        for number, raw in enumerate(value, start=1):
            row, faults = self.read(raw)
            if row and self.is_once and (first := places.setdefault(row.key, number)) != number:
                faults["period"] = _("The same stands in row %(row)s. Give each row its own period, or keep one.") % {
                    "row": first
                }
            wrong += [_fault(number, column, sentence) for column, sentence in faults.items()]
            if row:
                rows.append(row)
        if wrong:
            raise ValidationError(wrong)
        return cleaned("", rows)

    def read(self, raw: dict[str, str]) -> tuple:
        """The row that was typed (None: nothing to keep), and what is wrong with it, by column."""
        if self.is_left(raw):
            return None, {}
        row, faults = self.read_row(raw, {name: text.clean_line(raw.get(name, "")) for name in _LONGEST})
        for name, longest in _LONGEST.items():
            if (length := len(text.clean_line(raw.get(name, "")))) > longest:
                faults[name] = _("At most %(most)s characters; these are %(count)s.") % {"most": longest, "count": length}
        return (None if faults else row), faults

    def is_left(self, raw) -> bool:
        """Whether the row only repeats what was planned: nobody has filled it in yet."""
        if any(text.clean(raw.get(name, "")) for name in ("value", "note")):
            return False
        return any(self.is_same(raw, self.raw(row)) for row in self.planned)

    def is_same(self, raw, other) -> bool:
        return self.named(raw) == self.named(other) and _period(raw) == _period(other)

    def beside(self, raw) -> str:
        """What was planned where this row says what was reached."""
        alike = [row for row in self.planned if self.named(raw) == self.named(self.raw(row))]
        same = [row for row in alike if row.period == _period(raw)]
        chosen = same or (alike if len(alike) == 1 else [])
        return "; ".join(row.quantity for row in chosen)

    def typed(self, data, name: str) -> str:
        """The rows of a request as text, a line for each, for a page that has no place for the table."""
        return self._as_text(self.widget.value_from_datadict(data, {}, name))

    def as_typed(self, rows: Iterable) -> str:
        """Stored rows in the same words."""
        return self._as_text([self.raw(row) for row in rows])

    def _as_text(self, raws) -> str:
        return "\n".join(" · ".join(filter(None, (cell.said for cell in self.cells(raw)))) for raw in raws)

    def raw(self, row) -> dict[str, str]:
        """A stored row as it stands in the inputs; every number can be read again, in whatever language."""
        exact = row.qualifier == Qualifier.EXACTLY
        return {
            "value": number_format(row.value, use_l10n=True, force_grouping=True),
            "qualifier": "" if exact else str(row.qualifier),
            "period": row.period,
            "note": row.note,
        }

    def unplanned(self, row) -> dict[str, str]:
        """A planned row that waits to be filled in."""
        return {**self.raw(row), "value": "", "qualifier": "", "note": ""}

    def named(self, raw) -> tuple:
        """What a row is about, without its period."""
        raise NotImplementedError

    def read_row(self, raw, texts) -> tuple:
        raise NotImplementedError

    def cells(self, raw: dict[str, str]) -> list["Cell"]:
        """The inputs of one row."""
        raise NotImplementedError


def _period(raw) -> str:
    return text.clean_line(raw.get("period", ""))


def _fault(number: int, column: str, sentence: str) -> ValidationError:
    said = {"row": number, "column": column, "sentence": sentence}
    return ValidationError(_("Row %(row)s: %(sentence)s"), code="row", params=said)


# ---- shown ----


@dataclass(frozen=True)
class Option:
    """One choice of a select; `dimension` and `units` tell the script how a number beside it is read."""

    value: str
    label: str
    dimension: str = ""
    units: str = ""


class Cell:
    """One input of a row."""

    def __init__(self, column: str, label: str, raw: dict[str, str], options: list[Option] | None = None, is_tick=False):
        self.column, self.label, self.options, self.is_tick = column, label, options, is_tick
        self.value = raw.get(column, "")
        self.fault = self.name = self.id = ""

    @property
    def said(self) -> str:
        """The input in words."""
        if self.is_tick:
            return self.label if self.value else ""
        if not self.value:
            return ""
        return next((str(one.label) for one in self.options or () if one.value == self.value), text.clean_line(self.value))


@dataclass
class ShownRow:
    """One row of the page. `words`: its number shown back; `beside`: what was planned for it."""

    number: int  # from one, as people count
    cells: list[Cell]
    words: str = ""
    beside: str = ""
    has_faults: bool = False


class BoundRows(forms.BoundField):
    """A table as it stands on the page: stored rows, or what was typed, with each fault at its input."""

    def as_widget(self, widget=None, attrs=None, only_initial=False):
        return render_to_string("components/figure_rows.html", {"field": self})

    def rows(self) -> list[ShownRow]:
        """The filled rows, those that were planned and wait, and some empty ones."""
        value = self.value() or []
        shown = [one if isinstance(one, dict) else self.field.raw(one) for one in value]
        if not any(isinstance(one, dict) for one in value):
            shown += self._waiting(shown)
        faults = self._faults()
        rows = [self._row(number, raw, faults.get(number, {})) for number, raw in enumerate(shown, start=1)]
        empty = min(EMPTY_ROWS, max(0, MOST_ROWS - len(rows)))
        return rows + [self._row(len(rows) + number, {}, {}) for number in range(1, empty + 1)]

    def template_row(self) -> ShownRow:
        """An empty row from which the script makes new ones; it writes the number in the place of NEW."""
        return self._row(0, {}, {}, NEW)

    @property
    def own_errors(self) -> list[str]:
        """What is wrong with the table as a whole."""
        return [error.messages[0] for error in self._data() if not _is_of_row(error)]

    @property
    def id_for_label(self):
        """Where the list of faults leads: the first faulty input, else the table."""
        faults = self._faults()
        return next((f"{self.auto_id}-{number - 1}-{column}" for number, its in sorted(faults.items()) for column in its), "")

    def _waiting(self, shown) -> list[dict]:
        waiting = [self.field.unplanned(row) for row in self.field.planned]
        return [raw for raw in waiting if not any(self.field.is_same(raw, other) for other in shown)]

    def _data(self) -> list[ValidationError]:
        return self.errors.as_data() if self.errors else []

    def _faults(self) -> dict[int, dict[str, str]]:
        faults: dict[int, dict[str, str]] = {}
        for error in filter(_is_of_row, self._data()):
            faults.setdefault(error.params["row"], {})[error.params["column"]] = error.params["sentence"]
        return faults

    def _row(self, number, raw, faults, place=None) -> ShownRow:
        cells, place = self.field.cells(raw), place or number - 1
        for cell in cells:
            cell.name = f"{self.html_name}-{place}-{cell.column}"
            cell.id = f"{self.auto_id}-{place}-{cell.column}"
            cell.fault = faults.get(cell.column, "")
        row = self.field.read(raw)[0] if raw and not faults else None
        return ShownRow(number, cells, row.in_words if row else "", self.field.beside(raw) if raw else "", bool(faults))


def _is_of_row(error: ValidationError) -> bool:
    return error.code == "row"
