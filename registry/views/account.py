"""Everybody's own pages: logging in and out, the account, the password, the notices."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth import views as auth
from django.contrib.auth.forms import PasswordChangeForm, SetPasswordForm
from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import path, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from registry.forms.account import LoginForm, MailedResetForm, MailForm
from registry.models import Campaign
from registry.queries import notices as sentences
from registry.queries import paging
from registry.services import accounts
from registry.services import notices as told

NOTICES_A_PAGE = 30


def _registering() -> Campaign | None:
    """The campaign whose registration is open today, for the words beside the login."""
    today = timezone.localdate()
    return Campaign.objects.filter(registration_opens__lte=today, registration_closes__gte=today).first()


# Django's own views guard these doors (throw-away links, rotated sessions); only the looks, and the trail, are ours.
class _Login(auth.LoginView):
    def form_valid(self, form):
        response = super().form_valid(form)
        accounts.logged_in(form.get_user())
        return response


class _Reset(auth.PasswordResetView):
    def form_valid(self, form):
        accounts.reset_asked(list(form.get_users(form.cleaned_data["email"])))
        return super().form_valid(form)


class _ResetConfirm(auth.PasswordResetConfirmView):
    @transaction.atomic
    def form_valid(self, form):
        response = super().form_valid(form)
        accounts.password_reset(self.user)
        return response


login = _Login.as_view(
    template_name="registry/account/login.html",
    authentication_form=LoginForm,
    redirect_authenticated_user=True,
    extra_context={"campaign": _registering},
)
_logout = auth.LogoutView.as_view()


@require_POST
def logout(request):
    """End the session, and have the browser erase the texts that it keeps for the account."""
    accounts.logged_out(request.user)
    response = _logout(request)
    response["Clear-Site-Data"] = '"storage"'
    return response


reset_urls = [
    path(
        "",
        _Reset.as_view(
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
        _ResetConfirm.as_view(
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
    """Who one is here: memberships, how many mails come and in which language."""
    form = MailForm(request.POST or None, instance=request.user)
    if form.is_valid():
        form.save()
        messages.success(request, gettext("It is saved how mails come, and in which language."))
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
        with transaction.atomic():
            form.save()
            accounts.password_changed(form.user)
        update_session_auth_hash(request, form.user)
        messages.success(request, gettext("The password is changed. Other devices have to log in again."))
        return redirect("account")
    return render(request, "registry/account/password.html", {"form": form})


@require_http_methods(["GET", "POST"])
def notices(request):
    """What happened to one's models, newest first. POST marks the notices that it names (`notice`) as read, or all."""
    if request.method == "POST":
        named = request.POST.getlist("notice")
        if named:
            told.mark_read(request.user, [int(pk) for pk in named if pk.isascii() and pk.isdecimal() and len(pk) < 19])
        else:
            told.mark_read(request.user)
            messages.success(request, gettext("All notices are marked as read."))
        return redirect(request.get_full_path())
    listed = sentences.listed(request.user.notices.all())
    shown = paging.page(listed, paging.Order("at", falls=True), request.GET, NOTICES_A_PAGE)
    rows = [(notice, sentences.sentence(notice), sentences.address(notice)) for notice in shown.rows]
    return render(request, "registry/account/notices.html", {"page": shown, "rows": rows})
