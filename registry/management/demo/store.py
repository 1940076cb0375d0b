"""Writes the models of one campaign of the demo with all that hangs on them: in bulk, under the same constraints as any."""

from django.db import connection

from registry.models import Contribution, Initiative, Outcome, Partner, Person, Recognition, Remark, Revision
from registry.queries.outcomes import CONTRIBUTION_FIELDS, OUTCOME_FIELDS, partners_in_order
from registry.services import initiatives as service
from registry.services import trail
from registry.vocabulary import Action

from . import pictures
from .life import Made

BATCH = 500


def write(made: list[Made]):
    """Write the models; what their revisions froze follows from the models themselves."""
    Initiative.objects.bulk_create([one.row for one in made], batch_size=BATCH)
    for one in made:
        one.person.initiative = one.row
        for child in (*one.entries, *one.revisions, *one.remarks, *one.recognitions):
            child.initiative = one.row
        for entry in one.entries:
            entry.subject = one.row.code
        for revision in one.revisions:
            revision.data = frozen(one, revision.action)
    Person.objects.bulk_create([one.person for one in made], batch_size=BATCH)
    trail.write([entry for one in made for entry in one.entries])
    for model, name in (
        (Revision, "revisions"),
        (Remark, "remarks"),
        (Recognition, "recognitions"),
    ):
        model.objects.bulk_create([child for one in made for child in getattr(one, name)], batch_size=BATCH)
    for model, fields in ((Outcome, OUTCOME_FIELDS), (Contribution, CONTRIBUTION_FIELDS)):
        rows = (
            model(initiative=one.row, stage=stage, **vars(row))
            for one in made
            for field, stage in fields.items()
            for row in one.figures.get(field, ())
        )
        model.objects.bulk_create(rows, batch_size=BATCH)
    Partner.objects.bulk_create(
        Partner(initiative=one.row, unit=unit, name=name) for one in made for name, unit in one.partners.items()
    )
    authors = Initiative.authors.through
    authors.objects.bulk_create([authors(initiative=one.row, user=one.author) for one in made], batch_size=BATCH)
    for one in made:
        if one.documents:
            pictures.store(one)


def frozen(one: Made, action: Action) -> dict:
    """What the model said when it was submitted, or reported: the results are in the second revision alone."""
    rows = {**one.figures, "partners": partners_in_order(one.partners)}
    if action == Action.REPORT:
        return service.snapshot(one.row, rows=rows)
    return service.snapshot(one.row, rows={**rows, "achieved": [], "contributed": []}) | {"report": ""}


def refresh_statistics():
    """Tell PostgreSQL how many rows there are now: inside one transaction nothing else does, and its plans go by it."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
