"""Certificates: printed for those who may see the model or decision, and checked by everybody who holds the paper."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from registry import rules, text
from registry.limits import seconds_to_wait
from registry.models import Initiative
from registry.origin import neighbourhood_of
from registry.papers import certificates as papers
from registry.queries import certificates as questions
from registry.queries import decisions as lists
from registry.queries import wordings
from registry.services import audit, certificates
from registry.vocabulary import Action

from .desk import readable

# ---- to print ----


@require_http_methods(["GET", "POST"])
@never_cache
def of_model(request, code):
    """The certificates of one model, a page for each level at which its recognition stands."""
    shown = get_object_or_404(Initiative.objects.visible_to(request.user), code=code)
    return _of_model(request, shown, shown.recognitions.all(), shown.get_absolute_url())


@require_http_methods(["GET", "POST"])
@never_cache
def of_recognition(request, code, pk):
    """The certificate of one recognition, for reviewers."""
    shown = readable(request, code)
    recognitions = shown.recognitions.filter(pk=pk)
    if not recognitions.exists():
        raise Http404
    return _of_model(request, shown, recognitions, reverse("review-model", args=[shown.code]))


def _of_model(request, shown, recognitions, back) -> HttpResponse:
    """What a unit wrote about its own people is its own: its submitters print it without an entry in the trail."""
    is_own = rules.may(request.user, Action.SAVE, shown)

    def record(_count, _persons):
        audit.record_paper(shown, "paper.certificate", by=request.user)

    return _paper(request, recognitions, shown.code, (str(shown), back), None if is_own else record)


@require_http_methods(["GET", "POST"])
@never_cache
def of_decision(request, pk):
    """All certificates of a decision in one file, in the order of their numbers, as far as the person may see the models."""
    if not rules.may_lead(request.user):
        raise PermissionDenied(_("This page is for reviewers and leadership."))
    decision = get_object_or_404(lists.visible_to(request.user), pk=pk)
    name = text.fold(decision.number or str(decision.pk)).replace(" ", "-")
    recognitions = lists.recognitions_of(decision, request.user)
    back = _("Decision %(number)s") % {"number": decision}, reverse("decision", args=[pk])

    def record(count, persons):
        audit.record_list(decision, "decision.print", by=request.user, certificates=count, persons=persons)

    return _paper(request, recognitions, name, back, record)


def _paper(request, recognitions, name, back, record) -> HttpResponse:
    """The file; or the page that says why there is none yet, with the button that has the missing certificates made.

    Reading writes nothing. So where the file names persons and `record` is to note in the trail who takes it out, the
    link leads to a button, and the button to the file.
    """
    title, address = back
    if request.method == "POST":
        certificates.make_missing(questions.missing(recognitions), by=request.user)
    missing = questions.missing(recognitions).count()
    printed = [] if missing else questions.printed(recognitions)
    if not printed:
        context = {"missing": missing, "title": title, "back": address}
        return render(request, "registry/certificates/none.html", context, status=200 if missing else 404)
    persons = questions.naming_persons(recognitions) if record else 0
    if persons and request.method == "GET":
        context = {"what": title, "back": address, "count": persons}
        return render(request, "registry/papers/named.html", context)
    if persons:
        record(len(printed), persons)
    printed = questions.sheets(printed)
    content = papers.pdf([papers.Sheet(**facts) for facts in printed], watermark=wordings.watermark())
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="giay-chung-nhan-{name}.pdf"'
    return response


# ---- to check: no login, for everybody who holds a paper ----


def _unlisted(view):
    """The answers of `view` are for the one who asks: no search engine and no cache keeps them."""

    def wrapped(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        return response

    return never_cache(wrapped)


@login_not_required
@_unlisted
@require_safe
def find(request):
    """Where the code, or the whole address below it, is typed by hand."""
    typed = request.GET.get("code", "")
    if code := "".join(typed.split()).rstrip("/").rpartition("/")[2][:200]:
        return redirect("certificate-check", code)
    return render(request, "registry/certificates/find.html", {"is_empty": bool(typed)})


@login_not_required
@_unlisted
@require_safe
def check(request, token):
    """Whether the certificate with this code is valid, corrected or revoked, and no more of it than the paper shows.

    Every other code, forged, cut off or mistyped, gets the same page. From one address only so many are asked a minute.
    """
    if seconds := seconds_to_wait(_place(request), settings.CERTIFICATE_CHECKS_PER_MINUTE):
        sentence = ngettext(
            "From your connection too many codes were checked. Please try again in %(seconds)s second.",
            "From your connection too many codes were checked. Please try again in %(seconds)s seconds.",
            seconds,
        ) % {"seconds": seconds}
        response = render(request, "registry/certificates/too_many.html", {"sentence": sentence}, status=429)
        response["Retry-After"] = seconds
        return response
    found = questions.checked(token)
    if found is None:
        return render(request, "registry/certificates/unknown.html", status=404)
    return render(request, "registry/certificates/check.html", _shown(found))


def _shown(found: questions.Check) -> dict:
    """What the page says: that which the paper says, and whether it still holds."""
    recognition = found.certificate.recognition
    return {
        "certificate": found.certificate,
        "recognition": recognition,
        "decision": recognition.decision,
        "unit": recognition.printed_unit,
        "level": wordings.level_words(recognition.level, recognition.decision.issued_on),
        "validity": found.validity,
        "by": found.decision,
        "site": settings.SITE_URL.split("://")[-1],
    }


def _place(request) -> str:
    """Whose looks are counted together."""
    return f"certificate-check:{neighbourhood_of(request.META)}"
