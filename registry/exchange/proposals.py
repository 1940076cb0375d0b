"""The letter that nominates models to the level above, as an official paper; the board of nominations as a table."""

from collections.abc import Iterable, Iterator

from django.db.models import Exists, OuterRef
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from registry import text
from registry.models import Decision, IssuingBody, Nomination, Recognition
from registry.papers import official
from registry.queries import nominations, units, wordings
from registry.vocabulary import Layout, Level, RecognitionState, SubmitterType, Template

KINDS = {
    "pdf": ("application/pdf", official.pdf),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", official.word),
}
_COLUMNS = (
    *("initiative", "initiative__title", "initiative__sector__name_vi", "initiative__submitter_type"),
    *("initiative__collective_name", "initiative__person__name", "initiative__unit"),
)


def name(letter: Nomination) -> str:
    """The name of the letter's file, without its ending."""
    return text.fold(f"to trinh {letter.number or letter.pk}").replace(" ", "-")


def letter(letter: Nomination) -> official.Official:
    """The letter with its list, in the words that hold for its body and level. Eight queries, however long the list is."""
    with translation.override("vi"):  # an official paper, whatever language the page has
        rows = list(letter.nominees.order_by("pk").values_list(*_COLUMNS))
        facts = _facts(letter, rows)
        words = wordings.filled(wordings.wording(Template.PROPOSAL, letter.body, letter.from_level), facts)
        return official.Official(
            **_heading(letter),
            title=words["title"],
            number_line=official.number_line(letter.body.layout if letter.body else Layout.STATE, letter.number),
            place_and_date=official.place_and_date(letter.body.place if letter.body else "", letter.dated),
            subject=words["subject"],
            bases=words["bases"],
            paragraphs=words["text"],
            recipients=words["recipients"],
            signatures=[official.Signature(role=letter.signatory_position, name=letter.signatory)],
            annexes=[_annex(letter, rows, facts)],
            watermark=wordings.watermark(is_draft=letter.sent_at is None),
        )


def _heading(letter: Nomination) -> dict:
    if letter.body:
        return wordings.heading(letter.body)
    return {"layout": Layout.STATE, "superior": "", "body": capfirst(letter.unit.label)}


def _facts(letter: Nomination, rows) -> dict:
    types = [type_ for _pk, _title, _sector, type_, *_others in rows]
    collectives, individuals = (types.count(type_) for type_ in (SubmitterType.COLLECTIVE, SubmitterType.INDIVIDUAL))
    day = letter.campaign.cutoff_on
    level_above = wordings.level_words(letter.level, day)
    return {
        "body": letter.body.name if letter.body else capfirst(letter.unit.label),
        "level": wordings.level_words(letter.from_level, day),
        "level_above": level_above,
        "addressee": _addressee(letter) or level_above,
        "year": letter.campaign.year,
        "campaign": str(letter.campaign),
        "number": letter.number or "……",
        "date": official.day_words(letter.dated),
        "place": letter.body.place if letter.body else "",
        "signatory": letter.signatory,
        "position": letter.signatory_position,
        "count": wordings.counted(len(rows)),
        "collectives": wordings.counted(collectives),
        "individuals": wordings.counted(individuals),
        "composition": wordings.composition(collectives, individuals),
        "unit": letter.unit.label,
    }


def _addressee(letter: Nomination) -> str:
    """The body of the level above that decides in this campaign, else one that decides today."""
    decides = Decision.objects.filter(body=OuterRef("pk"), campaign=letter.campaign_id)
    bodies = IssuingBody.objects.filter(level=letter.level).annotate(decides=Exists(decides))
    return bodies.order_by("-decides", "-is_active", "pk").values_list("name", flat=True).first() or ""


def _annex(letter: Nomination, rows, facts: dict) -> official.Annex:
    """The list: what it is called, who carries it, where, and by which decision it is recognised below."""
    names = units.names_on({row[-1] for row in rows}, letter.campaign.cutoff_on)
    recognised = _recognised(letter)
    lines = [
        [
            str(number),
            title,
            collective or person or "",
            capfirst(names[unit]),
            sector or "",
            recognised.get(pk, ""),
        ]
        for number, (pk, title, sector, _type, collective, person, unit) in enumerate(rows, start=1)
    ]
    belongs = f"Kèm theo Tờ trình số {facts['number']} {facts['date']} của {facts['body']}"
    return official.Annex(
        title=f"Danh sách mô hình đề nghị công nhận {facts['level_above']} năm {facts['year']}".upper(),
        subtitle=f"({belongs})",
        heads=["STT", "Tên mô hình", "Tập thể, cá nhân", "Đơn vị", "Lĩnh vực", f"Quyết định công nhận {facts['level']}"],
        rows=lines,
        widths=[6, 34, 22, 20, 14, 24],
        is_landscape=True,
    )


def _recognised(letter: Nomination) -> dict[int, str]:
    """By which decision each model is recognised at the nominating level."""
    rows = Recognition.objects.filter(
        initiative__nominees__nomination=letter, level=letter.from_level, state=RecognitionState.STANDING
    )
    found = rows.values_list("initiative", "decision__number", "decision__issued_on")
    return {pk: f"Số {number} ngày {day:%d/%m/%Y}" for pk, number, day in found}


def board(lines: Iterable[nominations.Line], total: nominations.Line, labels: dict[Level, str]) -> Iterator[list]:
    """The board: a line for each unit, from registered to recognised by the centre, and their sum."""
    steps = [f"{labels[step.level]}: {step.name}" for step in nominations.STEPS.values()]
    grassroots = f"{labels[Level.GRASSROOTS]}: {_('Recognised')}"
    yield [_("Key"), _("Unit"), _("Registered"), grassroots, *steps]
    for line in (*lines, total):
        keys = (nominations.REGISTERED, nominations.GRASSROOTS, *nominations.STEPS)
        yield [line.key, line.name, *(line[key] for key in keys)]
