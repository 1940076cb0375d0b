"""Units that live in time: read here, and changed from a day on by the services."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry import text
from registry.forms.base import Day, Line, ServiceForm
from registry.models import Entry, Unit, UnitName
from registry.services import units
from registry.vocabulary import UnitType

from .base import ChoiceFilter, RegistryAdmin, ServiceFormMixin
from .site import site

_ANY_UNIT = UnitName._meta.get_field("parent")  # the field whose suggestions all fields for a unit use


def unit_field(label, **kwargs):
    """A field for one unit, found by typing."""
    return forms.ModelChoiceField(Unit.objects.all(), label=label, widget=AutocompleteSelect(_ANY_UNIT, site), **kwargs)


def units_field(label, **kwargs):
    """A field for several units, found by typing."""
    return forms.ModelMultipleChoiceField(
        Unit.objects.all(), label=label, widget=AutocompleteSelectMultiple(_ANY_UNIT, site), **kwargs
    )


class AddForm(ServiceFormMixin, forms.ModelForm):
    """A new unit with its first row."""

    name = Line(label=gettext_lazy("name"), max_length=200)
    type = forms.ChoiceField(label=gettext_lazy("type"), choices=UnitType.choices)
    parent = unit_field(gettext_lazy("parent"), required=False)
    starts_on = Day(label=gettext_lazy("exists from"), required=False)
    code = Line(label=gettext_lazy("code"), max_length=16, required=False)
    legal_basis = Line(label=gettext_lazy("legal basis"), max_length=200, required=False)

    class Meta:
        model = Unit
        fields = ["key", "parent", "starts_on"]


class ChangeForm(ServiceForm):
    """Another name, type, code or parent from a day on."""

    on = Day(label=gettext_lazy("From which day"))
    name = Line(label=gettext_lazy("Name"), max_length=200)
    type = forms.ChoiceField(label=gettext_lazy("Type"), choices=UnitType.choices)
    code = Line(label=gettext_lazy("Code"), max_length=16, required=False)
    parent = unit_field(gettext_lazy("Parent"), required=False)
    legal_basis = Line(label=gettext_lazy("Legal basis"), max_length=200, required=False)


class MergeForm(ServiceForm):
    """Which units end, and which one carries them on."""

    units = units_field(gettext_lazy("Units that end"))
    into = unit_field(gettext_lazy("Unit that carries them on"))
    on = Day(label=gettext_lazy("From which day"))
    legal_basis = Line(label=gettext_lazy("Legal basis"), max_length=200)


class SplitForm(ServiceForm):
    """Which units take a part each."""

    into = units_field(gettext_lazy("Units that take a part"))
    proposed = unit_field(gettext_lazy("Likely heir, if there is one"), required=False)
    on = Day(label=gettext_lazy("From which day"))
    legal_basis = Line(label=gettext_lazy("Legal basis"), max_length=200)


class StandingFilter(admin.SimpleListFilter):
    title = gettext_lazy("stands today")
    parameter_name = "stands"

    def lookups(self, request, model_admin):
        return [("yes", _("Yes")), ("no", _("No, it ended"))]

    def queryset(self, request, queryset):
        match self.value():
            case "yes":
                return queryset.standing(timezone.localdate())
            case "no":
                return queryset.filter(ends_on__lt=timezone.localdate())
        return queryset


class TierFilter(ChoiceFilter):
    title = gettext_lazy("tier")
    parameter_name = "tier"

    def lookups(self, request, model_admin):
        return Unit._meta.get_field("tier").choices


@admin.register(Unit, site=site)
class UnitAdmin(RegistryAdmin):
    """Nothing of a unit is overwritten: what changes, changes from a day on. Units are merged or split, never deleted."""

    list_display = ["name", "key", "tier", "parent", "starts_on", "ends_on"]
    list_display_links = ["name", "key"]
    list_select_related = ["parent"]
    list_filter = [TierFilter, StandingFilter]
    search_fields = ["label"]  # for the box; the names of all times are searched
    search_help_text = gettext_lazy("Any name that the unit ever had, or its key")
    ordering = ["label_key", "id"]
    change_form_template = "admin/unit.html"

    def has_change_permission(self, request, obj=None):
        return False

    def get_search_results(self, request, queryset, search_term):
        if term := text.clean_line(search_term):
            named = Unit.objects.named_like(term) if text.words(term) else Unit.objects.none()
            queryset = queryset.filter(Q(pk__in=named.order_by().values("pk")) | Q(key__istartswith=term))
        return queryset, False

    def get_form(self, request, obj=None, **kwargs):
        return super().get_form(request, obj, **kwargs | ({} if obj else {"form": AddForm}))

    def get_fields(self, request, obj=None):
        if obj:
            return ["key", "name", "tier", "parent", "starts_on", "ends_on"]
        return ["key", "name", "type", "parent", "starts_on", "code", "legal_basis"]

    def get_readonly_fields(self, request, obj=None):
        return ["name"] if obj else []

    @admin.display(description=gettext_lazy("present or last name"), ordering="label_key")
    def name(self, unit):
        return unit.label

    def save_model(self, request, obj, form, change):
        saved = units.add(by=request.user, **{name: form.cleaned_data[name] for name in form.fields})
        obj.pk = saved.pk
        obj.refresh_from_db()

    def record(self, request, obj, act, data):
        """Nothing: the services wrote the trail."""

    def entries(self, obj):
        return Entry.objects.filter(action__startswith="unit.", subject__endswith=f"({obj.key})")

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj:
            context |= {
                "names": list(obj.names.select_related("parent")),
                "successions": list(obj.successions.select_related("to_unit")),
                "inheritances": list(obj.inheritances.select_related("from_unit")),
                "title": str(obj),
                "subtitle": None,
                "may_act": not (obj.ends_on and obj.ends_on < timezone.localdate()),
            }
        return super().render_change_form(request, context, add, change, form_url, obj)

    # What happens to a unit

    def get_urls(self):
        views = {"rename": self.rename_view, "merge": self.merge_view, "split": self.split_view}
        own = [
            path(f"<int:object_id>/{name}/", self.admin_site.admin_view(view), name=f"registry_unit_{name}")
            for name, view in views.items()
        ]
        return own + super().get_urls()

    def rename_view(self, request, object_id):
        """Another name, type, code or parent from a day on."""

        def change(unit, form):
            return units.change(unit, by=request.user, **form.cleaned_data)

        def initial(unit):
            row = unit.names.order_by("-valid_from").filter(valid_to__isnull=True).first()
            names = ("name", "type", "code", "parent")
            return {name: getattr(row, name) for name in names} if row else {}

        explains = _("The unit stays the same. The row in force ends the day before, and a new one begins.")
        return self._act(request, object_id, ChangeForm, change, _("Change the unit from a day on"), explains, initial)

    def merge_view(self, request, object_id):
        """End this unit, and others with it; another one carries them on."""

        def merge(unit, form):
            return units.merge(by=request.user, **form.cleaned_data)

        explains = _("The units end the day before, and the other one carries them on whole.")
        return self._act(request, object_id, MergeForm, merge, _("Merge units"), explains, lambda unit: {"units": [unit.pk]})

    def split_view(self, request, object_id):
        """End this unit; others take a part each."""

        def split(unit, form):
            return units.split(unit, by=request.user, **form.cleaned_data)

        explains = _(
            "The unit ends the day before. Its models can be read by each successor, and changed only by the one to which "
            "they are allocated."
        )
        return self._act(request, object_id, SplitForm, split, _("Split the unit"), explains, lambda unit: {})

    def _act(self, request, object_id, form_class, service, title, explains, initial):
        if not request.user.is_superuser:
            raise PermissionDenied
        unit = self.fetch(request, object_id)
        form = form_class(request.POST if request.method == "POST" else None, initial=initial(unit))
        back = reverse("admin:registry_unit_change", args=[unit.pk])
        if form.is_valid() and form.tries(service, unit, form):
            messages.success(request, _("%(title)s: done.") % {"title": title})
            return redirect(back)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": unit,
            "title": title,
            "subtitle": f"{unit} ({unit.key})",
            "explains": explains,
            "form": form,
            "media": self.media + form.media,
            "button": title,
            "back": back,
        }
        return TemplateResponse(request, "admin/confirm.html", context)
