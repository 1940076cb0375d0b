"""What the forms of a unit share: text that belongs to a model, saved as far as it is right."""

from django import forms
from django.core.validators import MaxLengthValidator
from django.forms.utils import ErrorDict
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from registry.models import Initiative
from registry.queries import outcomes, plausibility
from registry.services import initiatives

from .base import ServiceForm

# Choices of which one always holds: leaving them out of a request, or sending nothing, changes nothing.
_NEVER_EMPTY = ("submitter_type", "level", "novelty")
# A browser does not send a box without its tick; that it was on the page shows the field beside it.
_BESIDE = {"person_consent": "person_name", "is_restricted": "title"}


def too_long(longest: int) -> MaxLengthValidator:
    """A limit whose sentence says by how much the text is too long."""
    sentence = _("Shorten this to %(limit_value)d characters; it has %(show_value)d now.")
    return MaxLengthValidator(longest, sentence)


class WrittenForm(ServiceForm):
    """A form whose text belongs to a model. `version` is the one that its page was made from."""

    version = forms.CharField(required=False, widget=forms.HiddenInput)
    initiative: Initiative | None = None
    is_saved = is_all_saved = False
    closed = ()  # what was typed in parts that are not open any more: label and text
    theirs = ()  # the fields in which somebody else's text was chosen

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field.widget, forms.Textarea):
                # Shown as a counter. Without `maxlength`: the browser would cut a pasted text without a word.
                field.limit = next((v.limit_value for v in field.validators if isinstance(v, MaxLengthValidator)), None)

    @property
    def read_version(self) -> int:
        """The version of the page; 0, which no model has, if the request does not say."""
        read = self.cleaned_data.get("version", "")
        return int(read) if read.isascii() and read.isdecimal() and len(read) < 10 else 0

    def show_as_typed(self):
        """Show what was typed without judging it, for nobody has sent it yet; and the model's own where it says nothing."""
        self._errors = ErrorDict()
        self.show_saved([name for name in self.fields if name in self.initial and not self.brings(name)])

    def show_saved(self, names, initiative: Initiative | None = None):
        """Show in these fields what the model says, whatever was typed."""
        if initiative:
            self.initial |= {name: value for name, value in values_of(initiative).items() if name in names}
        for name in names:
            self.fields[name].bound_data = lambda _data, initial: initial

    def brings(self, name: str) -> bool:
        """Whether the request holds this field. For a box without its tick, the field beside it tells."""
        wanted = self.add_prefix(_BESIDE.get(name, name))
        return wanted in self.data or any(key.startswith(f"{wanted}-") for key in self.data)

    def carry(self, initiative: Initiative):
        """Show the form again as the page of the version that was just written."""
        self.data = self.data.copy()
        self.data[self.add_prefix("version")] = str(initiative.version)

    def facts(self) -> dict:
        """What was sent and is right, for the service. A field that the request did not bring stays as it is."""
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if name != "version"
            and self.add_prefix(_BESIDE.get(name, name)) in self.data
            and not (name in _NEVER_EMPTY and not value)
        }

    def differing(self, initiative: Initiative) -> list[str]:
        """The labels of the fields in which this form says something else than the model."""
        kept = values_of(initiative)
        return [str(self.fields[name].label) for name, value in self.facts().items() if kept[name] != value]

    def miss(self, sentences: dict):
        """Name what is missing at the fields which have no other fault."""
        for name, sentence in sentences.items():
            if name in self.fields and name not in self.errors:
                self.add_error(name, sentence)

    @cached_property
    def warnings(self) -> list[str]:
        """What looks odd in the figures as they are saved. It hinders nothing."""
        return plausibility.warnings(self.initiative) if self.initiative else []

    def heading(self, wants_to_send: bool) -> str:
        """What is above the list of faults: whether the text is saved, and how much is left."""
        count = len(self.errors)
        if wants_to_send and self.is_saved:
            words = ngettext("Not submitted yet: %(count)s thing to do", "Not submitted yet: %(count)s things to do", count)
        elif self.is_saved:
            words = ngettext("Saved, but for %(count)s place", "Saved, but for %(count)s places", count)
        else:
            words = gettext("Not saved yet")
        return words % {"count": count}


def values_of(initiative: Initiative) -> dict:
    """What the model says, by the names of the form's fields."""
    person = getattr(initiative, "person", None)
    own = [name for name in initiatives.FACTS if not name.startswith("person_") and name not in initiatives.FIGURES]
    return {name: getattr(initiative, name) for name in own} | {
        "report": initiative.report,
        "person_name": person.name if person else "",
        "person_position": person.position if person else "",
        "person_consent": bool(person and person.consented_at),
        **outcomes.rows_of(initiative),
    }
