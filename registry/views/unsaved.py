"""What is typed and not saved yet: kept while writing, found again, thrown away; logging in without losing it."""

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import wraps
from urllib.parse import urlsplit
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib import auth
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, JsonResponse, QueryDict
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from registry import rules
from registry.errors import Refused
from registry.forms import versions
from registry.forms.account import LoginForm
from registry.models import Initiative, Writing
from registry.queries import writings as kept
from registry.services import accounts, writings
from registry.vocabulary import Action, Paper

PAGES = {Paper.REGISTRATION: "initiative-edit", Paper.REPORT: "initiative-report"}


# ---- the page on which a text is typed ----


@dataclass
class Page:
    """One opened form: its own name, whose it is, and the unsaved text with which it goes on, if any."""

    author: int
    paper: Paper
    name: UUID = field(default_factory=uuid4)
    restored: list[tuple[UUID, datetime]] = field(default_factory=list)
    text: kept.Text | None = None
    others: list[kept.Text] = field(default_factory=list)

    @property
    def carried(self) -> list[str]:
        """What the hidden fields say about the older pages."""
        return [kept.write_restored(*one) for one in self.restored]


def opened(user, paper: Paper) -> Page:
    """A form that is opened without any unsaved text."""
    return Page(user.pk, paper)


def sent(request, paper: Paper) -> Page:
    """The page from which a form was sent."""
    restored = kept.read_restored(request.POST.getlist("restored"))
    return Page(request.user.pk, paper, read_page(request.POST.get("page")) or uuid4(), restored)


def restored(request, paper: Paper, initiative: Initiative | None) -> tuple[Page, QueryDict | None]:
    """The form as it is opened: with the newest unsaved text, or with the one that the address names, or with none."""
    page = opened(request.user, paper)
    texts = kept.unsaved(request.user, initiative=initiative, paper=paper)
    asked = request.GET.get("writing", "")
    page.others = texts
    chosen = next((text for text in texts if str(text.page) == asked), None)
    if not chosen and texts and asked != "none":
        chosen = texts[0]
    if not chosen:
        return page, None
    page.text, page.others = chosen, [text for text in texts if text is not chosen]
    page.restored = [*chosen.restored, (chosen.page, chosen.saved_at)]
    data = QueryDict(mutable=True)
    with suppress(Writing.DoesNotExist):  # discarded this very moment
        for name, values in kept.fields_of(request.user, chosen.page).items():
            data.setlist(name, values)
    data["version"] = str(chosen.version)
    return page, data


def keep_sent(request, page: Page, initiative: Initiative | None, version: int, without=()):
    """Keep a form that could not be saved as it was sent, so that it outlives its window."""
    data = {name: values for name, values in request.POST.lists() if name.partition("-")[0] not in without}
    with suppress(Refused):
        writings.keep(
            by=request.user,
            page=page.name,
            initiative=initiative,
            paper=page.paper,
            version=version,
            data=data,
        )


def read_page(value) -> UUID | None:
    try:
        return UUID(value or "")
    except ValueError:
        return None


def read_version(value) -> int:
    return int(value) if value and value.isascii() and value.isdecimal() and len(value) < 10 else 0


# ---- the autosave ----


@login_not_required
@require_POST
def keep_new(request):
    """Keep what is typed about a model that does not exist yet."""
    if _is_strange(request):
        return _not_logged_in(request)
    if not rules.may_register(request.user):
        raise PermissionDenied(_("Only those who enter the models of a unit can register one."))
    return _keep(request, None)


@login_not_required
@require_POST
def keep(request, code):
    """Keep what is typed about a model, whatever its status is by now. Nothing is saved in the model."""
    if _is_strange(request):
        return _not_logged_in(request)
    found = Initiative.objects.visible_to(request.user).only("code", "version", "unit", "allocated_unit")
    shown = get_object_or_404(found, code=code)
    rules.require(request.user, Action.SAVE, shown)
    return _keep(request, shown)


def _is_strange(request) -> bool:
    """Whether nobody is logged in, or somebody else than the author of the page."""
    author = request.POST.get("author", "")
    return not request.user.is_authenticated or author not in ("", str(request.user.pk))


