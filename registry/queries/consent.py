"""Whether words name a person who has not consented to be named."""

from collections.abc import Iterable

from registry import text
from registry.models import Initiative


def names_without_consent(initiative: Initiative, words: Iterable[str]) -> bool:
    """Whether `words`, the name of the model or that of its collective hold the name of the person, who has not consented.

    What the dossier says elsewhere is never published.
    """
    person = getattr(initiative, "person", None)
    if not person or not person.name or person.consented_at:
        return False
    written = " ".join([initiative.title, initiative.collective_name, *words])
    return f" {text.fold(person.name)} " in f" {text.fold(written)} "
