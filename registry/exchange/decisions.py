"""The paper of a decision: that of a draft as it would be now, that of an issued one as it was frozen."""

from datetime import date

from registry.models import Decision, Wording
from registry.papers import certificates, official
from registry.papers.official import Annex, Official, Signature
from registry.queries import decisions, wordings
from registry.vocabulary import DecisionKind, DecisionState, Layout, Template

from . import reports


def paper(decision: Decision) -> Official | None:
    """The paper with its list; None of a decision that was recorded without one, for its paper lies elsewhere."""
    if decision.state == DecisionState.ISSUED:
        words = decision.paper
        return _official(words) if words else None
    return _official(decisions.words(decision, decisions.lines_of(decision)), is_draft=True)


def _official(words: dict, *, is_draft=False) -> Official:
    """`words` are those of `queries.decisions.words`, fresh or frozen."""
    listed = words["list"]
    day = date.fromisoformat(words["issued_on"]) if words["issued_on"] else None
    annexes = (
        [Annex(**{name: listed[name] for name in ("title", "subtitle", "heads", "rows", "widths")})] if listed["rows"] else []
    )
    return Official(
        layout=words["layout"],
        superior=words["superior"],
        body=words["body"],
        title=words["title"],
        number_line=official.number_line(words["layout"], words["number"]),
        place_and_date=official.place_and_date(words["place"], day),
        subject=words["subject"],
        authority=words["authority"],
        bases=words["bases"],
        resolves=words["resolves"],
        paragraphs=words["text"],
        recipients=words["recipients"],
        signatures=[Signature(words["position"], words["signatory"])],
        annexes=annexes,
        foot=words.get("foot", ""),
        watermark=wordings.watermark(is_draft=is_draft),
    )


def preview(wording: Wording) -> bytes:
    """A wording as PDF, with facts of nobody; of a body that is not named, in the look of the state."""
    facts = wordings.sample(wording)
    filled = wordings.filled(wording, facts)
    body = wording.body
    heading = wordings.heading(body) if body else {"layout": Layout.STATE, "superior": "", "body": facts["body"]}
    if wording.template == Template.CERTIFICATE:
        return certificates.preview(filled, facts, **heading)
    return official.pdf(_sample(wording, filled, facts, heading))


def _sample(wording, filled, facts, heading) -> Official:
    is_minutes = wording.template == Template.MINUTES
    is_report = wording.template in reports.OF_REPORTS
    both = [Signature("Thư ký", facts.get("secretary", "")), Signature("Chủ tọa", facts.get("chair", ""))]
    day = date(2024, 11, 5)
    return Official(
        **heading,
        title=filled["title"],
        number_line=official.number_line(heading["layout"], facts["number"]),
        place_and_date=official.place_and_date(facts["place"], day),
        subject=filled["subject"],
        authority=facts["body"] if wording.template in DecisionKind else "",
        bases=filled["bases"],
        resolves="Quyết định:" if wording.template in DecisionKind else "",
        paragraphs=[] if is_report else filled["text"],
        pieces=reports.preview(filled) if is_report else [],
        recipients=filled["recipients"],
        signatures=both if is_minutes else [Signature(facts["position"], facts["signatory"])],
        watermark="BẢN XEM THỬ",
    )
