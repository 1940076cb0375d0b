"""The lists of the demo's decisions, frozen as issuing would freeze them, and two drafts of the running campaign."""

from datetime import date, datetime, time, timedelta

from registry.models import Campaign, Decision, DecisionLine, FrozenPaper, IssuingBody, Recognition, User
from registry.queries import decisions as questions
from registry.queries import eligibility
from registry.queries import initiatives as lists
from registry.services import decisions
from registry.vocabulary import Level, RecognitionState, Status

from . import people
from .life import HERE

MOST_ON_A_DRAFT = 30


def write(campaign: Campaign):
    """Give the decisions of a campaign that is over their lists and papers."""
    related = ("initiative__campaign", "initiative__sector", "initiative__person", "decision__body", "ground")
    recognitions = list(Recognition.objects.filter(decision__campaign=campaign).select_related(*related).order_by("pk"))
    lists.with_unit_names([row.initiative for row in recognitions])  # a list is in their order
    of_decision: dict[int, list[DecisionLine]] = {}
    for row in recognitions:
        of_decision.setdefault(row.decision_id, []).append(_line(row, row.decision_id, None))
        if row.state == RecognitionState.REVOKED:
            of_decision.setdefault(row.ending_decision_id, []).append(_line(row, row.ending_decision_id, row))
    issued = list(Decision.objects.filter(pk__in=of_decision).select_related("body", "campaign"))
    FrozenPaper.objects.bulk_create(
        [FrozenPaper(decision=decision, words=questions.words(decision, of_decision[decision.pk])) for decision in issued],
        batch_size=50,
    )
    DecisionLine.objects.bulk_create([line for rows in of_decision.values() for line in rows], batch_size=500)


def _line(row: Recognition, decision_id: int, touched: Recognition | None) -> DecisionLine:
    """A line that recognises, or (with the recognition that it touches) one that revokes."""
    return DecisionLine(
        decision_id=decision_id,
        initiative=row.initiative,
        recognition=touched,
        ground=row.ground if touched else None,
        reason="Kiểm tra hằng năm cho thấy mô hình không còn phát huy hiệu quả." if touched else "",
        added_at=row.recognised_at,
    )


def draw_up(cast: dict[str, User], today: date):
    """Two drafts, put together by somebody else than those who will issue them.

    That of the province can be issued as it stands. On that of An Sinh one line may not be in it, and says why: that
    model is recognised already.
    """
    campaign = Campaign.objects.get(year=today.year)
    for level, key, issuer, wrong in (
        (Level.PROVINCE, people.PROVINCE, cast["province"], 0),
        (Level.GRASSROOTS, people.AN_SINH, cast["reviewer"], 1),
    ):
        body = IssuingBody.objects.filter(level=level, unit__key=key, is_active=True).order_by("pk").first()
        if body is None:
            continue
        draft = decisions.record(by=issuer, campaign=campaign, body=body, issued_on=today)
        at = datetime.combine(today - timedelta(days=1), time(15, 20), HERE)
        seen = campaign.initiatives.visible_to(issuer).select_related("campaign", "person").prefetch_related("authors")
        lines = [
            DecisionLine(decision=draft, initiative=row, added_by=cast["archive-review"], added_at=at)
            for row in seen.filter(status__in=[Status.REPORTED, Status.REGISTERED], level=level).order_by("-status", "pk")
        ]
        forbidden = eligibility.not_by(draft, lines, issuer)
        fine = [line for line in eligibility.hinder(draft, lines) if not line.hindrance and line.initiative_id not in forbidden]
        done = seen.filter(status=Status.RECOGNISED, recognitions__level=level).order_by("pk")[:wrong]
        mistaken = [DecisionLine(decision=draft, initiative=row, added_by=cast["archive-review"], added_at=at) for row in done]
        DecisionLine.objects.bulk_create([*mistaken, *fine[:MOST_ON_A_DRAFT]])
