"""Models in the admin: everything is read-only, and every act goes through the services."""

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from registry import rules
from registry.forms.acts import OVER_MANY
from registry.models import Entry, Initiative
from registry.queries import units
from registry.queries.initiatives import listed
from registry.templatetags.frame import status_badge
from registry.vocabulary import TEXT_PARTS, Action, Status, Tier

from . import acts, allocations, appraising
from .base import ChoiceFilter, RegistryAdmin, as_words
from .site import site


class InitiativeList(ChangeList):
    """Rows without their long texts."""

    def get_queryset(self, request, exclude_parameters=None):
        return listed(super().get_queryset(request, exclude_parameters))


class StatusFilter(ChoiceFilter):
    title = gettext_lazy("status")
    parameter_name = "status"

    def lookups(self, request, model_admin):
        return [choice for choice in Status.choices if choice[0] != Status.DRAFT]


class TierFilter(ChoiceFilter):
    title = gettext_lazy("kind of unit")
    parameter_name = "unit__tier"

    def lookups(self, request, model_admin):
        return Tier.choices


CAMPAIGN = as_words("campaign", gettext_lazy("campaign"))
SECTOR = as_words("sector", gettext_lazy("field"))
ALLOCATED = as_words("allocated_unit", gettext_lazy("allocated to"))


def _button(action):
    """The act as an action of the list: it leads to the page that lists what will be touched."""

    def act(model_admin, request, queryset):
        return model_admin.act_on_selected(request, queryset, action)

    act.short_description = action.label
    act.__name__ = str(action.value)
    return act


@admin.action(description=allocations.NAME)
def allocate(model_admin, request, queryset):
    return model_admin.act_on_selected(request, queryset, None)


