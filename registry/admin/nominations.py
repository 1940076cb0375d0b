"""Letters of nomination in the admin: written, sent and answered through the same services as on the pages."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from registry import rules
from registry.errors import Refused
from registry.forms.base import Day, Paragraphs, ServiceForm
from registry.forms.nominations import AnswerForm, LetterForm, bodies_for, said_of_answer, writing_units
from registry.models import Initiative, Nomination, Nominee
from registry.queries import nominations as questions
from registry.services import nominations
from registry.vocabulary import LEVEL_OF_TIER, Action, Tier

from .base import RegistryAdmin, ServiceFormMixin, WithoutPopups, as_words
from .site import site

CAMPAIGN = as_words("campaign", gettext_lazy("campaign"))
UNIT = as_words("unit", gettext_lazy("nominating unit"))
BODY = as_words("body", gettext_lazy("proposing body"))
DECIDER = as_words("decided_by", gettext_lazy("decided by"))
_SENT = (as_words("sent_by", gettext_lazy("sent by")), "sent_at")
_WRITTEN = tuple(name for name in LetterForm.FACTS if name != "body")


class NominationForm(ServiceFormMixin, forms.ModelForm):
    """The facts of a letter. New ones name unit and campaign; `codes` puts models on the list."""

    dated = Day(label=gettext_lazy("Date of the letter"), required=False)
    codes = Paragraphs(
        label=gettext_lazy("Models to nominate, by their codes"),
        rows=3,
        required=False,
        help_text=gettext_lazy("DVK-2025-000123, one in each line. They are added to the list."),
    )

    off = Paragraphs(
        label=gettext_lazy("Models to take off the list, by their codes"),
        rows=2,
        required=False,
        help_text=gettext_lazy("DVK-2025-000123, one in each line."),
    )

    class Meta:
        model = Nomination
        fields = ["campaign", "unit", *LetterForm.FACTS]

    def clean_codes(self) -> list[Initiative]:
        """The models of these codes, as far as the person may see them."""
        return self._named("codes", Initiative.objects.visible_to(self.by))

    def clean_off(self) -> list[Initiative]:
        """The models of these codes on the list of the letter."""
        return self._named("off", Initiative.objects.filter(nominees__nomination=self.instance.pk))

    def _named(self, field: str, models) -> list[Initiative]:
        codes = {code.upper() for code in self.cleaned_data[field].replace(",", " ").replace(";", " ").split()}
        found = list(models.filter(code__in=codes)) if codes else []
        if missing := codes - {row.code for row in found}:
            sentence = _("There is no model with this code: %(codes)s.") % {"codes": ", ".join(sorted(missing)[:5])}
            raise forms.ValidationError(sentence)
        return found


class NomineeRows(WithoutPopups, admin.TabularInline):
    """The list of a letter: only read; the buttons of a row lead to the answers."""

    model = Nominee
    extra = 0
    can_delete = False
    fields = readonly_fields = ["named", "state", "remark", DECIDER, "decided_at", "buttons"]

    def has_view_permission(self, request, obj=None):
        self.user = request.user
        return rules.may_review(request.user)

    def has_add_permission(self, request, obj=None):
        return False

    has_change_permission = has_add_permission

    def get_queryset(self, request):
        rows = super().get_queryset(request).select_related("initiative__campaign", "initiative__person", "nomination")
        return rows.select_related("decided_by").prefetch_related("initiative__authors").defer(*questions.LONG)

    @admin.display(description=gettext_lazy("model"))
    def named(self, row):
        address = reverse("admin:registry_initiative_change", args=[row.initiative_id])
        return format_html('<a href="{}">{}</a><br>{}', address, row.initiative.code, row.initiative)

    @admin.display(description=gettext_lazy("answer"))
    def buttons(self, row):
        open_ = questions.answers_open(row)
        if not open_ or nominations.why_not_answer(self.user, row):
            return "–"
        acts = [
            (reverse("admin:registry_nominee_answer", args=[row.pk, name]), label)
            for name, label, action, _service in ANSWERS
            if action in open_
        ]
        return format_html_join(" · ", '<a href="{}">{}</a>', acts)


# name in the address, label, the act, the service
ANSWERS = (
    ("return", Action.RETURN_NOMINATION.label, Action.RETURN_NOMINATION, nominations.return_),
    ("refuse", Action.REFUSE_NOMINATION.label, Action.REFUSE_NOMINATION, nominations.refuse),
)


@admin.register(Nomination, site=site)
class NominationAdmin(RegistryAdmin):
    """Every change is one of the services'; a letter that was sent is only read."""

    form = NominationForm
    inlines = [NomineeRows]
    list_display = ["__str__", "unit", "level", "dated", "campaign", "sent_at"]
    list_filter = ["campaign", "level"]
    list_select_related = ["unit", "campaign"]
    search_fields = ["number", "signatory", "unit__label"]
    ordering = ["-id"]
    change_form_template = "admin/nomination.html"
    actions = ["send_chosen"]

    # Who may

    def has_view_permission(self, request, obj=None):
        return rules.may_review(request.user)

    def has_add_permission(self, request):
        return rules.may_review(request.user) and writing_units(request.user).exists()

    def has_change_permission(self, request, obj=None):
        if obj is None:
            return rules.may_review(request.user)
        return not obj.sent_at and nominations.may_write(request.user, obj.unit_id, obj.from_level)

    def has_delete_permission(self, request, obj=None):
        """A letter that is not sent; a sent one stays for ever."""
        return obj is not None and self.has_change_permission(request, obj)

    def delete_model(self, request, obj):
        nominations.discard(obj, by=request.user)

    def get_queryset(self, request):
        visible = questions.visible_to(request.user)
        return super().get_queryset(request).filter(pk__in=visible.order_by().values("pk"))

    # The form

    def get_fields(self, request, obj=None):
        if obj is None:
            return ["campaign", "unit", *LetterForm.FACTS, "codes"]
        shown = [CAMPAIGN, UNIT, "from_level", "level"]
        return [*shown, BODY, *_WRITTEN, *_SENT] if obj.sent_at else [*shown, *LetterForm.FACTS, "codes", "off"]

    def get_readonly_fields(self, request, obj=None):
        if obj is None:
            return []
        fixed = [CAMPAIGN, UNIT, "from_level", "level"]
        return [*fixed, BODY, *_WRITTEN, *_SENT] if obj.sent_at else fixed

    def get_inlines(self, request, obj):
        return super().get_inlines(request, obj) if obj else []

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        form.by = request.user
        return form

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "body":
            kwargs["queryset"] = bodies_for(request.user)
        if db_field.name == "unit":
            kwargs["queryset"] = writing_units(request.user)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request, obj, form, change):
        data, by = form.cleaned_data, request.user
        if change:
            letter = Nomination.objects.get(pk=obj.pk)
        else:
            level = LEVEL_OF_TIER[Tier(obj.unit.tier)]
            letter = nominations.prepare(unit=obj.unit, campaign=obj.campaign, from_level=level, body=obj.body, by=by)
        if set(form.changed_data) & set(LetterForm.FACTS):
            nominations.change(letter, by=by, **{name: data[name] for name in LetterForm.FACTS})
        if data.get("off"):
            nominations.remove(letter, data["off"], by=by)
        if data.get("codes"):
            try:
                nominations.add(letter, data["codes"], by=by)
            except Refused as refusal:
                raise Refused(refusal.sentence, {"codes": str(refusal)}) from None
        obj.pk = letter.pk
        obj.refresh_from_db()

    def record(self, request, obj, act, data):
        """Nothing: the services wrote the trail."""

    def view_on_site(self, letter):
        return reverse("nomination", args=[letter.pk])

    # The acts

    def get_urls(self):
        wrap = self.admin_site.admin_view
        own = [
            path("<int:object_id>/send/", wrap(self.send_view), name="registry_nomination_send"),
            path("answers/<int:nominee_id>/<slug:name>/", wrap(self.answer_view), name="registry_nominee_answer"),
        ]
        return [*own, *super().get_urls()]

    @admin.action(description=gettext_lazy("Send the chosen letters"))
    def send_chosen(self, request, queryset):
        """Send each of these letters; what is refused is said, the others are sent."""
        sent = 0
        for letter in queryset.order_by("pk"):
            try:
                nominations.send(letter, by=request.user)
                sent += 1
            except (Refused, PermissionDenied) as refusal:
                messages.error(request, f"{letter} · {letter.unit}: {refusal}")
        if sent:
            said = ngettext("%(count)s letter is sent.", "%(count)s letters are sent.", sent)
            messages.success(request, said % {"count": sent})

    def send_view(self, request, object_id):
        """Send one letter, after one look at it."""
        letter = self.fetch(request, object_id)
        if not nominations.may_write(request.user, letter.unit_id, letter.from_level):
            raise PermissionDenied
        back = reverse("admin:registry_nomination_change", args=[letter.pk])
        form = ServiceForm(request.POST if request.method == "POST" else None)
        if form.is_valid() and form.tries(nominations.send, letter, by=request.user):
            messages.success(request, _("The letter is sent: all its models are nominated."))
            return redirect(back)
        names = ("unit", "campaign", *LetterForm.FACTS)
        facts = [(self.opts.get_field(name).verbose_name, getattr(letter, name)) for name in names]
        context = {
            "original": letter,
            "title": _("Send the letter"),
            "explains": _("All its models are then nominated, and the letter is no longer changed."),
            "facts": [*facts, (_("models"), letter.nominees.count())],
            "button": _("Send the letter"),
        }
        return self._confirm(request, form, back, context)

    def answer_view(self, request, nominee_id, name):
        """Return one nomination or decide against it, with a remark."""
        visible = self.get_queryset(request).values("pk")
        rows = Nominee.objects.filter(nomination__in=visible).select_related("nomination", "initiative__campaign")
        row = get_object_or_404(rows, pk=nominee_id)
        found = {key: rest for key, *rest in ANSWERS}.get(name)
        back = reverse("admin:registry_nomination_change", args=[row.nomination_id])
        if not found:
            return redirect(back)
        label, action, service = found
        if sentence := nominations.why_not_answer(request.user, row):
            raise PermissionDenied(sentence)
        form = AnswerForm(request.POST if request.method == "POST" else None)
        if form.is_valid() and form.tries(service, row, by=request.user, remark=form.cleaned_data["remark"]):
            messages.success(request, _("%(act)s: done.") % {"act": label})
            return redirect(back)
        context = {
            "original": row.nomination,
            "title": label,
            "explains": said_of_answer(action, row),
            "facts": [(_("model"), row.initiative), (_("nominated to"), row.get_level_display())],
            "button": label,
        }
        return self._confirm(request, form, back, context)

    def _confirm(self, request, form, back, context):
        shared = {**self.admin_site.each_context(request), "opts": self.opts, "subtitle": str(context["original"])}
        return TemplateResponse(request, "admin/confirm.html", {**shared, "form": form, "back": back, **context})
