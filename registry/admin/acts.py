"""Acts on models: the page between button and service. What each asks for says the table of `forms.acts`.

The page lists what will be touched and what not, with the reason, and carries the versions that it read: what
changed after that is refused.
"""

import re
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from registry import rules
from registry.errors import Stale
from registry.forms import review as forms
from registry.forms.acts import ACTS, Act
from registry.forms.likeness import OtherModelForm
from registry.models import Initiative, Recognition
from registry.queries import units
from registry.queries.initiatives import listed
from registry.services import recognition as recognitions
from registry.services import review, steps, trail
from registry.vocabulary import Action

MOST = 3000  # models in one act: more than a province registers in a year
_CHOSEN = re.compile(r"(\d{1,18})\.(\d{1,9})", re.ASCII)


def act_of(name: str) -> tuple[Action, Act]:
    """The act of this name, or 404."""
    if name not in ACTS:
        raise Http404
    return Action(name), ACTS[Action(name)]


def open_on(user, initiative: Initiative) -> list[tuple[Action, Act]]:
    """The acts that have a button on this model now, the one that leads on first."""
    permitted = rules.open_actions(user, initiative, timezone.localdate())
    return [
        (action, act) for action, act in ACTS.items() if action in permitted and not (act.hinder and act.hinder(initiative))
    ]


def open_on_recognition(user, recognition: Recognition, open_acts) -> list[Action]:
    """The acts that have a button on this recognition of a model on which `open_acts` are open."""
    if recognition.level not in rules.deciding_levels(user, recognition.initiative):
        return []
    return [action for action, act in open_acts if act.recognition == recognition.state]


@dataclass
class Chosen:
    """The models of one act as a page showed them: their rows of now, and the versions that were read."""

    rows: list[Initiative]
    versions: dict[int, int]

    def __str__(self):
        return " ".join(f"{pk}.{version}" for pk, version in self.versions.items())

    @classmethod
    def of(cls, queryset) -> "Chosen":
        """What a list selected, with the versions of now."""
        rows = list(_whole(queryset)[: MOST + 1])
        return cls(rows, {row.pk: row.version for row in rows})

    @classmethod
    def read(cls, posted: str, queryset) -> "Chosen":
        """What the page carried. Rows that this person may not see are absent."""
        versions = {int(pk): int(version) for pk, version in _CHOSEN.findall(posted)[: MOST + 1]}
        return cls(list(_whole(queryset.filter(pk__in=versions))), versions)

    @property
    def is_complete(self) -> bool:
        return len(self.rows) == len(self.versions)


def _whole(queryset):
    """With everything that an act's checks and the page ask of a row."""
    rows = listed(queryset).select_related("sector", "unit", "campaign", "person", "publication")
    return rows.prefetch_related("authors", "publication__photos").order_by("pk")


