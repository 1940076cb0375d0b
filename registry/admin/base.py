"""What the nouns share: who sees them, the trail in the place of the admin's own log, refusals shown on the form."""

import hashlib
import json
from copy import copy

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.http import Http404
from django.template.response import TemplateResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from registry import text
from registry.errors import Refused, Stale
from registry.models import Entry
from registry.queries.paging import CAP
from registry.services import trail

from .site import site

ENTRIES_SHOWN = 200
SEEN = "_seen"  # the field of a page that says which state of the object it shows


class CappedPaginator(Paginator):
    """Counts no further than `CAP`, so that a list of a million costs no more than one of three thousand."""

    is_capped = False

    @cached_property
    def count(self):
        number = self.object_list.order_by()[: CAP + 1].count()
        self.is_capped = number > CAP
        return min(number, CAP)


class ChoiceFilter(admin.SimpleListFilter):
    """A filter by a closed list; what is not in the list filters nothing."""

    def queryset(self, request, queryset):
        known = {str(value) for value, _label in self.lookup_choices}
        return queryset.filter(**{self.parameter_name: self.value()}) if self.value() in known else queryset


def as_words(field: str, description):
    """A column that names the row to which `field` leads, without a link that the reader may not follow."""

    @admin.display(description=description)
    def words(obj):
        return getattr(obj, field) or "–"

    return words


class WithoutPopups:
    """Fields that choose another row have no links beside them that open windows."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        for link in ("can_add_related", "can_change_related", "can_delete_related", "can_view_related"):
            if hasattr(getattr(field, "widget", None), link):
                setattr(field.widget, link, False)
        return field


class RegistryAdmin(WithoutPopups, admin.ModelAdmin):
    """A noun that the superuser administers and nobody deletes. Each change is written to the trail."""

    view_on_site = False
    show_facets = admin.ShowFacets.NEVER
    show_full_result_count = False
    list_per_page = 50
    list_max_show_all = 0
    paginator = CappedPaginator
    object_history_template = "admin/history.html"

    # Who may

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def has_view_permission(self, request, obj=None):
        return request.user.is_superuser

    def has_add_permission(self, request):
        return request.user.is_superuser

    def has_change_permission(self, request, obj=None):
        return request.user.is_superuser

    def has_delete_permission(self, request, obj=None):
        """Only what nothing else refers to, one at a time."""
        return request.user.is_superuser and obj is not None and not self.is_used(obj)

    def is_used(self, obj) -> bool:
        """Whether something official refers to the object, so that it stays for ever."""
        return True

    # What is asked for and is not there

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        raise Http404

    def get_search_results(self, request, queryset, search_term):
        return super().get_search_results(request, queryset, text.clean_line(search_term))

    def fetch(self, request, object_id):
        """The object that this person may see, or 404."""
        found = self.get_object(request, unquote(str(object_id)))
        if found is None:
            raise Http404
        return found

    # The form

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """As the admin does it; what a service refuses is shown on the form, and nothing typed is lost.

        A page that was read before somebody else changed the object is refused once, with what stands there now.
        """
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        with transaction.atomic():
            request.refusal = self._missed(request, object_id) if object_id else None
            return self._changeform_or_refusal(request, object_id, form_url, extra_context)

    def _missed(self, request, object_id) -> Stale | None:
        """What somebody else saved after this page was read, as a refusal; None if nothing was missed."""
        obj = self.get_object(request, unquote(object_id))
        seen = request.POST.get(SEEN)
        if obj is None or not seen:
            return None
        self.model._base_manager.select_for_update().filter(pk=obj.pk).first()
        if seen == self.state_of(request, obj):
            return None
        return Stale(_("Somebody saved this meanwhile. Nothing was overwritten: compare below, and save again to keep yours."))

    def state_of(self, request, obj) -> str:
        """A digest of everything that the page of the object lets one change, rows of its tables included."""
        values = [_editable(obj, self.readonly_fields)]
        for inline in self.get_inline_instances(request, obj):
            beside = inline.get_formset(request, obj).fk.name
            values += [_editable(row, ()) for row in inline.model._base_manager.filter(**{beside: obj.pk}).order_by("pk")]
        return hashlib.sha256(json.dumps(values, cls=DjangoJSONEncoder).encode()).hexdigest()

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if change and obj is not None:
            context |= {"seen_name": SEEN, "seen": self.state_of(request, self.get_object(request, str(obj.pk)))}
            if isinstance(getattr(request, "refusal", None), Stale):
                context["versions"] = self._versions(context["adminform"].form)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _versions(self, form) -> list[tuple]:
        """(label, what stands there now, what was typed) of each field in which they differ. Secrets are not shown."""
        return [
            (field.label, shown_value(field.form.fields[field.name], field.initial), shown_value(field.field, field.data))
            for field in form
            if field.name in form.changed_data and not self.is_secret(field.name)
        ]

    def _changeform_or_refusal(self, request, object_id, form_url, extra_context):
        try:
            with transaction.atomic():
                return super().changeform_view(request, object_id, form_url, extra_context)
        except Refused as refusal:
            request.refusal = refusal
            for uploaded in request.FILES.values():
                uploaded.seek(0)
            return super().changeform_view(request, object_id, form_url, extra_context)

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        bases = (form,) if issubclass(form, ServiceFormMixin) else (ServiceFormMixin, form)
        return type(form.__name__, bases, {"refusal": getattr(request, "refusal", None)})

    # The trail

    def subject(self, obj) -> str:
        """What the trail calls the object."""
        return f"{self.opts.verbose_name}: {obj}"

    def entries(self, obj):
        """The entries of the trail that concern the object."""
        acts = f"{self.opts.model_name}."
        return Entry.objects.filter(action__startswith=acts, data__id=obj.pk)

    def history_view(self, request, object_id, extra_context=None):
        """What the trail says about one object."""
        obj = self.fetch(request, object_id)
        if not self.has_view_permission(request, obj):
            raise PermissionDenied
        entries = list(self.entries(obj).select_related("actor", "on_behalf_of").order_by("-id")[: ENTRIES_SHOWN + 1])
        context = {
            **self.admin_site.each_context(request),
            "title": _("History"),
            "subtitle": str(obj),
            "original": obj,
            "opts": self.opts,
            "entries": entries[:ENTRIES_SHOWN],
            "is_cut": len(entries) > ENTRIES_SHOWN,
        }
        return TemplateResponse(request, self.object_history_template, context)

    def construct_change_message(self, request, form, formsets, add=False):
        """What changed, as the trail stores it: {"field": [before, after]}; of a row in a table, what it says."""
        data = {
            name: [None if add else _plain(form.initial.get(name)), _plain(form.cleaned_data.get(name))]
            for name in form.changed_data
            if not self.is_secret(name)
        }
        data |= {name: [] for name in form.changed_data if self.is_secret(name)}
        for formset in formsets or ():
            rows = [["", _row(row)] for row in formset.new_objects]
            rows += [
                [_row(_as_it_was(row_form)), _row(row_form.instance)]
                for row_form in formset.initial_forms
                if row_form.changed_data and row_form not in formset.deleted_forms
            ]
            rows += [[_row(_as_it_was(row_form)), ""] for row_form in formset.deleted_forms if row_form.initial]
            if rows:
                data[formset.model._meta.model_name] = rows
        return data

    def is_secret(self, field: str) -> bool:
        """Whether the trail says only that the field changed."""
        return False

    def log_addition(self, request, obj, message):
        self.record(request, obj, "add", message)

    def log_change(self, request, obj, message):
        if message:
            self.record(request, obj, "change", message)

    def log_deletions(self, request, queryset):
        for obj in queryset:
            self.record(request, obj, "delete", {})

    def record(self, request, obj, act: str, data: dict):
        trail.record_other(self.subject(obj), f"{self.opts.model_name}.{act}", by=request.user, data=data | {"id": obj.pk})


class ServiceFormMixin:
    """A model form whose object a service writes; `refusal` is what the service said to the same form before."""

    refusal: Refused | None = None

    def clean(self):
        data = super().clean()
        if self.refusal:
            at_fields = {name: sentence for name, sentence in self.refusal.fields.items() if name in self.fields}
            for name, sentence in at_fields.items():
                self.add_error(name, str(sentence))
            if not at_fields:
                self.add_error(None, str(self.refusal))
        return data


class KnownAutocomplete(AutocompleteSelect):
    """An autocomplete that reads its chosen value from the row at hand, so that thirty rows cost no more queries than one."""

    chosen: tuple | None = None

    def optgroups(self, name, value, attrs=None):
        if self.chosen and [str(self.chosen[0])] == [str(one) for one in value]:
            return [(None, [self.create_option(name, *self.chosen, True, 0)], 0)]
        return super().optgroups(name, value, attrs)


class UnitRowForm:
    """A row with a unit, found by typing. Mixed into the forms of inlines whose rows were read with `select_related`."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields.get("unit")
        if field and self.instance.unit_id:
            widget = field.widget.widget
            widget.chosen = (self.instance.unit_id, str(self.instance.unit))


