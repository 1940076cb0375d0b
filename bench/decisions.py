"""How long an official act over a whole year takes: a decision over 1,400 models, its PDF and its Word file."""

import time

from django.db import transaction
from django.utils import timezone

from registry.exchange import decisions as papers
from registry.models import Campaign, Decision, DecisionLine, Initiative, IssuingBody, User
from registry.papers import official
from registry.services import decisions
from registry.vocabulary import Level, Status

MODELS = 1400
LIMIT = 20  # seconds for all three


def measure(year: int) -> dict[str, float]:
    """Issue a decision over 1,400 recognised models of the year at the central level, and print it; seconds by step.

    Nothing of it stays: the transaction is rolled back.
    """
    found = {}
    with transaction.atomic():
        draft = _draft(year)
        begun = time.perf_counter()
        issued = decisions.issue(draft, by=User.objects.get(username="admin"))
        found["issue"] = time.perf_counter() - begun
        paper = papers.paper(Decision.objects.get(pk=issued.pk))
        assert len(paper.annexes[0].rows) == MODELS
        for name, make in (("pdf", official.pdf), ("word", official.word)):
            begun = time.perf_counter()
            make(paper)
            found[name] = time.perf_counter() - begun
        transaction.set_rollback(True)
    return found


def _draft(year: int) -> Decision:
    campaign = Campaign.objects.get(year=year)
    body = IssuingBody.objects.create(name="Cơ quan đo", level=Level.CENTRAL, is_numbered=True, number_pattern="{number}/QĐ")
    draft = Decision.objects.create(
        campaign=campaign,
        body=body,
        level=body.level,
        signatory="Nguyễn Văn Mẫu",
        issued_on=timezone.localdate(),
        year=timezone.localdate().year,
    )
    models = Initiative.objects.filter(campaign=campaign, status=Status.RECOGNISED).order_by("pk")[:MODELS]
    now = timezone.now()
    DecisionLine.objects.bulk_create(
        [DecisionLine(decision=draft, initiative=row, added_at=now) for row in models], batch_size=500
    )
    return draft