def _not_logged_in(request):
    if "discard" in request.POST:
        return redirect_to_login(request.path)
    return JsonResponse({"sentence": _("You are logged out.")}, status=401)


def _keep(request, initiative):
    """Answer when the text was kept, and whether somebody saved the model since the page was made."""
    page, version = read_page(request.POST.get("page")), read_version(request.POST.get("version"))
    paper = Paper.REPORT if request.POST.get("paper") == Paper.REPORT else Paper.REGISTRATION
    restored_pages = kept.read_restored(request.POST.getlist("restored"))
    if not page:
        return JsonResponse({"sentence": _("Open the form anew: this page has no name.")}, status=400)
    if "discard" in request.POST:
        also = [(one, timezone.now()) for one in map(read_page, request.POST.getlist("page")) if one]
        writings.forget(by=request.user, page=page, restored=[*restored_pages, *also])
        return redirect(PAGES[paper], initiative.code) if initiative else redirect("initiative-new")
    if "unchanged" in request.POST:
        writings.forget(by=request.user, page=page)
    else:
        try:
            writings.keep(
                by=request.user,
                page=page,
                initiative=initiative,
                paper=paper,
                version=version,
                data=dict(request.POST.lists()),
            )
        except Refused as refusal:
            return JsonResponse({"sentence": str(refusal)}, status=400)
    newer = bool(initiative) and initiative.version > version
    return JsonResponse({"saved_at": f"{timezone.localtime():%H:%M}", "newer": newer})


@login_not_required
@never_cache
@require_GET
def session(request):
    """Who is logged in here, and a fresh token for the forms of an open page."""
    user = request.user.pk if request.user.is_authenticated else None
    return JsonResponse({"user": user, "csrf": get_token(request)})


# ---- a form that is sent after the session has ended ----


def keeps_text(view):
    """For people who are logged in, like any page; but what is posted after the session ended waits for the login.

    The page that asks for the password carries every field of the form, and goes on as if nothing had happened. A text
    is only ever sent by the account that typed it.
    """

    @login_not_required
    @sensitive_post_parameters("login-password")
    @wraps(view)
    def kept_view(request, *args, **kwargs):
        if request.method == "POST" and _is_strange(request):
            if page := _log_in_place(request):
                return page
        elif not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        try:
            return view(request, *args, **kwargs)
        except (Http404, PermissionDenied) as error:
            if texts := versions.typed(request.POST):
                status = 404 if isinstance(error, Http404) else 403
                return render(request, "registry/initiatives/homeless.html", {"texts": texts}, status=status)
            raise

    kept_view.keeps_text = True
    return kept_view


def _log_in_place(request):
    """The page that asks who one is; None once the right person is logged in, and the request is theirs."""
    data = request.POST if "login-username" in request.POST else None
    form = LoginForm(request, data, prefix="login")
    if data and form.is_valid():
        if request.POST.get("author", "") in ("", str(form.get_user().pk)):
            auth.login(request, form.get_user())
            accounts.logged_in(form.get_user())
            request.POST = _without_login(request.POST)
            return None
        form.add_error(None, _("This text was typed with another account. Log in with that one."))
    is_other = request.user.is_authenticated
    context = {"form": form, "posted": posted(request), "is_other": is_other}
    return render(request, "registry/account/login_in_place.html", context)


def _without_login(data) -> QueryDict:
    data = data.copy()
    for name in [name for name in data if name.startswith("login-")]:
        del data[name]
    return data


def posted(request) -> list[tuple[str, str]]:
    """Every field of a form as it was sent, but for its token and the password."""
    return [
        (name, value)
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken" and not name.startswith("login-")
        for value in values
    ]


def is_from_here(request) -> bool:
    """Whether a request comes from one of the registry's own pages."""
    said = request.headers.get("Origin") or request.headers.get("Referer") or ""
    there = urlsplit(said)
    own = {f"{request.scheme}://{request.get_host()}", *settings.CSRF_TRUSTED_ORIGINS}
    return f"{there.scheme}://{there.netloc}" in own
