"""The trail: who did what to which model, in whose place, when, from where, through which door; and what proves it whole."""

import hashlib
import json
import re
from datetime import UTC

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from registry.vocabulary import Action, Entrance, Status, label_of_act

PERSONAL = "personal"  # the key of `Entry.data` under which the digests of personal values stand
# What the digest of an entry covers: all columns but its id and the digest itself.
CHAINED = (
    "at",
    "actor_id",
    "on_behalf_of_id",
    "entrance",
    "action",
    "initiative_id",
    "subject",
    "from_status",
    "to_status",
    "remark",
    "data",
    "batch",
    "chain",
    "position",
)
# How a reader is told of what has no name of its own: the stored noun → words.
_ABOUT = {
    "account": pgettext_lazy("about", "Account %(number)s"),
    "delegation": pgettext_lazy("about", "Delegation %(number)s"),
    "council": pgettext_lazy("about", "Council session %(number)s"),
    "mail": pgettext_lazy("about", "Mail %(number)s"),
    "units": pgettext_lazy("about", "The list of units"),
    "trail": pgettext_lazy("about", "The trail"),
    "demo": pgettext_lazy("about", "The demonstration"),
}
_numbered = re.compile(r"([a-z]+):?(?: ([0-9]+))?").match
_canonical = json.JSONEncoder(sort_keys=True, separators=(",", ":")).encode


def digest_of(values, previous: str) -> str:
    """SHA-256, in hex, over the values of `CHAINED` and the digest of the entry before ("" for the first of a chain).

    They are written as JSON with sorted keys, without blanks, in ASCII; the time in UTC. Both databases give the same.
    """
    content = dict(zip(CHAINED, values, strict=True))
    content["at"] = content["at"].astimezone(UTC).isoformat()
    content["batch"] = content["batch"] and str(content["batch"])
    content["previous"] = previous
    return hashlib.sha256(_canonical(content).encode()).hexdigest()


def as_stored(data: dict) -> dict:
    """`data` as both databases give it back: keys are texts, days and other things too, 2.0 is 2."""
    if not data:
        return {}
    return json.loads(json.dumps(data, cls=DjangoJSONEncoder), parse_float=_number)


def _number(digits: str) -> int | float:
    number = float(digits)
    return int(number) if number.is_integer() else number


class Entry(models.Model):
    """One act. Entries are written by `services.trail` together with the act, and never changed or removed.

    No foreign key here cascades or is enforced: removing an account or a draft leaves its entries whole.
    `data` holds what the act changed, as {"field": [before, after]}; no personal value stands in it, only the digests of
    such values, as {"personal": {name: digest}}.
    """

    at = models.DateTimeField(_("time"))
    actor = models.ForeignKey(
        "registry.User", models.DO_NOTHING, null=True, db_constraint=False, related_name="+", verbose_name=_("by")
    )
    on_behalf_of = models.ForeignKey(
        "registry.User",
        models.DO_NOTHING,
        null=True,
        blank=True,
        db_constraint=False,
        related_name="+",
        verbose_name=_("in the place of"),
    )
    entrance = models.CharField(_("entrance"), max_length=16, choices=Entrance)
    action = models.CharField(_("act"), max_length=32)
    initiative = models.ForeignKey(
        "registry.Initiative",
        models.DO_NOTHING,
        null=True,
        db_constraint=False,
        related_name="entries",
        verbose_name=_("model"),
    )
    subject = models.CharField(_("about"), max_length=200)
    from_status = models.CharField(_("from"), max_length=16, choices=Status, blank=True)
    to_status = models.CharField(_("to"), max_length=16, choices=Status, blank=True)
    remark = models.TextField(_("remark"), blank=True)
    data = models.JSONField(_("details"), default=dict, blank=True)
    batch = models.UUIDField(_("one act over many"), null=True, blank=True)
    # The chain of what is told of one thing: its name, the place in it, and the digest over this entry and the one before.
    chain = models.CharField(max_length=120, editable=False, default="")
    position = models.PositiveIntegerField(editable=False, default=0)
    digest = models.CharField(max_length=64, editable=False, default="")

    class Meta:
        verbose_name = _("trail entry")
        verbose_name_plural = _("trail")
        ordering = ["id"]
        indexes = [
            models.Index(fields=["action", "at"], name="entry_by_action"),
            models.Index(fields=["batch"], name="entry_by_batch", condition=models.Q(batch__isnull=False)),
            models.Index(fields=["chain", "position"], name="entry_in_chain"),
        ]

    def __str__(self):
        return f"{self.subject}: {self.get_act_display()}"

    def get_act_display(self) -> str:
        """The act in the reader's language; one that nobody translated yet keeps its stored name."""
        return str(Action(self.action).label) if self.action in Action.values else label_of_act(self.action)

    @property
    def about(self) -> str:
        """What the act was done to, in the reader's language: its name as stored, or the noun and the number."""
        head, dot, rest = self.subject.partition(" · ")
        found = _numbered(head)
        if not found or found[0] != head or found[1] not in _ABOUT:
            return self.subject
        return _ABOUT[found[1]] % {"number": found[2] or ""} + dot + rest

    def digest_after(self, previous: str) -> str:
        """What `digest` must be, where `previous` is the digest of the entry before in the chain."""
        return digest_of([getattr(self, name) for name in CHAINED], previous)


