"""Council sessions: the list, one session with its votes, its members and agenda, the end, the minutes."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from registry import rules
from registry.errors import Stale
from registry.exchange import minutes as paper
from registry.forms.base import ServiceForm
from registry.forms.councils import (
    CloseForm,
    FactsForm,
    MembersForm,
    SessionForm,
    SignedForm,
    VotesForm,
    accounts_for,
)
from registry.models import Campaign, CouncilSession
from registry.papers import official
from registry.queries import councils as questions
from registry.queries import paging
from registry.services import councils as services
from registry.services import votes
from registry.vocabulary import CouncilState, Level

from .queues import Queue, require_reviewer

NEWEST = paging.Order("held_on", falls=True)
ROWS = 50
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def readable(request, pk) -> CouncilSession:
    """The session of this address if the person may read it (else 404); the pages are for reviewers and leadership."""
    if not rules.may_lead(request.user):
        raise PermissionDenied(_("This page is for reviewers and leadership."))
    return get_object_or_404(questions.visible_to(request.user).select_related("closed_by"), pk=pk)


def changeable(request, pk) -> CouncilSession:
    """The same for a page that changes it: whoever keeps no sessions of this body gets 403."""
    session = readable(request, pk)
    if not rules.may_record(request.user, session):
        said = {"body": session.body}
        raise PermissionDenied(_("Only a reviewer of this level may keep the sessions of %(body)s.") % said)
    return session


def open_(request, pk) -> CouncilSession:
    """The same for what is possible only before the end."""
    session = changeable(request, pk)
    if session.state != CouncilState.PREPARED:
        raise PermissionDenied(
            _("This session is closed and no longer changed. What has to be decided anew needs a new session.")
        )
    return session


def afresh(form, session):
    """After a refusal because of an old page: the form gets the version of now, for now it is seen."""
    if isinstance(form.refusal, Stale):
        session.refresh_from_db()
        form.data = form.data.copy()
        form.data["version"] = session.version


# ---- the list ----


@require_GET
def councils(request):
    """The sessions that the person may read, newest first, by campaign, level and state."""
    if not rules.may_lead(request.user):
        raise PermissionDenied(_("This page is for reviewers and leadership."))
    campaigns = list(Campaign.objects.all())
    asked = {name: request.GET.get(name, "") for name in ("campaign", "level", "state")}
    found = questions.visible_to(request.user)
    if asked["campaign"] in {str(campaign.year) for campaign in campaigns}:
        found = found.filter(campaign__year=asked["campaign"])
    if asked["level"] in Level.values:
        found = found.filter(level=asked["level"])
    if asked["state"] in CouncilState.values:
        found = found.filter(state=asked["state"])
    context = {
        "page": paging.page(found, NEWEST, request.GET, ROWS, dress=questions.with_counts),
        "count": paging.count(found),
        "campaigns": [(campaign.year, str(campaign.year)) for campaign in campaigns],
        "levels": Level.choices,
        "states": CouncilState.choices,
        "asked": asked,
        "is_filtered": any(asked.values()),
        "may_prepare": rules.may_review(request.user),
    }
    return render(request, "registry/councils/councils.html", context)


@require_http_methods(["GET", "POST"])
def council_new(request):
    """Prepare a session, with the members of the last one if wanted."""
    require_reviewer(request.user)
    queue = Queue(request.user, request.GET)
    form = SessionForm(request.POST or None, by=request.user, initial={"campaign": queue.campaign})
    if form.is_valid() and form.tries(_prepare, form, request.user):
        messages.success(request, _("The session is prepared. Now its members and its agenda."))
        return redirect("council", form.result.pk)
    return render(request, "registry/councils/council_new.html", {"form": form})


def _prepare(form, user) -> CouncilSession:
    data = form.cleaned_data
    session = services.prepare(
        by=user, campaign=data["campaign"], body=data["body"], held_on=data["held_on"], place=data["place"]
    )
    if data["copies"] and questions.last_of_body(session):
        services.copy_members(session, by=user)
    return session


# ---- one session ----


@require_http_methods(["GET", "POST"])
def council(request, pk):
    """One session: members, agenda, votes. A POST records presence and all votes at once."""
    if request.method == "GET":
        return _page(request, readable(request, pk))
    session = open_(request, pk)
    members = questions.members_of(session)
    lines = questions.lines(session, members, questions.Law.of(session))
    form = VotesForm(request.POST, lines=lines, members=members)
    if form.is_valid() and form.tries(
        votes.record,
        session,
        by=request.user,
        votes=form.cleaned_data["votes"],
        present=form.present(),
        version=form.cleaned_data["version"],
    ):
        messages.success(request, _("Presence and votes are saved."))
        return redirect("council", pk)
    return _page(request, session, form)


def _page(request, session, form=None):
    fresh = None
    if form and isinstance(form.refusal, Stale):
        afresh(form, session)
    law, members = questions.Law.of(session), questions.members_of(session)
    lines = questions.lines(session, members, law)
    if form and isinstance(form.refusal, Stale):
        fresh = {line.item.pk: line for line in lines}
        form.lines = [fresh.get(line.item.pk) or line for line in form.lines if line.item.pk in fresh]
        form.members = members
    may_keep = rules.may_record(request.user, session)
    is_open = session.state == CouncilState.PREPARED
    form = form or VotesForm(lines=lines, members=members, initial={"version": session.version})
    here = sum(member.is_present for member in members)
    conflicts = {member.pk: sum(member.pk in line.barred for line in lines) for member in members}
    obstacles = is_open and may_keep and services.obstacles(session, by=request.user, members=members, lines=lines, law=law)
    context = {
        "session": session,
        "law": law,
        "form": form,
        "rows": form.rows(fresh),
        "members": [{"row": member, "ticked": form.is_ticked(member), "conflicts": conflicts[member.pk]} for member in members],
        "present": here,
        "has_quorum": law.has_quorum(here, len(members)),
        "passed": sum(line.is_passed is True for line in lines),
        "failed": sum(line.is_passed is False for line in lines),
        "obstacles": obstacles,
        "is_open": is_open,
        "may_keep": may_keep,
        "may_review": rules.may_review(request.user),
        "votes_of_members": law.votes_of == "members",
    }
    return render(request, "registry/councils/council.html", context)


@require_http_methods(["GET", "POST"])
def council_edit(request, pk):
    """Change day, place and course of a session, or remove one that did not take place."""
    session = open_(request, pk)
    initial = {name: getattr(session, name) for name in ("held_on", "place", "remarks", "version")}
    form = FactsForm(request.POST or None, initial=initial)
    if "discard" in request.POST:
        form = ServiceForm(request.POST)
        if form.is_valid() and form.tries(services.discard, session, by=request.user):
            messages.success(request, _("The session is removed."))
            return redirect("councils")
    elif form.is_valid() and form.tries(services.change, session, by=request.user, **form.cleaned_data):
        messages.success(request, _("The session is saved."))
        return redirect("council", pk)
    if request.POST:
        afresh(form, session)
    return render(request, "registry/councils/council_edit.html", {"session": session, "form": form})


@require_http_methods(["GET", "POST"])
def council_members(request, pk):
    """All members on one page; a button takes over those of the last session."""
    session = open_(request, pk)
    accounts = accounts_for(request.user, session)
    if "copy" in request.POST:
        form = ServiceForm(request.POST)
        if form.is_valid() and form.tries(services.copy_members, session, by=request.user):
            messages.success(request, _("The members of the last session are taken over."))
        else:
            messages.warning(request, str(form.refusal))
        return redirect("council-members", pk)
    members = questions.members_of(session)
    form = MembersForm(request.POST or None, accounts=accounts, members=members, initial={"version": session.version})
    if form.is_valid() and form.tries(
        services.set_members, session, by=request.user, members=form.members(), version=form.cleaned_data["version"]
    ):
        messages.success(request, _("The members are saved."))
        return redirect("council", pk)
    if request.POST:
        afresh(form, session)
    context = {
        "session": session,
        "form": form,
        "accounts": list(accounts.values()),
        "last": questions.last_of_body(session),
        "now": questions.members_of(session) if isinstance(form.refusal, Stale) else [],
    }
    return render(request, "registry/councils/council_members.html", context)


@require_http_methods(["GET", "POST"])
def council_close(request, pk):
    """Look once more at what will be written for good, give the minutes their number, close."""
    session = open_(request, pk)
    form = CloseForm(request.POST or None, initial={"version": session.version})
    if form.is_valid() and form.tries(
        services.close, session, by=request.user, number=form.cleaned_data["number"], version=form.read_version
    ):
        closed = form.result
        messages.success(
            request, _("The session is closed; its minutes have the number %(number)s.") % {"number": closed.number}
        )
        return redirect("council", pk)
    if request.POST:
        afresh(form, session)
    law, members = questions.Law.of(session), questions.members_of(session)
    lines = questions.lines(session, members, law)
    here = sum(member.is_present for member in members)
    context = {
        "session": session,
        "law": law,
        "form": form,
        "lines": lines,
        "members": members,
        "present": here,
        "passed": sum(line.is_passed is True for line in lines),
        "failed": sum(line.is_passed is False for line in lines),
        "obstacles": services.obstacles(session, by=request.user, members=members, lines=lines, law=law),
    }
    return render(request, "registry/councils/council_close.html", context)


# ---- the minutes ----


@require_GET
@never_cache
def council_minutes_pdf(request, pk):
    """The minutes as PDF; of a session that is not closed, as a draft."""
    return _minutes(readable(request, pk), official.pdf, "pdf", "application/pdf", "inline")


@require_GET
@never_cache
def council_minutes_docx(request, pk):
    """The minutes as a Word file."""
    return _minutes(readable(request, pk), official.word, "docx", WORD, "attachment")


def _minutes(session, build, extension, content_type, disposition) -> HttpResponse:
    response = HttpResponse(build(paper.official(session)), content_type=content_type)
    response["Content-Disposition"] = f'{disposition}; filename="{paper.file_name(session, extension)}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_http_methods(["GET", "POST"])
def council_signed(request, pk):
    """Add the signed minutes to a closed session, once."""
    session = changeable(request, pk)
    if session.state != CouncilState.CLOSED:
        raise PermissionDenied(_("Only the minutes of a closed session are signed."))
    if session.scan:
        raise PermissionDenied(_("The signed minutes of this session are here already."))
    form = SignedForm(request.POST or None, request.FILES or None)
    if form.is_valid() and form.tries(services.attach_scan, session, by=request.user, scan=form.cleaned_data["scan"]):
        messages.success(request, _("The signed minutes are kept."))
        return redirect("council", pk)
    return render(request, "registry/councils/council_signed.html", {"session": session, "form": form})


@require_GET
def council_scan(request, pk):
    """The signed minutes. They are private: whoever may read the session gets them, as a download."""
    session = readable(request, pk)
    if not session.scan:
        raise Http404
    try:
        scan = session.scan.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    name = paper.file_name(session, "pdf")
    response = FileResponse(scan, as_attachment=True, filename=name, content_type="application/pdf")
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
