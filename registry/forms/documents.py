"""What is asked when a document is attached: the files, the figure to which they belong, what they show."""

from django import forms
from django.utils.translation import gettext_lazy as _

from registry.models import Contribution, Outcome
from registry.queries import documents

from .base import Line, ServiceForm


class FilesInput(forms.FileInput):
    allow_multiple_selected = True


class Files(forms.FileField):
    """One file or several. What is in them is judged by the service, one by one; here only that there are any."""

    widget = FilesInput

    def __init__(self, **kwargs):
        super().__init__(allow_empty_file=True, **kwargs)

    def clean(self, data, initial=None):
        chosen = [file for file in data or [] if file]
        if not chosen and self.required:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return chosen


class DocumentForm(ServiceForm):
    """Attach files to a model, all with the same figure and caption. `figure` offers the figures of this very model."""

    files = Files(label=_("Photos or papers"), error_messages={"required": _("Choose a photo or a paper first.")})
    figure = forms.ChoiceField(
        label=_("Belongs to"),
        required=False,
        error_messages={"invalid_choice": _("This figure is no longer there. Choose another one, or the whole model.")},
    )
    caption = Line(label=_("What it shows"), max_length=200, required=False)

    def __init__(self, *args, initiative, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["figure"].choices = [("", _("The whole model")), *documents.figures_of(initiative)]

    def facts(self) -> dict:
        """What `services.documents.attach` takes beside the file."""
        name, _dash, pk = self.cleaned_data["figure"].partition("-")
        return {
            "caption": self.cleaned_data["caption"],
            "outcome": Outcome(pk=int(pk)) if name == "outcome" else None,
            "contribution": Contribution(pk=int(pk)) if name == "contribution" else None,
        }
