"""The public text of a model, with the photos that everybody sees."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from registry.models import Document, Initiative, Publication
from registry.models.showcase import LONGEST
from registry.services.showcase import FACTS, MOST_PHOTOS, Photo

from .base import Line, Paragraphs, ServiceForm

CHECKED = _("I looked at each chosen photo: no child is to be seen, and nobody can be recognised who has not consented.")


class PublicationForm(ServiceForm):
    """What everybody reads. Each photo of the dossier has a tick, a place in the order and a caption of its own.

    The fields of a photo bear its key: whatever is attached or removed meanwhile, a tick means the photo beside which it
    stood.
    """

    most_photos = MOST_PHOTOS
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
        for document in documents:
            photo = shown.get(document.pk)
            self.fields[f"photo_{document.key}"] = forms.BooleanField(
                label=_("Show this photo"), required=False, initial=bool(photo)
            )
            self.fields[f"order_{document.key}"] = forms.IntegerField(
                label=pgettext_lazy("order", "Place"),
                required=False,
                min_value=1,
                max_value=99,
                initial=photo.order + 1 if photo else None,
            )
            self.fields[f"caption_{document.key}"] = Line(
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
                "is_chosen": self[f"photo_{document.key}"],
                "order": self[f"order_{document.key}"],
                "caption": self[f"caption_{document.key}"],
            }
            for document in self.documents
        ]

    def facts(self) -> dict:
        """What `services.showcase.edit` takes beside who edits."""
        data = self.cleaned_data
        chosen = [
            (data[f"order_{document.key}"] or 99, number, Photo(str(document.key), data[f"caption_{document.key}"]))
            for number, document in enumerate(self.documents)
            if data[f"photo_{document.key}"]
        ]
        # A tick beside a photo that is gone meanwhile is handed on, so that it is refused and not forgotten in silence.
        gone = [name for name in self.data if name.startswith("photo_") and name not in self.fields]
        return {
            "facts": {name: data[name] for name in FACTS},
            "photos": [photo for _order, _number, photo in sorted(chosen, key=lambda one: one[:2])]
            + [Photo(name.removeprefix("photo_")) for name in gone],
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
