"""What the services raise when an act is not done. Each error carries a sentence fit for a user."""

from collections.abc import Mapping


class Refused(Exception):
    """The act was not done and nothing was written. `str()` is the sentence; `fields` maps form fields to sentences."""

    def __init__(self, sentence, fields: Mapping[str, str] | None = None):
        super().__init__(sentence)
        self.sentence = sentence
        self.fields = dict(fields or {})

    def __str__(self):
        return str(self.sentence)


class Incomplete(Refused):
    """A mandatory part is missing; `fields` says which."""


class Stale(Refused):
    """The page was read before somebody else changed what it shows."""
