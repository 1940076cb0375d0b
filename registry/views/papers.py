"""The papers of one model as PDF: its registration form and its report of results."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from registry import amounts, rules
from registry.models import Initiative
from registry.papers import forms
from registry.queries import documents, units
from registry.queries import initiatives as lists
from registry.services import audit
from registry.vocabulary import DIMENSION_OF_KIND, TEXT_PARTS, Action, Stage, Status, SubmitterType


@require_http_methods(["GET", "POST"])
@never_cache
def registration(request, code):
    """The registration form as it stands now; a draft says across the page that it is one."""
    return _answer(request, _visible(request, code), _registration, "dang-ky", "paper.registration")


@require_http_methods(["GET", "POST"])
@never_cache
def report(request, code):
    """The report of results; 404 while there is none."""
    shown = _visible(request, code)
    if not shown.report and not shown.outcomes.filter(stage=Stage.ACHIEVED).exists():
        raise Http404
    return _answer(request, shown, _report, "bao-cao", "paper.report")


def _visible(request, code) -> Initiative:
    found = Initiative.objects.visible_to(request.user).select_related("campaign", "sector", "unit", "person", "continues")
    return get_object_or_404(lists.with_unit_then(found), code=code)


def _answer(request, shown, build, name, act) -> HttpResponse:
    """The PDF. Whoever takes a paper out that names a person of another unit does so by a button, and the trail notes it.

    What a unit wrote about its own people is its own: its submitters print it by the plain link, as often as they like.
    """
    person = getattr(shown, "person", None)
    if person and person.name and not rules.may(request.user, Action.SAVE, shown):
        if request.method == "GET":  # reading writes nothing, so the link leads to the button
            context = {"what": f"{shown} · {shown.code}", "back": shown.get_absolute_url(), "count": 1}
            return render(request, "registry/papers/named.html", context)
        audit.record_paper(shown, act, by=request.user)
    with translation.override("vi"):  # an official paper, whatever language the page has
        content = forms.printed(build(shown))
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{shown.code}-{name}.pdf"'
    return response


def _registration(shown) -> forms.Form:
    targets = [[*_outcome(row)] for row in shown.outcomes.filter(stage=Stage.TARGET).select_related("measure")]
    return forms.Form(
        title=_("Registration of a “Dân vận khéo” model in %(year)s") % {"year": shown.campaign.year},
        parts=[(_("Name of the model"), shown.title), *((str(part.label), getattr(shown, part)) for part in TEXT_PARTS)],
        tables=[
            forms.Table(_("Targets in figures"), [_("Measure"), _("Target"), _("Note")], targets),
            _contributions(shown, Stage.TARGET, _("Planned contributions")),
        ],
        **_common(shown),
    )


def _report(shown) -> forms.Form:
    targets = {(row.measure_id, row.period): row for row in shown.outcomes.filter(stage=Stage.TARGET)}
    reached = [
        [
            *_outcome(row)[:1],
            _value(targets[row.measure_id, row.period], row.measure) if (row.measure_id, row.period) in targets else "–",
            *_outcome(row)[1:],
        ]
        for row in shown.outcomes.filter(stage=Stage.ACHIEVED).select_related("measure")
    ]
    evidence = "\n".join(f"{number}. {row}" for number, row in enumerate(documents.evidence_of(shown), start=1))
    return forms.Form(
        title=_("Report of results of a “Dân vận khéo” model in %(year)s") % {"year": shown.campaign.year},
        parts=[
            (_("Name of the model"), shown.title),
            (_("Objectives and criteria"), shown.aims),
            (_("Report of results"), shown.report),
            *([(_("Evidence attached"), evidence)] if evidence else []),
        ],
        tables=[
            forms.Table(_("Results in figures"), [_("Measure"), _("Target"), _("Achieved"), _("Note")], reached),
            _contributions(shown, Stage.ACHIEVED, _("Contributions")),
        ],
        **_common(shown),
    )


def _common(shown) -> dict:
    """What both papers say: whose it is, of which day, the general facts, the foot."""
    today = timezone.localdate()
    unit = lists.unit_then(shown)
    person = shown.person if hasattr(shown, "person") else None
    named = ", ".join(filter(None, (person.name, person.position))) if person else ""
    is_individual = shown.submitter_type == SubmitterType.INDIVIDUAL
    who = named if is_individual else shown.collective_name
    period = " – ".join(date_format(day, "d/m/Y") for day in (shown.starts_on, shown.ends_on) if day)
    novelty = shown.get_novelty_display()
    if shown.continues_id:
        novelty = f"{novelty} ({shown.continues.code})"
    partners = ", ".join(map(str, shown.partners.select_related("unit")))
    general = [
        (_("Registering unit"), capfirst(unit)),
        (_("Field"), str(shown.sector or "–")),
        (_("Submitter"), " – ".join(filter(None, (str(shown.get_submitter_type_display()), who)))),
        *([] if is_individual or not named else [(_("Head of the collective"), named)]),
        *([(_("Units that take part"), partners)] if partners else []),
        (_("Kind"), novelty),
        (_("Level aimed at"), units.level_labels(shown.campaign.cutoff_on)[shown.level]),
        (_("Time frame"), period or "–"),
    ]
    said = {"place": shown.unit.label.removeprefix("phường ").removeprefix("xã "), "day": f"{today:%d}"}
    return {
        "subtitle": "",
        "above": shown.unit.parent.label if shown.unit.parent else "",
        "unit": unit,
        "place_and_date": _("%(place)s, day %(day)s month %(month)s year %(year)s")
        % {**said, "month": f"{today:%m}", "year": today.year},
        "general": [(str(label), str(value)) for label, value in general],
        "foot": _("%(code)s · printed on %(day)s · as of version %(version)s")
        % {"code": shown.code, "day": date_format(today, "d/m/Y"), "version": shown.version},
        "watermark": _watermark(shown),
        "person": person.name if person else "",
    }


def _watermark(shown) -> str:
    if settings.DEMO:
        return _("SAMPLE DATA")
    return _("DRAFT") if shown.status == Status.DRAFT else ""


def _outcome(row) -> list[str]:
    """Measure, value and note of an outcome, as a table prints them."""
    name = f"{row.measure} ({row.period})" if row.period else str(row.measure)
    return [name, _value(row, row.measure), row.note]


def _value(row, measure) -> str:
    return amounts.qualified(row.value, row.qualifier, amounts.Unit(measure.dimension, measure.unit))


def _contributions(shown, stage, title) -> forms.Table:
    rows = []
    for row in shown.contributions.filter(stage=stage):
        value = amounts.qualified(row.value, row.qualifier, amounts.Unit(DIMENSION_OF_KIND[row.kind]))
        if row.per_person:
            value = _("%(value)s a person") % {"value": value}
        kind = " – ".join((str(row.get_source_display()), str(row.get_kind_display()).lower()))
        rows.append([kind, value, ", ".join(filter(None, (row.period, row.note)))])
    return forms.Table(title, [_("Source"), _("Value"), _("Note")], rows)
