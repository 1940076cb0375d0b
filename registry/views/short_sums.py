"""Contributions and outcomes in short, for the page of the year: the table of each stands on a page of its own."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from registry.models import Campaign
from registry.queries import sums, totals
from registry.vocabulary import ContributionKind, Source, Stage

from .figures import SumCell

MOST_LINES = 8


def short_sums(campaign: Campaign, among: set[int] | None) -> dict:
    """The lines of both tables: money by source and what was given over all sources; the first measures. Two queries."""
    given, reached = totals.read(campaign, among)
    given = [one for one in given if not one.source or one.kind == ContributionKind.MONEY]
    return {
        "contributions": [_given(campaign, one) for one in given],
        "outcomes": [_reached(campaign, one) for one in reached[:MOST_LINES]],
        "has_more": len(reached) > MOST_LINES,
    }


def _given(campaign: Campaign, line: sums.Given) -> dict:
    source = Source(line.source).label if line.source else _("All sources")
    figure = {"source": line.source, "kind": line.kind}
    return {
        "name": f"{source} · {ContributionKind(line.kind).label}",
        "is_sum": not line.source,
        "target": _cell(campaign, line, Stage.TARGET, figure),
        "achieved": _cell(campaign, line, Stage.ACHIEVED, figure),
    }


def _reached(campaign: Campaign, line: sums.Reached) -> dict:
    figure = {"measure": line.measure.code}
    return {
        "name": str(line.measure),
        "target": _cell(campaign, line, Stage.TARGET, figure),
        "achieved": _cell(campaign, line, Stage.ACHIEVED, figure),
        "share": line.share,
    }


def _cell(campaign: Campaign, line: sums.Line, stage: str, figure: dict) -> SumCell | None:
    """None where nothing is said."""
    if stage not in line.stages:
        return None
    asked = {"campaign": campaign.year, **{key: value for key, value in figure.items() if value}, "stage": str(stage)}
    quantity = line.stages[stage]
    return SumCell(quantity.said(line.unit), f"{reverse('leadership-outcome-models')}?{urlencode(asked)}", quantity.models)