@admin.register(Initiative, site=site)
class InitiativeAdmin(RegistryAdmin):
    list_display = ["code", "name", "unit", "sector", "kind", "badge", "submitted_on"]
    list_display_links = ["code", "name"]
    list_select_related = ["unit", "sector", "campaign"]
    list_filter = ["campaign", StatusFilter, "sector", "submitter_type", "level", TierFilter]
    search_fields = ["search_text"]  # for the box; the word index answers
    search_help_text = gettext_lazy("Words of name, place, unit or code, with or without accents")
    ordering = ["-id"]
    change_form_template = "admin/initiative.html"
    actions = [*(_button(action) for action in OVER_MANY), allocate]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "code",
                    "badge",
                    "title",
                    CAMPAIGN,
                    "unit_then",
                    ALLOCATED,
                    SECTOR,
                    "submitter_type",
                    "collective_name",
                    "person_shown",
                    "level",
                    "novelty",
                    "continues_link",
                    "starts_on",
                    "ends_on",
                    "restricted",
                ]
            },
        ),
        (gettext_lazy("What the unit wrote"), {"fields": [*map(str, TEXT_PARTS), "report"]}),
        (
            gettext_lazy("Times"),
            {
                "fields": [
                    "submitted_at",
                    "opened_at",
                    "returned_at",
                    "correct_until",
                    "registered_at",
                    "reported_at",
                    "recognised_at",
                    "closed_at",
                    "cleared_at",
                ]
            },
        ),
    ]

    # Who may

    def has_view_permission(self, request, obj=None):
        return rules.may_review(request.user)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def get_queryset(self, request):
        """What the person may see, never a draft: the pages of its unit are the place for that."""
        return super().get_queryset(request).visible_to(request.user).exclude(status=Status.DRAFT)

    # The list

    def get_changelist(self, request, **kwargs):
        return InitiativeList

    def get_search_results(self, request, queryset, search_term):
        return queryset.matching(search_term), False

    def lookup_allowed(self, lookup, value, request):
        return super().lookup_allowed(lookup, value, request) and lookup.partition("__")[0] not in (
            "authors",
            "entries",
            "person",
        )

    def get_actions(self, request):
        offered = {*OVER_MANY, allocate.__name__}
        return {name: action for name, action in super().get_actions(request).items() if name in offered}

    @admin.display(description=gettext_lazy("name of the model"), ordering="title_key")
    def name(self, row):
        return str(row)

    @admin.display(description=gettext_lazy("status"), ordering="status")
    def badge(self, row):
        return status_badge(row.status)

    @admin.display(description=gettext_lazy("submitter type, level aimed at"), ordering="level")
    def kind(self, row):
        return format_html("{}<br>{}", row.get_submitter_type_display(), row.get_level_display())

    @admin.display(description=gettext_lazy("submitted on"), ordering="submitted_at")
    def submitted_on(self, row):
        return formats.date_format(timezone.localtime(row.submitted_at), "SHORT_DATE_FORMAT")

    # The acts

    def get_urls(self):
        own = [
            path("allocate/", self.admin_site.admin_view(self.allocate_view), name="registry_initiative_allocate"),
            path("acts/<slug:name>/", self.admin_site.admin_view(self.acts_view), name="registry_initiative_acts"),
            path(
                "<int:object_id>/acts/<slug:name>/",
                self.admin_site.admin_view(self.act_view),
                name="registry_initiative_act",
            ),
            path(
                "<int:object_id>/recognitions/<int:recognition_id>/<slug:name>/",
                self.admin_site.admin_view(self.recognition_view),
                name="registry_initiative_recognition",
            ),
        ]
        return own + super().get_urls()

    def response_action(self, request, queryset):
        try:
            return super().response_action(request, queryset)
        except ValueError:  # a forged choice
            return redirect("admin:registry_initiative_changelist")

    def act_on_selected(self, request, queryset, action: Action | None):
        """Show what the act would touch; without one, what allocating would."""
        chosen = acts.Chosen.of(queryset)
        if len(chosen.rows) > acts.MOST:
            sentence = ngettext(
                "More than %(count)s model was chosen. Narrow the list first.",
                "More than %(count)s models were chosen. Narrow the list first.",
                acts.MOST,
            )
            messages.warning(request, sentence % {"count": acts.MOST})
            return redirect(request.get_full_path())
        if action is None:
            return allocations.over_many(self, request, chosen, is_posted=False)
        return acts.Page(self, request, action, chosen, is_posted=False).answer()

    def allocate_view(self, request):
        """Confirm the allocation of many models."""
        self._require_view(request)
        if request.method != "POST":
            return redirect("admin:registry_initiative_changelist")
        chosen = acts.Chosen.read(request.POST.get("chosen", ""), self.get_queryset(request))
        return allocations.over_many(self, request, chosen, is_posted=True)

    def acts_view(self, request, name):
        """Confirm one act over many models."""
        action, act = acts.act_of(name)
        self._require_view(request)
        if request.method != "POST" or not act.many:
            return redirect("admin:registry_initiative_changelist")
        chosen = acts.Chosen.read(request.POST.get("chosen", ""), self.get_queryset(request))
        return acts.Page(self, request, action, chosen, is_posted=True).answer()

    def act_view(self, request, object_id, name):
        """One act on one model."""
        action, act = acts.act_of(name)
        self._require_view(request)
        if act.recognition:
            return redirect("admin:registry_initiative_change", object_id)
        return acts.over_one(self, request, self.fetch(request, object_id), action)

    def recognition_view(self, request, object_id, recognition_id, name):
        """One act on one recognition of a model."""
        action, act = acts.act_of(name)
        self._require_view(request)
        initiative = self.fetch(request, object_id)
        if not act.recognition:
            return redirect("admin:registry_initiative_change", object_id)
        found = get_object_or_404(initiative.recognitions.select_related("decision__body"), pk=recognition_id)
        return acts.over_one(self, request, initiative, action, found)

    def _require_view(self, request):
        if not self.has_view_permission(request):
            raise PermissionDenied

    # One model

    def get_object(self, request, object_id, from_field=None):
        related = ("campaign", "unit", "sector", "person", "publication", "allocated_unit", "continues")
        found = self.get_queryset(request).select_related(*related).prefetch_related("authors")
        try:
            return found.get(pk=self.opts.pk.to_python(object_id))
        except (Initiative.DoesNotExist, ValidationError):
            return None

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        open_acts = acts.open_on(request.user, obj)
        recognitions = list(obj.recognitions.select_related("decision__body", "ending_decision", "ground"))
        for row in recognitions:
            row.initiative = obj
            row.acts = acts.open_on_recognition(request.user, row, open_acts)
        context |= {
            "buttons": [(action, act) for action, act in open_acts if not act.recognition],
            "appraises": appraising.buttons(request.user, obj),
            "why_not": rules.why_not(request.user, Action.APPROVE, obj),
            "recognitions": recognitions,
            "remarks": list(obj.remarks.select_related("made_by")),
            "revisions": list(obj.revisions.select_related("made_by").defer("data")),
            "entries": list(self.entries(obj).select_related("actor", "on_behalf_of").order_by("id")),
            "title": obj.code,
            "subtitle": None,
        }
        return super().render_change_form(request, context, add, change, form_url, obj)

    def entries(self, obj):
        """What happened to the model. What was typed before it was submitted belongs to its unit."""
        return Entry.objects.filter(initiative=obj).exclude(action=Action.SAVE, from_status__in=["", Status.DRAFT])

    def view_on_site(self, initiative):
        return initiative.get_absolute_url()

    @admin.display(description=gettext_lazy("unit"))
    def unit_then(self, initiative):
        """The unit by the name of the campaign's cut-off day, and by its last one if that is another."""
        then = units.names_on([initiative.unit_id], initiative.campaign.cutoff_on)[initiative.unit_id]
        if then == initiative.unit.label:
            return then
        return _("%(then)s (later: %(last)s)") % {"then": then, "last": initiative.unit}

    @admin.display(description=gettext_lazy("person"))
    def person_shown(self, initiative):
        person = getattr(initiative, "person", None)
        if not person or not person.name:
            return "–"
        consent = _("consents to publication") if person.consented_at else _("has not consented to publication")
        return ", ".join(filter(None, [person.name, person.position, consent]))

    @admin.display(description=gettext_lazy("restricted"))
    def restricted(self, initiative):
        return _("Yes, never shown outside the scope of the unit") if initiative.is_restricted else _("No")

    @admin.display(description=gettext_lazy("model of an earlier year"))
    def continues_link(self, initiative):
        return f"{initiative.continues.code}: {initiative.continues}" if initiative.continues else "–"
