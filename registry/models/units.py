"""Units that live in time: one lasting identity, dated names, successions from old to new."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry import text
from registry.vocabulary import ChangeKind, Tier, UnitType

from .checks import check, in_order, one_of

TERRITORIES = tuple(UnitType.values[:9])


def full_name(type_: str, name: str) -> str:
    """A unit as people write it inside a sentence: "phường An Sinh"; what is no territory goes by its name alone."""
    return f"{type_} {name}" if type_ in TERRITORIES else name


class UnitQuerySet(models.QuerySet):
    def standing(self, day):
        """Units that exist on `day`."""
        return self.filter(Q(starts_on__isnull=True) | Q(starts_on__lte=day), Q(ends_on__isnull=True) | Q(ends_on__gte=day))

    def named_like(self, query: str):
        """Units that had, at any time, a name with all the words of `query` (accents and case ignored)."""
        found = self
        for word in text.words(query):
            found = found.filter(search_text__contains=f" {word}")
        return found


class Unit(models.Model):
    """A unit with an identity that outlives its names. `key` (07090-2025) is what addresses, files and JSON use.

    The fields below `key` repeat the last dated row, for lists and choices; `services.units` alone writes them.
    """

    key = models.CharField(_("key"), max_length=32, unique=True)
    label = models.CharField(_("latest name"), max_length=200)
    tier = models.CharField(_("tier"), max_length=16, choices=Tier)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("last parent")
    )
    starts_on = models.DateField(_("exists from"), null=True, blank=True)
    ends_on = models.DateField(_("exists until"), null=True, blank=True)
    label_key = models.CharField(max_length=160, editable=False, db_index=True)
    search_text = models.TextField(editable=False, default="")

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        ordering = ["label_key", "id"]
        constraints = [
            one_of("tier", Tier, "unit_tier_known"),
            check(~Q(key=""), "unit_has_key", _("A unit needs a key.")),
        ]

    def __str__(self):
        return self.label


class UnitName(models.Model):
    """What a unit was called, of which type, under which parent, from a day until a day (inclusive).

    An empty start means "before the data". The rows of one unit do not overlap (`services.units` sees to it).
    """

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="names", verbose_name=_("unit"))
    code = models.CharField(_("code"), max_length=16, blank=True)
    name = models.CharField(_("name"), max_length=200)
    type = models.CharField(_("type"), max_length=40, choices=UnitType)
    parent = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("parent"))
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("until"), null=True, blank=True)
    legal_basis = models.CharField(_("legal basis"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("name of a unit")
        verbose_name_plural = _("names of units")
        ordering = ["unit_id", models.F("valid_from").asc(nulls_first=True), "id"]
        constraints = [
            one_of("type", UnitType, "unit_name_type_known"),
            in_order("valid_from", "valid_to", "unit_name_dates_in_order", _("The last day is before the first.")),
            models.UniqueConstraint(fields=["unit", "valid_from"], name="unit_name_starts_once"),
        ]

    def __str__(self):
        return self.full_name

    @property
    def full_name(self) -> str:
        return full_name(self.type, self.name)


class Succession(models.Model):
    """An ended unit leads to a unit that took it over, whole or in part. `is_proposed` marks the likely heir of a split."""

    from_unit = models.ForeignKey(Unit, models.PROTECT, related_name="successions", verbose_name=_("ended unit"))
    to_unit = models.ForeignKey(Unit, models.PROTECT, related_name="inheritances", verbose_name=_("successor"))
    kind = models.CharField(_("kind"), max_length=16, choices=ChangeKind)
    is_partial = models.BooleanField(_("in part"), default=False)
    is_proposed = models.BooleanField(_("proposed successor"), default=False)
    effective_from = models.DateField(_("effective from"))
    legal_basis = models.CharField(_("legal basis"), max_length=200, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("succession")
        verbose_name_plural = _("successions")
        ordering = ["effective_from", "from_unit", "id"]
        constraints = [
            one_of("kind", ChangeKind, "succession_kind_known"),
            check(~Q(from_unit=models.F("to_unit")), "succession_leads_elsewhere", _("A unit cannot succeed itself.")),
            models.UniqueConstraint(fields=["from_unit", "to_unit"], name="succession_once"),
        ]

    def __str__(self):
        return f"{self.from_unit} → {self.to_unit}"


class Reach(models.Model):
    """`holder` covers `unit`: the unit itself, all below it, and their predecessors. Kept by `services.units`.

    `is_whole` is false where the way leads through a split whose parts went to several units: such a unit's models can be
    read, and changed only if they were allocated. `is_own` is true for the holder and its predecessors, false for
    what lies below.
    """

    holder = models.ForeignKey(Unit, models.CASCADE, related_name="reach")
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="reached_by")
    is_whole = models.BooleanField()
    is_own = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["holder", "unit"], name="reach_once")]


class Tile(models.Model):
    """Where a unit stands on the tile map: its column from the west and row from the north, roughly. No coordinates."""

    unit = models.OneToOneField(Unit, models.CASCADE, related_name="tile", verbose_name=_("unit"))
    column = models.PositiveSmallIntegerField(_("column"))
    row = models.PositiveSmallIntegerField(_("row"))

    class Meta:
        verbose_name = _("tile of the map")
        verbose_name_plural = _("tiles of the map")
        ordering = ["row", "column"]
        constraints = [
            check(Q(column__lte=60, row__lte=60), "tile_on_the_map", _("The map has at most 60 columns and rows.")),
        ]

    def __str__(self):
        return f"{self.unit} ({self.column}, {self.row})"

    def clean(self):
        """No two units that stand today on one tile. (A unit that ended is not drawn, and may stay where it was.)"""
        others = Tile.objects.filter(column=self.column, row=self.row).exclude(pk=self.pk).select_related("unit")
        if other := others.filter(unit__in=Unit.objects.standing(timezone.localdate())).first():
            raise ValidationError(_("On this tile stands %(unit)s already.") % {"unit": other.unit})
