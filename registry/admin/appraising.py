"""Appraising one model in the admin: the button, the form beside what the model says, and taking one's appraisal back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from registry import lifecycle, rules
from registry.errors import Stale
from registry.forms.appraisals import AppraisalForm, begins_with
from registry.forms.base import ServiceForm
from registry.models import Initiative
from registry.queries import appraisals as questions
from registry.services import appraisals as services
from registry.vocabulary import TEXT_PARTS, Action, AppraisalState, Level

_RELATED = ("campaign", "sector", "unit", "person", "allocated_unit")


def address(initiative: Initiative, level: str) -> str:
    return reverse("admin:registry_appraisal_write", args=[initiative.pk, level])


def buttons(user, initiative: Initiative) -> list[tuple[str, str]]:
    """(label, address) for each level at which the person can write an appraisal of the model now. Four queries at most."""
    if not lifecycle.is_open(Action.APPRAISE, initiative.status):
        return []
    assigned = set(initiative.assignments.filter(appraiser=user).values_list("level", flat=True))
    rows = initiative.appraisals.filter(appraiser=user, state=AppraisalState.SIGNED)
    possible = assigned or rules.acting_levels(user, initiative) & questions.levels_sought(initiative)
    levels = [level for level in Level if level in possible and not _why_not(user, initiative, level, assigned)]
    signed = set(rows.values_list("level", flat=True)) if levels else set()
    said = _("Appraise: %(level)s")
    return [(said % {"level": level.label}, address(initiative, level)) for level in levels if level not in signed]


def _why_not(user, initiative, level, assigned) -> str:
    return rules.why_not_appraise(user, initiative, level, assigned=level in assigned)


def write(model_admin, request, initiative_id: int, level: str):
    """The form of the person's own appraisal: kept as a draft, or handed in, through the services of its page."""
    initiative = _appraisable(request.user, initiative_id, level)
    own = questions.own(initiative, level, request.user)
    if own and own.state == AppraisalState.SIGNED:
        messages.info(request, _("You have handed in this appraisal."))
        return redirect("admin:registry_appraisal_change", own.pk)
    if request.method != "POST":
        past = questions.last_void(initiative, level, request.user) if own is None else None
        form = _form(own, initiative, level, initial=begins_with(own, past, initiative))
        return _show(model_admin, request, initiative, level, form)
    form = _form(own, initiative, level, data=request.POST)
    if form.is_valid() and form.tries(services.save, initiative, by=request.user, level=level, **form.values()):
        form.carry(version=form.result.version)
        if "sign" not in request.POST:
            messages.success(request, _("Your draft is saved."))
            return redirect(address(initiative, level))
        read = form.cleaned_data["read_version"]
        if form.tries(services.sign, initiative, by=request.user, level=level, read_version=read):
            messages.success(request, _("Your appraisal of “%(title)s” is handed in.") % {"title": initiative})
            return redirect("admin:registry_appraisal_change", form.result.pk)
        messages.warning(request, _("What you typed is saved as a draft. It is not handed in yet."))
    if isinstance(form.refusal, Stale):  # what the page showed was old; now it shows the model as it is
        initiative = _appraisable(request.user, initiative_id, level)
        own = questions.own(initiative, level, request.user)
        form.carry(version=own.version if own else 0, read_version=initiative.version)
    return _show(model_admin, request, initiative, level, form)


def _appraisable(user, initiative_id: int, level: str) -> Initiative:
    """The model if the person may open its appraisal, else 404; 403 with the reason if they may not write one now."""
    if level not in Level.values:
        raise Http404
    models = questions.appraisable_by(user).select_related(*_RELATED).prefetch_related("authors")
    initiative = get_object_or_404(models, pk=initiative_id)
    assigned = set(initiative.assignments.filter(appraiser=user).values_list("level", flat=True))
    if sentence := _why_not(user, initiative, level, assigned):
        raise PermissionDenied(sentence)
    return initiative


def _form(own, initiative, level, **kwargs) -> AppraisalForm:
    """The form of the page without its photos: these are attached on the page, where a phone sends them one by one."""
    form = AppraisalForm(criteria=questions.criteria_by(own, initiative, level), **kwargs)
    del form.fields["photos"]
    for criterion in form.criteria:
        most = _("0 to %(most)s points are possible.") % {"most": criterion.weight}
        form.fields[f"points_{criterion.pk}"].widget.attrs["class"] = "vIntegerField"
        form.fields[f"points_{criterion.pk}"].help_text = " ".join(filter(None, [most, criterion.guidance]))
    return form


def _show(model_admin, request, initiative, level, form):
    level = Level(level)
    is_open = lifecycle.is_open(Action.APPRAISE, initiative.status)
    closed = _("The model is now “%(status)s”, so it is not appraised.") % {"status": initiative.get_status_display()}
    due = initiative.assignments.filter(appraiser=request.user, level=level).values_list("due_on", flat=True).first()
    texts = [(part.label, getattr(initiative, part)) for part in TEXT_PARTS]
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "original": initiative,
        "title": _("Appraise: %(level)s") % {"level": level.label},
        "subtitle": initiative.code,
        "explains": _("Handed in, it can be taken back until the model is decided at this level.") if is_open else closed,
        "is_open": is_open,
        "is_late": bool(due and due < timezone.localdate()),
        "due_on": due,
        "facts": [
            (_("model"), initiative),
            (_("unit"), capfirst(str(initiative.unit))),
            (_("field"), initiative.sector),
            *texts,
            (_("Report of results"), initiative.report),
        ],
        "form": form,
        "page": f"{reverse('appraisal', args=[initiative.code])}?level={level.value}",
        "back": reverse("admin:registry_initiative_change", args=[initiative.pk]),
    }
    return TemplateResponse(request, "admin/appraise.html", context)


def take_back(model_admin, request, appraisal):
    """Make one's own appraisal that was handed in a draft again, after one look."""
    if appraisal.appraiser_id != request.user.pk:
        raise PermissionDenied(_("Only who appraised the model may take the appraisal back."))
    back = reverse("admin:registry_appraisal_change", args=[appraisal.pk])
    form = ServiceForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and form.tries(services.take_back, appraisal, by=request.user):
        messages.success(request, _("Your appraisal is a draft again."))
        return redirect(address(appraisal.initiative, appraisal.level))
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "original": appraisal.initiative,
        "title": _("Take the appraisal back"),
        "subtitle": appraisal.initiative.code,
        "explains": _("It becomes your draft again, and you hand it in once more when it is right."),
        "facts": [(_("model"), appraisal.initiative), (_("level"), appraisal.get_level_display())],
        "form": form,
        "button": _("Take it back"),
        "back": back,
    }
    return TemplateResponse(request, "admin/confirm.html", context)


def tools(user, appraisal) -> list[tuple[str, str]]:
    """(label, address) of what the person can do with this appraisal."""
    if appraisal.appraiser_id != user.pk or not lifecycle.is_open(Action.APPRAISE, appraisal.initiative.status):
        return []
    match appraisal.state:
        case AppraisalState.OPEN:
            return [(_("Go on writing"), address(appraisal.initiative, appraisal.level))]
        case AppraisalState.SIGNED:
            return [(_("Take it back"), reverse("admin:registry_appraisal_take_back", args=[appraisal.pk]))]
    return []
