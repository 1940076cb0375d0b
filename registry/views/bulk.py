"""Acts of a reviewer on many models: a preview that says what would be left out and why, then all or nothing."""

from collections import Counter

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from registry.errors import Stale
from registry.forms.acts import ACTS, OVER_MANY
from registry.forms.review import numbers, read_pairs
from registry.models import Initiative
from registry.queries import initiatives as lists
from registry.services import recognition, review, steps, trail
from registry.vocabulary import Action, Status, SubmitterType

from . import phrases
from .desk import called, name_of
from .queues import OLDEST, Queue, require_reviewer

MOST = 5000  # models in one act
TO_LIST = "to-list"  # among the acts of the list: the chosen models are put on the list of a decision
SHOWN = 30  # rows of the table; the others follow in a folded list


@require_http_methods(["GET", "POST"])
def many(request, name=""):
    """One act on the picked models: look at what it would do, then do it to all of them or to none.

    The list sends the name of the act in a field; the pages after it have it in their address.
    """
    require_reviewer(request.user)
    queue = Queue(request.user, request.GET)
    name = name or request.POST.get("act", "")
    if request.method == "POST" and name == TO_LIST:  # the same choice, sent on to where lists are made
        return redirect(f"{reverse('decision-add')}?{queue.address()}", preserve_request=True)
    action = called(name, OVER_MANY) if name else None
    if request.method == "GET":  # after a login in between: the choice is made anew
        return _back(request, queue)
    chosen = _chosen(request, queue)
    if sentence := _why_not(action, chosen):
        return _back(request, queue, sentence)
    return Page(request, queue, action, chosen).answer()


class Page:
    """The way of one act over many: the decision first if it needs one, the preview, the act itself."""

    def __init__(self, request, queue, action: Action, chosen: list[int]):
        self.request, self.user, self.queue, self.action, self.act = request, request.user, queue, action, ACTS[action]
        self.chosen, self.decision = chosen, None
        self.is_confirmed = "pairs" in request.POST
        self.pairs = read_pairs(request.POST.get("pairs", ""))

    def answer(self):
        form = self._form()
        if self.action == Action.RECOGNISE:
            if not form.is_bound or "decision" in form.errors:
                return self._render("registry/review/choose_decision.html", form=form, count=len(self.chosen))
            self.decision = form.cleaned_data["decision"]
        if self.pairs and form.is_valid() and form.tries(self._do, form):
            return self._done(*form.result)
        return self._preview(form)

    def _form(self):
        sent = self.request.POST if self.is_confirmed else None
        if self.action != Action.RECOGNISE:
            initial = {"until": review.last_day_of(self.queue.campaign)} if self.queue.campaign else {}
            return (self.act.asks_many or self.act.form)(sent, initial=initial)
        if self.is_confirmed:
            return self.act.asks_many(sent, by=self.user)
        chosen = self.request.POST if "decision" in self.request.POST else None
        return self.act.form(chosen, by=self.user, initial={"decision": self.queue.decision})

    def _do(self, form):
        """Do it to exactly the models of the preview. Raises Stale if one of them is out of sight meanwhile."""
        rows = _rows(self.user, self.pairs)
        if gone := len(self.pairs) - len(rows):
            sentence = ngettext(
                "%(count)s of these models can no longer be seen by you. Nothing was done.",
                "%(count)s of these models can no longer be seen by you. Nothing was done.",
                gone,
            )
            raise Stale(sentence % {"count": gone})
        with trail.as_one() as batch:
            done = self.act.many(rows, by=self.user, versions=self.pairs, **self.act.brings(form))
        return len(done), batch

    def _done(self, count, batch):
        said = ngettext("%(action)s: done for %(count)s model.", "%(action)s: done for %(count)s models.", count)
        said %= {"action": self.action.label, "count": count}
        link = format_html('<a href="{}">{}</a>', reverse("batch", args=[batch]), _("What was done"))
        messages.success(self.request, format_html("{} {}", said, link))
        phrases.keep_if_asked(self.request)
        return redirect("decision", self.decision.pk) if self.decision else _back(self.request, self.queue)

    def _preview(self, form):
        """What would happen: first what is left out, grouped by the reason, then what is done."""
        rows = lists.with_unit_names(_rows(self.user, self.chosen))
        for row in rows:
            row.address = self.queue.desk(row.code)
        if self.decision:
            sorted_out = recognition.sort_out(rows, self.decision, by=self.user)
        else:
            sorted_out = steps.sort_out(rows, self.action, by=self.user, hinder=self.act.hinder)
        possible, refused = sorted_out.possible, sorted_out.refused
        kinds = Counter(row.submitter_type for row in possible)
        return self._render(
            "registry/review/many.html",
            form=form,
            pairs=",".join(f"{row.pk}:{row.version}" for row in possible),
            total=len(rows),
            possible=len(possible),
            refused=len(refused),
            missing=len(self.chosen) - len(rows),
            collectives=kinds[SubmitterType.COLLECTIVE],
            individuals=kinds[SubmitterType.INDIVIDUAL],
            reasons=grouped(refused),
            shown=possible[:SHOWN],
            folded=possible[SHOWN:],
            phrases=phrases.of(self.user),
        )

    def _render(self, template, **context):
        context |= {
            "queue": self.queue,
            "action": self.action,
            "name": name_of(self.action),
            "is_grave": self.act.is_grave,
            "decision": self.decision,
            "chosen": _joined(self.chosen),
        }
        return render(self.request, template, context)


def grouped(refused) -> list[tuple[str, list[Initiative]]]:
    """The models that are left out, by the reason: the most frequent first."""
    reasons: dict[str, list] = {}
    for row, sentence in refused:
        reasons.setdefault(sentence, []).append(row)
    return sorted(reasons.items(), key=lambda group: -len(group[1]))


def _chosen(request, queue) -> list[int]:
    """The ids that were picked: by boxes, by `everything` (all of the queue), or those that a preview carries on."""
    if "everything" in request.POST:
        return list(queue.models.order_by(*OLDEST.fields()).values_list("pk", flat=True)[: MOST + 1])
    carried = request.POST.get("chosen", "")
    return list(dict.fromkeys(numbers(carried.split(",") if carried else request.POST.getlist("id"))))


def _why_not(action, chosen) -> str:
    """The sentence that says why nothing is begun with this choice; "" if it is fine."""
    if not action:
        return _("Choose first what shall be done.")
    if not chosen:
        return _("Tick at least one model first.")
    if len(chosen) > MOST:
        return _("At most %(most)s models fit into one act. Narrow the list with a filter first.") % {"most": MOST}
    return ""


def _back(request, queue, sentence=""):
    """Lead back to the list, with a sentence if there is one."""
    if sentence:
        messages.warning(request, sentence)
    return redirect(f"{reverse('review')}?{queue.address()}")


def _joined(ids) -> str:
    return ",".join(map(str, ids))


def _rows(user, ids) -> list[Initiative]:
    """The chosen models that the person may see, oldest first, with what the rules ask."""
    models = Initiative.objects.visible_to(user).exclude(status=Status.DRAFT).filter(pk__in=list(ids))
    rows = lists.listed(models).select_related("person", "publication")
    return list(rows.prefetch_related("authors", "publication__photos").order_by(*OLDEST.fields()))
