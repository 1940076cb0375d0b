"""A reviewer's own phrases, and the names of saved views of the queue."""

from django.utils.translation import gettext_lazy as _

from .base import Line, Paragraphs, ServiceForm


class PhraseForm(ServiceForm):
    """A phrase that is kept for remarks."""

    text = Paragraphs(label=_("Phrase"), max_length=500, rows=2, error_messages={"required": _("Write the phrase first.")})


class SavedFilterForm(ServiceForm):
    """The name under which the view of the queue is saved."""

    name = Line(label=_("Name"), max_length=80, error_messages={"required": _("Give the view a name.")})
