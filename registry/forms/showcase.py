"""The public text of a model with its photos, and the word that a model was learned from another one."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from registry.models import Document, Initiative, Publication
from registry.models.showcase import LONGEST
from registry.services.showcase import FACTS, Photo

from .base import Line, Paragraphs, ServiceForm

CHECKED = _("I looked at each chosen photo: no child is to be seen, and nobody can be recognised who has not consented.")


class PublicationForm(ServiceForm):
    """What everybody reads. Each photo of the dossier has a tick, a place in the order and a caption of its own."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    summary = Line(
        label=_("In one sentence"),
        max_length=400,
        required=False,
        help_text=_("What was done, and what came of it. It stands at the head of the page."),
    )
    situation = Paragraphs(label=_("Why it was begun"), max_length=LONGEST, required=False)
    method = Paragraphs(
        label=_("How it is done"),
        max_length=LONGEST,
        required=False,
        rows=8,
        help_text=_("Step by step, so that others can do the same."),
    )
    forces = Paragraphs(
        label=_("Who takes part"), max_length=LONGEST, required=False, help_text=_("Bodies and groups, no names.")
    )
    results = Paragraphs(label=_("What was achieved"), max_length=LONGEST, required=False)
    advice = Paragraphs(label=_("Advice to those who want to do it too"), max_length=LONGEST, required=False)
    contact = Line(
        label=_("Contact of the unit"),
        max_length=300,
        required=False,
        help_text=_("An office with its telephone or mail, never a person."),
    )
    photos_checked = forms.BooleanField(label=CHECKED, required=False)

    def __init__(self, *args, documents: list[Document], publication: Publication | None, initiative: Initiative, **kwargs):
        initial = {"version": publication.version if publication else 0, **starting_words(initiative, publication)}
        super().__init__(*args, initial=initial, **kwargs)
        self.documents = documents
        shown = {photo.document_id: photo for photo in publication.photos.all()} if publication else {}
        for number, document in enumerate(documents, start=1):
            photo = shown.get(document.pk)
            self.fields[f"photo_{number}"] = forms.BooleanField(label=_("Show this photo"), required=False, initial=bool(photo))
            self.fields[f"order_{number}"] = forms.IntegerField(
                label=pgettext_lazy("order", "Place"),
                required=False,
                min_value=1,
                max_value=99,
                initial=photo.order + 1 if photo else None,
            )
            self.fields[f"caption_{number}"] = Line(
                label=_("What it shows"), max_length=200, required=False, initial=photo.caption if photo else document.caption
            )
        if not documents:
            del self.fields["photos_checked"]

    def word_fields(self):
        return [self[name] for name in ("version", *FACTS)]

    def photo_rows(self) -> list[dict]:
        """The photos with their fields, for the template."""
        return [
            {
                "document": document,
                "is_chosen": self[f"photo_{number}"],
                "order": self[f"order_{number}"],
                "caption": self[f"caption_{number}"],
            }
            for number, document in enumerate(self.documents, start=1)
        ]

    def facts(self) -> dict:
        """What `services.showcase.edit` takes beside who edits."""
        data = self.cleaned_data
        chosen = [
            (data[f"order_{number}"] or 99, number, Photo(str(document.key), data[f"caption_{number}"]))
            for number, document in enumerate(self.documents, start=1)
            if data[f"photo_{number}"]
        ]
        return {
            "facts": {name: data[name] for name in FACTS},
            "photos": [photo for _order, _number, photo in sorted(chosen, key=lambda one: one[:2])],
            "photos_checked": bool(data.get("photos_checked")),
            "version": data["version"],
        }


def starting_words(initiative: Initiative, publication: Publication | None) -> dict[str, str]:
    """The public text, or, where there is none yet, the dossier's own words to begin with."""
    if publication:
        return {name: getattr(publication, name) for name in FACTS}
    return {
        "situation": initiative.situation,
        "method": initiative.method,
        "forces": initiative.forces,
        "results": initiative.report[:LONGEST] or initiative.results,
        "advice": initiative.sustainability,
        "contact": "",
    }


class AdoptionForm(ServiceForm):
    """Which of the own models was learned from the one at hand."""

    adopter = forms.ModelChoiceField(
        Initiative.objects.none(),
        label=_("Your model"),
        empty_label=_("Choose a model"),
        error_messages={"required": _("Choose your model."), "invalid_choice": _("Choose a model that is offered here.")},
    )
    note = Line(
        label=_("What you did otherwise"),
        max_length=500,
        required=False,
        help_text=_("One sentence helps those who come after you. No names of persons."),
    )

    def __init__(self, *args, models, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["adopter"]
        field.queryset = models
        field.label_from_instance = lambda row: f"{row.campaign.year} · {row.title} ({row.code})"
