"""Which part of the trail is asked for. Nonsense in the address is left out: the nearest sensible list is shown."""

from datetime import datetime, time, timedelta

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry.models import Entry, User
from registry.vocabulary import Action, Entrance, other_acts

from .base import Day, Line

LONGEST = 100


class TrailForm(forms.Form):
    """Period, person, act, thing, door; all of them may stay empty."""

    since = Day(label=_("From"), required=False)
    until = Day(label=_("Until"), required=False)
    actor = Line(label=_("Who"), required=False, max_length=LONGEST)
    behalf = Line(label=_("In the place of"), required=False, max_length=LONGEST)
    act = forms.ChoiceField(label=_("Act"), required=False)
    subject = Line(label=_("About"), required=False, max_length=LONGEST)
    entrance = forms.ChoiceField(label=_("Entrance"), required=False, choices=[("", _("All")), *Entrance.choices])

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["act"].choices = [("", _("All")), *Action.choices, *other_acts()]
        self.fields["subject"].widget.attrs["placeholder"] = "DVK-2026-000123"

    @property
    def asked(self) -> dict:
        """What was understood, by name of the field."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def narrow(self, entries: QuerySet[Entry]) -> QuerySet[Entry]:
        """The entries that were asked for."""
        for name, value in self.asked.items():
            entries = entries.filter(getattr(self, f"_{name}")(value))
        return entries

    def _since(self, day):
        return Q(at__gte=_midnight(day))

    def _until(self, day):
        return Q(at__lt=_midnight(day + timedelta(days=1)))

    def _actor(self, said):
        return Q(actor__in=_people(said))

    def _behalf(self, said):
        return Q(on_behalf_of__in=_people(said))

    def _act(self, act):
        return Q(action=act)

    def _subject(self, said):
        code = said.upper()
        return Q(chain=code) if code.startswith("DVK-") and len(code) >= 15 else Q(subject__icontains=said)

    def _entrance(self, entrance):
        return Q(entrance=entrance)


def _people(said: str) -> QuerySet:
    return User.objects.filter(Q(username__iexact=said) | Q(full_name__icontains=said)).order_by().values("pk")


def _midnight(day) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