class UnitRows(WithoutPopups, admin.TabularInline):
    """Rows of a table beside an object, each with a unit."""

    extra = 0
    beside = ""  # the field that leads to the object; a row names it when it is printed

    def has_view_permission(self, request, obj=None):
        return request.user.is_superuser

    has_add_permission = has_change_permission = has_delete_permission = has_view_permission

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("unit", self.beside)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "unit":
            kwargs["widget"] = KnownAutocomplete(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


def _editable(row, fixed) -> dict:
    """The values of a row that a person may change, by column; files by their names."""
    fields = [field for field in row._meta.concrete_fields if field.editable and field.name not in fixed]
    return {field.attname: field.value_to_string(row) for field in fields} | {"pk": row.pk}


def shown_value(field, value) -> str:
    """A value of a form's field in words: the label of a choice, not its key."""
    if value in (None, "", []):
        return "–"
    choices = {str(key): str(label) for key, label in getattr(field, "choices", ()) if key not in (None, "")}
    return choices.get(str(value), str(value))


def _plain(value):
    """A value as the trail stores it."""
    if isinstance(value, (str, int, bool, type(None))):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _row(row) -> str:
    """What one row of a table says, without the object to which it belongs."""
    said = [field for field in row._meta.fields if not field.primary_key and field.name not in ("campaign", "user")]
    values = [row.unit.key if field.name == "unit" else _plain(getattr(row, field.name)) for field in said]
    return ", ".join(str(value) for value in values if value not in (None, ""))


def _as_it_was(form):
    """The row of a form before the form changed it."""
    row = copy(form.instance)
    for name in form.changed_data:
        if name in form.initial:
            setattr(row, row._meta.get_field(name).attname, form.initial[name])
    return row


__all__ = ["KnownAutocomplete", "RegistryAdmin", "ServiceFormMixin", "UnitRowForm", "UnitRows", "as_words", "site"]