class Chain(models.Model):
    """The end of one chain of entries: how long it is and its last digest. A cut tail is seen here.

    There is one chain for each model, decision, account ...: an act locks the chain of its own thing alone, so that
    proving the trail never makes one act wait for another.
    """

    name = models.CharField(max_length=120, unique=True)
    length = models.PositiveIntegerField(default=0)
    head = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("chain of the trail")
        verbose_name_plural = _("chains of the trail")

    def __str__(self):
        return f"{self.name}: {self.length}"


class PersonalValue(models.Model):
    """A personal value beside its entry, whose chained details hold only the salted digest of it.

    Erasing the value leaves the chain whole: the digest without salt and value says nothing.
    """

    entry = models.ForeignKey(
        Entry, models.DO_NOTHING, db_constraint=False, related_name="personal_values", verbose_name=_("trail entry")
    )
    name = models.CharField(_("what it is"), max_length=60)
    salt = models.CharField(max_length=32, editable=False)
    value = models.CharField(_("value"), max_length=500)
    of_user = models.ForeignKey(
        "registry.User", models.DO_NOTHING, null=True, blank=True, db_constraint=False, related_name="+"
    )
    of_initiative = models.ForeignKey(
        "registry.Initiative", models.DO_NOTHING, null=True, blank=True, db_constraint=False, related_name="+"
    )

    class Meta:
        verbose_name = _("personal value")
        verbose_name_plural = _("personal values")
        constraints = [models.UniqueConstraint(fields=["entry", "name"], name="personal_value_once")]

    def __str__(self):
        return f"{self.entry_id} · {self.name}"

    @property
    def digest(self) -> str:
        """What stands in the entry."""
        return hashlib.sha256(f"{self.salt}{self.value}".encode()).hexdigest()


class Seal(models.Model):
    """The signed state of the whole trail on a day, also kept outside the database. Each seal holds the one before."""

    number = models.PositiveIntegerField(unique=True)
    day = models.DateField(_("day"))
    made_at = models.DateTimeField(_("made at"))
    entries = models.PositiveBigIntegerField(_("entries"))
    last_entry = models.PositiveBigIntegerField(_("last entry"))
    digest = models.CharField(_("digest"), max_length=64)
    signature = models.CharField(_("signature"), max_length=128)

    class Meta:
        verbose_name = _("seal of the trail")
        verbose_name_plural = _("seals of the trail")
        ordering = ["-number"]

    def __str__(self):
        return f"{self.number} · {self.day:%Y-%m-%d}"

    @property
    def code(self) -> str:
        """The digest, short enough to be printed and compared by eye: 9F3A-02C1-77DE-4B10."""
        start = self.digest[:16].upper()
        return "-".join(start[place : place + 4] for place in range(0, 16, 4))

    def facts(self) -> dict:
        """What is signed and written to the file, as JSON values."""
        return {
            "number": self.number,
            "day": self.day.isoformat(),
            "made_at": self.made_at.astimezone(UTC).isoformat(),
            "entries": self.entries,
            "last_entry": self.last_entry,
            "digest": self.digest,
        }

    def signature_by(self, key: str) -> str:
        """The HMAC-SHA-256 of the facts, in hex."""
        return salted_hmac("registry.seal", _canonical(self.facts()), secret=key, algorithm="sha256").hexdigest()
