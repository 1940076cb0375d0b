"""Everybody's own pages: logging in and out, the account, the password, the notices."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth import views as auth
from django.contrib.auth.forms import PasswordChangeForm, SetPasswordForm
from django.shortcuts import redirect, render
from django.urls import path, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from registry.forms.account import LanguageForm, LoginForm, MailedResetForm
from registry.models import Campaign
from registry.queries import paging
from registry.services import notices as told
from registry.vocabulary import Action

NOTICES_A_PAGE = 30
HAPPENED = {
    Action.RETURN: _("“%(title)s” was returned for completion."),
    Action.APPROVE: _("The registration of “%(title)s” was approved."),
    Action.DECLINE: _("The registration of “%(title)s” was declined."),
    Action.RETURN_REPORT: _("The report of “%(title)s” was returned."),
    Action.RECOGNISE: _("“%(title)s” was recognised."),
    Action.DECIDE_AGAINST: _("“%(title)s” was not recognised."),
    Action.REVOKE: _("A recognition of “%(title)s” was revoked."),
    Action.REINSTATE: _("A recognition of “%(title)s” was reinstated."),
    Action.CANCEL_ENTRY: _("A recognition of “%(title)s” was cancelled, because it was entered by mistake."),
    Action.REOPEN: _("“%(title)s” was reopened."),
    Action.AMEND: _("A fact of “%(title)s” was corrected."),
}


def _registering() -> Campaign | None:
    """The campaign whose registration is open today, for the words beside the login."""
    today = timezone.localdate()
    return Campaign.objects.filter(registration_opens__lte=today, registration_closes__gte=today).first()


# Django's own views guard these doors (throw-away links, rotated sessions); only the looks are ours.
login = auth.LoginView.as_view(
    template_name="registry/account/login.html",
    authentication_form=LoginForm,
    redirect_authenticated_user=True,
    extra_context={"campaign": _registering},
)
_logout = auth.LogoutView.as_view()


@require_POST
def logout(request):
    """End the session, and have the browser erase the texts that it keeps for the account."""
    response = _logout(request)
    response["Clear-Site-Data"] = '"storage"'
    return response


reset_urls = [
    path(
        "",
        auth.PasswordResetView.as_view(
            template_name="registry/account/reset.html",
            form_class=MailedResetForm,
            subject_template_name="mail/password_reset_subject.txt",
            email_template_name="mail/password_reset.txt",
            extra_email_context={"province_name": settings.PROVINCE_NAME},
        ),
        name="password_reset",
    ),
    path(
        "sent/",
        auth.PasswordResetDoneView.as_view(template_name="registry/account/reset_sent.html"),
        name="password_reset_done",
    ),
    path(
        "<uidb64>/<token>/",
        auth.PasswordResetConfirmView.as_view(
            template_name="registry/account/reset_confirm.html",
            form_class=SetPasswordForm,
            success_url=reverse_lazy("password_reset_complete"),
        ),
        name="password_reset_confirm",
    ),
    path(
        "done/",
        auth.PasswordResetCompleteView.as_view(template_name="registry/account/reset_done.html"),
        name="password_reset_complete",
    ),
]


@require_http_methods(["GET", "POST"])
def account(request):
    """Who one is here: memberships, and the language in which mails come."""
    form = LanguageForm(request.POST or None, instance=request.user)
    if form.is_valid():
        form.save()
        messages.success(request, gettext("The language of mails is saved."))
        return redirect("account")
    memberships = request.user.memberships.select_related("unit").order_by("-valid_until", "id")
    in_force = set(request.user.memberships.in_force(timezone.localdate()).values_list("pk", flat=True))
    rows = [(membership, membership.pk in in_force) for membership in memberships]
    return render(request, "registry/account/account.html", {"form": form, "rows": rows})


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def password(request):
    """Change one's own password and stay logged in here; every other session ends."""
    form = PasswordChangeForm(request.user, request.POST or None)
    if form.is_valid():
        form.save()
        update_session_auth_hash(request, form.user)
        messages.success(request, gettext("The password is changed. Other devices have to log in again."))
        return redirect("account")
    return render(request, "registry/account/password.html", {"form": form})


@require_http_methods(["GET", "POST"])
def notices(request):
    """What happened to one's models, newest first. POST marks all of it as read."""
    if request.method == "POST":
        told.mark_read(request.user)
        messages.success(request, gettext("All notices are marked as read."))
        return redirect("notices")
    listed = request.user.notices.select_related("initiative").only(
        "recipient", "action", "remark", "at", "read_at", "initiative__code", "initiative__title"
    )
    shown = paging.page(listed, paging.Order("at", falls=True), request.GET, NOTICES_A_PAGE)
    rows = [(notice, HAPPENED[notice.action] % {"title": notice.initiative}) for notice in shown.rows]
    return render(request, "registry/account/notices.html", {"page": shown, "rows": rows})
