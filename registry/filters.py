"""Filters of the lists of models. Nonsense in the address is left out: the nearest sensible list is shown."""

import django_filters as filters
from django import forms
from django.utils.translation import gettext_lazy as _

from registry.models import Campaign, Initiative, Sector, Unit
from registry.queries import likeness, units
from registry.vocabulary import Level, Novelty, Status, SubmitterType


class ForgivingFilterSet(filters.FilterSet):
    """A filter set that applies what it understands and ignores the rest."""

    def filter_queryset(self, queryset):
        for name, value in self.form.cleaned_data.items():
            queryset = self.filters[name].filter(queryset, value)
        return queryset


class InitiativeFilter(ForgivingFilterSet):
    """q, campaign (year), sector (code), type, status, level, novelty, unit (key, with all below it), place.

    `place` is a unit's name of today or of earlier days: it finds the models of today's units which have or had it, with
    all below them and all that they took over. Several units can be meant: `found_units`; a key chooses one of them.
    """

    meant = likeness.Meant("", [])
    q = filters.CharFilter(
        method="search", label=_("Search in name and place"), widget=forms.TextInput(attrs={"type": "search"})
    )
    campaign = filters.ModelChoiceFilter(
        queryset=Campaign.objects.all(), to_field_name="year", label=_("Campaign"), empty_label=_("All")
    )
    sector = filters.ModelChoiceFilter(
        queryset=Sector.objects.all(), to_field_name="code", label=_("Field"), empty_label=_("All")
    )
    type = filters.ChoiceFilter(
        field_name="submitter_type", choices=SubmitterType.choices, label=_("Submitter type"), empty_label=_("All")
    )
    status = filters.ChoiceFilter(choices=Status.choices, label=_("Status"), empty_label=_("All"))
    level = filters.ChoiceFilter(choices=Level.choices, label=_("Level aimed at"), empty_label=_("All"))
    novelty = filters.ChoiceFilter(choices=Novelty.choices, label=_("New or maintained"), empty_label=_("All"))
    unit = filters.CharFilter(method="of_unit", label=_("Unit"))

    place = filters.CharFilter(method="at_place", label=_("Unit, also by an old name"))

    class Meta:
        model = Initiative
        fields = []

    def search(self, queryset, name, value):
        return queryset.matching(value)

    def of_unit(self, queryset, name, value):
        unit = Unit.objects.filter(key=value).first()
        if not unit:
            return queryset
        campaign = self.form.cleaned_data.get("campaign")
        covered = units.below(unit, campaign.cutoff_on if campaign else None) | {unit.pk}
        return queryset.filter(unit__in=covered)

    def at_place(self, queryset, name, value):
        self.meant = likeness.meant(value)
        return queryset.filter(self.meant.condition)

    @property
    def found_units(self) -> list[likeness.Found]:
        return self.meant.found

    @property
    def place_said(self) -> str:
        return self.meant.said or self.form.data.get("place", "")
