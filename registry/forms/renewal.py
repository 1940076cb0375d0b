"""What is asked when last year's model is not kept up, and what last year's model says beside the form of this year's."""

from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from registry.queries import renewal
from registry.services.renewal import LONGEST_REASON
from registry.vocabulary import TEXT_PARTS

from .base import Paragraphs, ServiceForm
from .review import SAY_WHY, ActForm


class ContinueForm(ServiceForm):
    """Nothing but the press of a button. `token` is the row's own: pressed twice, it begins one draft."""

    token = forms.CharField(required=False)

    @property
    def read_token(self) -> UUID | None:
        try:
            return UUID(self.cleaned_data.get("token", ""))
        except ValueError:
            return None


class EndForm(ActForm):
    """Why a model is not kept up."""

    reason = Paragraphs(label=_("Reason"), max_length=LONGEST_REASON, rows=3, error_messages=SAY_WHY)


def show_earlier(form, user) -> renewal.Earlier | None:
    """Put last year's text beside each text of a form whose model continues another; return what that model reached."""
    earlier = renewal.earlier(form.initiative, user) if form.initiative else None
    for part in TEXT_PARTS if earlier else ():
        if part in form.fields:
            form.fields[part].earlier = getattr(earlier.initiative, part)
    return earlier
