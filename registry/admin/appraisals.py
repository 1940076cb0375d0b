"""Criteria, assignments and appraisals in the admin: written through the same services as on the pages, or only read."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from registry import rules
from registry.errors import Refused
from registry.forms.appraisals import CopyForm
from registry.forms.base import Day, Line, Paragraphs
from registry.models import Appraisal, Assignment, CriteriaSet, Criterion, Entry, Initiative, Score
from registry.queries import appraisals as questions
from registry.services import assignments, criteria
from registry.vocabulary import Level, Role

from . import appraising
from .base import RegistryAdmin, ServiceFormMixin, WithoutPopups, as_words
from .site import site

CAMPAIGN = as_words("campaign", gettext_lazy("campaign"))
MODEL = as_words("initiative", gettext_lazy("model"))
APPRAISER = as_words("appraiser", gettext_lazy("appraiser"))
CRITERIA = as_words("criteria", gettext_lazy("set of criteria"))


class OnlyRead(WithoutPopups, admin.TabularInline):
    """Rows beside an object that nobody changes here."""

    extra = 0
    can_delete = False

    def has_view_permission(self, request, obj=None):
        return rules.may_review(request.user)

    def has_add_permission(self, request, obj=None):
        return False

    has_change_permission = has_add_permission


class CriteriaForm(ServiceFormMixin, forms.ModelForm):
    """For what the criteria are. The rows beside it are written by the service, together."""

    class Meta:
        model = CriteriaSet
        fields = ["campaign", "submitter_type", "level"]


class CriterionForm(forms.ModelForm):
    name = Line(label=gettext_lazy("criterion"), max_length=300, widget=forms.TextInput(attrs={"size": 36}))
    guidance = Paragraphs(label=gettext_lazy("guidance"), required=False, max_length=2000, rows=3)

    class Meta:
        model = Criterion
        fields = ["order", "name", "weight", "guidance"]


class CriterionRows(WithoutPopups, admin.TabularInline):
    model = Criterion
    form = CriterionForm
    extra = 0

    def has_view_permission(self, request, obj=None):
        return rules.may_review(request.user)

    def has_add_permission(self, request, obj=None):
        return rules.may_change_criteria(request.user)

    has_change_permission = has_delete_permission = has_add_permission


@admin.register(CriteriaSet, site=site)
class CriteriaSetAdmin(RegistryAdmin):
    """The rows are saved together by the service: in place while unused, else as a new version, which then is shown."""

    form = CriteriaForm
    inlines = [CriterionRows]
    list_display = ["__str__", "campaign", "level", "submitter_type", "version", "made_by", "made_at"]
    list_filter = ["campaign", "level", "submitter_type"]
    list_select_related = ["campaign", "made_by"]
    ordering = ["-campaign__year", "level", "submitter_type", "-version"]
    actions = ["copy_chosen"]

    def has_view_permission(self, request, obj=None):
        return rules.may_review(request.user)

    def has_add_permission(self, request):
        return rules.may_change_criteria(request.user)

    def has_change_permission(self, request, obj=None):
        """Only the newest version is open to a change."""
        if not rules.may_change_criteria(request.user):
            return False
        return obj is None or questions.newest(CriteriaSet.objects.filter(pk=obj.pk)).exists()

    def has_delete_permission(self, request, obj=None):
        return False

    def get_fields(self, request, obj=None):
        if obj is None:
            return ["campaign", "submitter_type", "level"]
        return [CAMPAIGN, "submitter_type", "level", "version", "made_by", "made_at"]

    def get_readonly_fields(self, request, obj=None):
        return self.get_fields(request, obj) if obj else []

    def save_model(self, request, obj, form, change):
        """Nothing yet: the rows belong to it."""
        if not change:
            obj.pk = None

    def save_related(self, request, form, formsets, change):
        [rows] = formsets
        kept = [one for one in rows.forms if one.cleaned_data and not one.cleaned_data.get("DELETE")]
        kept.sort(key=lambda one: one.cleaned_data["order"] or 0)
        data = [one.cleaned_data for one in kept]
        written = [criteria.Row(one["name"], one["weight"], one["guidance"]) for one in data]
        if change:
            saved = criteria.write(CriteriaSet.objects.get(pk=form.instance.pk), rows=written, by=request.user)
        else:
            names = ("campaign", "submitter_type", "level")
            values = {name: form.cleaned_data[name] for name in names}
            saved = criteria.begin(**values, rows=written, by=request.user)
        form.instance.pk = saved.pk
        form.instance.refresh_from_db()
        for one in rows.forms:  # what the admin tells of them is no change of these rows
            one.has_changed = bool
        rows.new_objects, rows.changed_objects, rows.deleted_objects = [], [], []

    def construct_change_message(self, request, form, formsets, add=False):
        return {}

    def record(self, request, obj, act, data):
        """Nothing: the services wrote the trail."""

    def entries(self, obj):
        return Entry.objects.filter(action__startswith="criteria.", data__id=obj.pk)

    def view_on_site(self, obj):
        return reverse("criteria-set", args=[obj.pk])

    @admin.action(description=gettext_lazy("Copy all criteria of the campaign into another one…"))
    def copy_chosen(self, request, queryset):
        """Ask into which campaign, then copy all sets of the campaign of the first chosen one, in one step."""
        if not rules.may_change_criteria(request.user):
            raise PermissionDenied
        before = queryset.select_related("campaign").first().campaign
        is_posted = "into" in request.POST
        form = CopyForm(request.POST if is_posted else None, initial={"before": before.year})
        if is_posted and form.is_valid():
            data = form.cleaned_data
            if form.tries(criteria.copy_from, data["before"], into=data["into"], by=request.user):
                count = len(form.result)
                said = ngettext("%(count)s set of criteria was copied.", "%(count)s sets of criteria were copied.", count)
                messages.success(request, said % {"count": count})
                return None
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": before,
            "title": _("Copy criteria"),
            "explains": _("Submitter types and levels that have criteria already keep them."),
            "form": form,
            "button": _("Copy all criteria"),
            "back": reverse("admin:registry_criteriaset_changelist"),
            "carried": [("action", "copy_chosen"), *(("_selected_action", row.pk) for row in queryset)],
        }
        return TemplateResponse(request, "admin/confirm.html", context)


class AssignForm(ServiceFormMixin, forms.ModelForm):
    """Models by their codes, people, and how: each person each model, or so many for each model, spread evenly."""

    codes = Paragraphs(
        label=gettext_lazy("Models, by their codes"),
        rows=4,
        help_text=gettext_lazy("DVK-2025-000123, one in each line."),
    )
    appraisers = forms.MultipleChoiceField(label=gettext_lazy("Appraisers"), widget=forms.CheckboxSelectMultiple)
    number = forms.IntegerField(
        label=gettext_lazy("Spread evenly: appraisers for each model"),
        required=False,
        min_value=1,
        max_value=20,
        help_text=gettext_lazy("Left empty, each of the chosen people gets each model."),
    )
    due_on = Day(label=gettext_lazy("To be handed in until"), required=False)

    class Meta:
        model = Assignment
        fields = ["level", "due_on"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        levels = rules.decision_levels(self.by)
        self.fields["level"].choices = [(level.value, level.label) for level in Level if level in levels]
        self.people = {str(one.pk): one for level in levels for one in questions.appraisers_for(self.by, level)}
        self.fields["appraisers"].choices = [(pk, str(person)) for pk, person in self.people.items()]

    def clean_codes(self) -> list[Initiative]:
        """The models of these codes, as far as the person may see them."""
        codes = {code.upper() for code in self.cleaned_data["codes"].replace(",", " ").replace(";", " ").split()}
        found = list(Initiative.objects.visible_to(self.by).filter(code__in=codes))
        if missing := codes - {row.code for row in found}:
            sentence = _("There is no model with this code: %(codes)s.") % {"codes": ", ".join(sorted(missing)[:5])}
            raise forms.ValidationError(sentence)
        return found


@admin.register(Assignment, site=site)
class AssignmentAdmin(RegistryAdmin):
    """New ones are made through the service, for several models and people at once; none is changed, some are taken back."""

    change_form_template = "admin/tools.html"
    list_display = ["initiative", "level", "appraiser", "due_on", "assigned_by", "assigned_at"]
    list_filter = ["level", "initiative__campaign"]
    list_select_related = ["initiative", "appraiser", "assigned_by"]
    search_fields = ["initiative__code", "appraiser__full_name"]
    ordering = ["-id"]
    actions = ["take_back"]

    def has_view_permission(self, request, obj=None):
        return rules.may_review(request.user)

    def has_add_permission(self, request):
        return rules.may_review(request.user)

    def has_change_permission(self, request, obj=None):
        return False

    has_delete_permission = has_change_permission

    def get_queryset(self, request):
        found = super().get_queryset(request)
        return found.filter(Q(initiative__in=_judged_by(request.user)) | Q(appraiser=request.user))

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        """An appraiser comes from the own assignment to the form of the appraisal."""
        if obj and obj.appraiser_id == request.user.pk and obj.level in Level.values:
            context["tools"] = [(_("Write the appraisal"), appraising.address(obj.initiative, obj.level))]
        return super().render_change_form(request, context, add, change, form_url, obj)

    def get_fields(self, request, obj=None):
        if obj is None:
            return ["codes", "level", "appraisers", "number", "due_on"]
        return [MODEL, "level", APPRAISER, "due_on", "assigned_at"]

    def get_form(self, request, obj=None, **kwargs):
        if obj is None:
            kwargs |= {"form": AssignForm, "fields": ["level", "due_on"]}
        form = super().get_form(request, obj, **kwargs)
        form.by = request.user
        return form

    def save_model(self, request, obj, form, change):
        data = form.cleaned_data
        values = {
            "appraisers": [form.people[pk] for pk in data["appraisers"]],
            "level": data["level"],
            "due_on": data["due_on"],
            "by": request.user,
        }
        try:
            if data["number"]:
                done = assignments.assign_evenly(data["codes"], each=data["number"], **values)
            else:
                done = assignments.assign(data["codes"], **values)
        except PermissionDenied as denial:
            raise Refused(str(denial), {"codes": str(denial)}) from None
        for row, sentence in done.left_out[:5]:
            messages.warning(request, f"{row.code}: {sentence}")
        obj.pk = done.made[0].pk
        obj.refresh_from_db()

    def record(self, request, obj, act, data):
        """Nothing: the services wrote the trail."""

    def entries(self, obj):
        return Entry.objects.filter(initiative=obj.initiative_id, action="assign")

    @admin.action(description=gettext_lazy("Take the chosen assignments back"))
    def take_back(self, request, queryset):
        """Take back each of them; what is refused is said, the others are taken back."""
        done = 0
        for one in queryset.select_related("initiative").order_by("pk"):
            try:
                assignments.unassign(one, by=request.user)
                done += 1
            except (Refused, PermissionDenied) as refusal:
                messages.error(request, f"{one.initiative.code}: {refusal}")
        if done:
            said = ngettext("%(count)s assignment was taken back.", "%(count)s assignments were taken back.", done)
            messages.success(request, said % {"count": done})


class ScoreRows(OnlyRead):
    model = Score
    fields = readonly_fields = ["criterion", "points", "reason"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("criterion")


@admin.register(Appraisal, site=site)
class AppraisalAdmin(RegistryAdmin):
    """Appraisals that were handed in, void ones included, with the criteria of their day; and one's own draft.

    One's own is begun by the button of a model or of an assignment, and written through the services of its page.
    """

    change_form_template = "admin/tools.html"
    inlines = [ScoreRows]
    list_display = ["initiative", "level", "appraiser", "recommendation", "state", "signed_at"]
    list_filter = ["state", "level", "recommendation", "initiative__campaign"]
    list_select_related = ["initiative", "appraiser"]
    search_fields = ["initiative__code", "appraiser__full_name"]
    ordering = ["-id"]
    fields = [
        *(MODEL, "level", APPRAISER, CRITERIA, "visited_on", "visited_by", "opinion", "recommendation", "state"),
        *("begun_at", "signed_at", "voided_at", "voided_because"),
    ]

    def has_view_permission(self, request, obj=None):
        return rules.may_review(request.user)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    has_delete_permission = has_change_permission

    def get_queryset(self, request):
        """What the person may read: never a draft of another, nor what others found before one's own is handed in."""
        found = super().get_queryset(request)
        found = found.filter(Q(initiative__in=_judged_by(request.user)) | Q(appraiser=request.user))
        return questions.readable_by(request.user, found)

    def get_urls(self):
        wrap = self.admin_site.admin_view
        own = [
            path("write/<int:initiative_id>/<slug:level>/", wrap(self.write_view), name="registry_appraisal_write"),
            path("<int:object_id>/take-back/", wrap(self.take_back_view), name="registry_appraisal_take_back"),
        ]
        return [*own, *super().get_urls()]

    def write_view(self, request, initiative_id, level):
        """Write one's own appraisal of a model."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return appraising.write(self, request, initiative_id, level)

    def take_back_view(self, request, object_id):
        """Take one's own appraisal back."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return appraising.take_back(self, request, self.fetch(request, object_id))

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["tools"] = appraising.tools(request.user, obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def entries(self, obj):
        return Entry.objects.filter(initiative=obj.initiative_id, action="appraise")

    def view_on_site(self, obj):
        return f"{reverse('appraisal', args=[obj.initiative.code])}?level={obj.level}"


def _judged_by(user):
    """The models of the units for which the person is a reviewer."""
    models = Initiative.objects.visible_to(user)
    return models if user.is_superuser else models.filter(user.scope.within(Role.REVIEWER))
