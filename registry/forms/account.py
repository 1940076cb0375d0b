"""Forms about one's own account: logging in, the password, the mails."""

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordResetForm
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from registry.errors import Refused
from registry.models import User
from registry.services import accounts


class LoginForm(AuthenticationForm):
    """User name and password, with sentences that say what to do next: the one way in, from whichever page.

    Who guesses has to wait before a password is even looked at, and each failure stands in the trail.
    """

    error_messages = {
        "invalid_login": _("User name and password do not belong together. Check capital letters and the keyboard."),
        "inactive": _("This account is closed. Ask the administrator of the unit above."),
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("User name")
        self.fields["username"].widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}
        self.fields["username"].error_messages["required"] = _("Type the user name.")
        self.fields["password"].error_messages["required"] = _("Type the password.")

    def clean(self):
        typed, password = self.cleaned_data.get("username"), self.cleaned_data.get("password")
        if not typed or not password:
            return self.cleaned_data
        try:
            accounts.require_patience(typed)
        except Refused as refusal:
            raise forms.ValidationError(str(refusal), code="refused") from None
        try:
            return super().clean()
        except forms.ValidationError:
            accounts.login_failed(typed)
            raise


class MailForm(forms.ModelForm):
    """How many mails come, and in which language."""

    class Meta:
        model = User
        fields = ["mails", "language"]
        labels = {"mails": _("How mails come")}
        widgets = {"mails": forms.RadioSelect}


class MailedResetForm(PasswordResetForm):
    """Asks for the address of the account; the mail comes in the language of the account, not of the page."""

    email = forms.EmailField(
        label=_("Mail address of the account"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def send_mail(self, subject, body, context, *args, **kwargs):
        with translation.override(context["user"].language):
            super().send_mail(subject, body, context, *args, **kwargs)