class Page:
    """The page of one act over many models: shown first, then confirmed."""

    def __init__(self, model_admin, request, action: Action, chosen: Chosen, *, is_posted: bool):
        self.admin, self.request, self.action, self.act = model_admin, request, action, ACTS[action]
        self.chosen = chosen
        kwargs = {"by": request.user, "campaign": self._campaign()} if action == Action.RECOGNISE else {}
        self.form = self.act.form(request.POST if is_posted else None, **kwargs)

    def _campaign(self):
        """The campaign of the models, if it is one: then only its decisions are offered."""
        campaigns = {row.campaign for row in self.chosen.rows}
        return campaigns.pop() if len(campaigns) == 1 else None

    def answer(self) -> HttpResponse:
        """Do the act if the page that listed its models was confirmed; else show the page."""
        if not self.form.is_bound or not self.form.is_valid():
            return self.show(self.sorted_out())
        listed_for = self.request.POST.get("listed_for", "")
        if self.action == Action.RECOGNISE and listed_for != str(self.form.cleaned_data["decision"].pk):
            return self.show(self.sorted_out(self.form.cleaned_data["decision"]))
        if not self.chosen.is_complete:
            self.form.refuse(Stale(_("Some of these models were removed or taken back meanwhile. Nothing was done.")))
            return self.show_afresh()
        touched = {int(pk) for pk in self.request.POST.get("touched", "").split() if pk.isdecimal()}
        rows = [row for row in self.chosen.rows if row.pk in touched]
        with trail.as_one() as batch:
            is_done = self.form.tries(
                self.act.many, rows, by=self.request.user, versions=self.chosen.versions, **self.act.brings(self.form)
            )
        if is_done:
            said = ngettext("%(action)s: done for %(count)s model.", "%(action)s: done for %(count)s models.", len(rows))
            said %= {"action": self.action.label, "count": len(rows)}
            link = format_html('<a href="{}">{}</a>', reverse("batch", args=[batch]), _("What was done"))
            messages.success(self.request, format_html("{} {}", said, link))
            return redirect("admin:registry_initiative_changelist")
        if isinstance(self.form.refusal, Stale):
            return self.show_afresh()
        return self.show(self.sorted_out(self.form.cleaned_data.get("decision")))

    def show_afresh(self) -> HttpResponse:
        """The page again with the models as they are now, for what it listed was old."""
        rows = self.admin.get_queryset(self.request).filter(pk__in=self.chosen.versions)
        self.chosen = Chosen.of(rows)
        return self.show(self.sorted_out(self.form.cleaned_data.get("decision")))

    def sorted_out(self, decision=None) -> steps.SortedOut:
        if decision:
            return recognitions.sort_out(self.chosen.rows, decision, by=self.request.user)
        return steps.sort_out(self.chosen.rows, self.action, by=self.request.user, hinder=self.act.hinder)

    def show(self, sorted_out: steps.SortedOut) -> HttpResponse:
        decision = self.form.cleaned_data.get("decision") if self.form.is_bound else None
        return _page(
            self.admin,
            self.request,
            self.action,
            self.form,
            sorted_out,
            form_url=reverse("admin:registry_initiative_acts", args=[self.action]),
            back=reverse("admin:registry_initiative_changelist"),
            chosen=str(self.chosen),
            touched=" ".join(str(row.pk) for row in sorted_out.possible),
            listed_for=decision.pk if decision else "",
            asks_first=self.action == Action.RECOGNISE and not decision,
        )


def over_one(model_admin, request, initiative: Initiative, action: Action, recognition=None) -> HttpResponse:
    """The page of one act on one model, or on one of its recognitions."""
    act = ACTS[action]
    rules.require(request.user, action, initiative)
    form = _form_for_one(request, act, action, initiative)
    back = reverse("admin:registry_initiative_change", args=[initiative.pk])
    if form.is_valid() and form.tries(
        act.one, recognition or initiative, by=request.user, version=form.read_version, **act.brings(form)
    ):
        initiative.refresh_from_db(fields=["status", "title"])
        messages.success(
            request,
            _("%(action)s: done. “%(title)s” is now “%(status)s”.")
            % {"action": action.label, "title": initiative, "status": initiative.get_status_display()},
        )
        return redirect(back)
    if isinstance(form.refusal, Stale):  # what the page showed was old; now it shows the model as it is
        initiative = model_admin.fetch(request, initiative.pk)
        form.data = {**form.data.dict(), "version": initiative.version}
    sorted_out = steps.sort_out([initiative], action, by=request.user, hinder=act.hinder)
    return _page(
        model_admin,
        request,
        action,
        form,
        sorted_out,
        form_url=request.path,
        back=back,
        original=initiative,
        recognition=recognition,
    )


def _form_for_one(request, act: Act, action: Action, initiative: Initiative):
    """The act's form; it carries the version that the page before it showed, or that of now."""
    asked = request.GET.get("version", "")
    version = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 10 else initiative.version
    kwargs = {}
    if issubclass(act.form, forms.RecognitionForm):
        kwargs = {"by": request.user, "campaign": initiative.campaign if action == Action.RECOGNISE else None}
    if issubclass(act.form, forms.AmendForm):
        kwargs = {"by": request.user, "initiative": initiative, "heirs": units.heirs_if_ended(initiative.unit)}
    if issubclass(act.form, OtherModelForm):
        kwargs = {"by": request.user}
    initial = {"version": version, "until": review.last_day_to_correct(initiative)}
    return act.form(request.POST if request.method == "POST" else None, initial=initial, **kwargs)


def _page(model_admin, request, action, form, sorted_out, **context) -> HttpResponse:
    count = len(sorted_out.possible)
    button = ngettext("%(action)s (%(count)s model)", "%(action)s (%(count)s models)", count)
    return TemplateResponse(
        request,
        "admin/act.html",
        {
            **model_admin.admin_site.each_context(request),
            "opts": model_admin.opts,
            "title": action.label,
            "action": action,
            "is_grave": ACTS[action].is_grave,
            "form": form,
            "possible": sorted_out.possible,
            "refused": sorted_out.refused,
            "button": button % {"action": action.label, "count": count},
            **context,
        },
    )
