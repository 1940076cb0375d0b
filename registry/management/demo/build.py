"""Builds the demonstration: four campaigns with their models, papers and trail.

Rows are written in bulk, under the same constraints as any other, and each step leaves its entry in the trail. What is
drawn depends on the year alone, so every installation shows the same; only the running campaign moves with the day.
"""

import gc
import re
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date, timedelta
from random import Random

from django.db import transaction
from django.utils.text import capfirst

from registry.models import (
    Campaign,
    Entry,
    ExpectedUnit,
    Initiative,
    Measure,
    Person,
    Sector,
    User,
)
from registry.queries import eligibility, likeness
from registry.services import initiatives as service
from registry.services import ledgers, trail
from registry.vocabulary import TEXT_PARTS, Level, Novelty, Status, SubmitterType, Tier

from . import (
    appraisals,
    certificates,
    councils,
    decisions,
    duplicates,
    endings,
    extensions,
    figures,
    nominations,
    people,
    pictures,
    reference,
    repair,
    reports,
    showcase,
    store,
    territory,
    texts,
    years,
)
from .life import Calendar, Made, walk
from .papers import Papers

MARK = "demo.load"
BINH_DUONG = "07090-0"
SHARE_CONTINUED, SHARE_INDIVIDUAL, SHARE_CONSENTING, SHARE_JOINT = 0.36, 0.17, 0.8, 0.03
SECTOR_WEIGHTS = {"economy": 31, "culture": 30, "defence": 8, "security": 14, "politics": 17}
# How many models of each status the demo's own two desks get in the running campaign, before others get any.
DESK_SHARE = dict.fromkeys(Status, 2) | {Status.SUBMITTED: 4, Status.REGISTERED: 4, Status.REPORTED: 4}
# Who takes part beside units that are in the registry; invented.
BODIES = ["Câu lạc bộ thiện nguyện Nắng Mai", "Hợp tác xã Đồng Tâm", "Nhóm xe ôm tình nguyện Bến Xanh"]


class Occupied(Exception):
    """The database holds data that are not the demonstration's."""


def is_built() -> bool:
    return Entry.objects.filter(action=MARK).exists()


@contextmanager
def _keeping_everything():
    """Rows upon rows and no garbage: looking for it, again and again, costs a sixth of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@_keeping_everything()
@transaction.atomic
def build(today: date) -> int:
    """Fill an empty registry and return the number of models. Raises Occupied if anything is there already."""
    if User.objects.exists() or Initiative.objects.exists() or Campaign.objects.exists():
        raise Occupied("This database already holds other data, so the demonstration was not loaded.")
    territory.load()
    reference.load()
    cast = people.create()
    papers = Papers()
    last_year: list[Made] = []
    number = 0
    for plan in [*years.CLOSED, years.running(today)]:
        last_year = YearBuilder(plan, cast, papers, last_year, today).build()
        number += len(last_year)
    councils.write(cast, today)
    repair.write(cast, today)
    appraisals.write(cast, today)
    reports.write(cast)
    decisions.draw_up(cast, today)  # last: who appraised a model does not decide on it
    showcase.learn(Random("hoc-tap"))  # noqa: S311 (varied sample data, no secret)
    ledgers.repair()  # what was written in bulk
    trail.record_other("demo", MARK, by=None)
    return number


class YearBuilder:
    """Builds one campaign. Some of last year's recognised models are continued in it."""

    def __init__(self, plan: years.Year, cast: dict[str, User], papers: Papers, last_year: list[Made], today: date):
        self.plan, self.cast, self.papers, self.today = plan, cast, papers, today
        self.rng = Random(f"dan-van-kheo-{plan.year}")  # noqa: S311 (varied sample data, no secret)
        self.calendar = Calendar(plan, self.rng, today)
        # A stream of its own, so that what is drawn beside the models changes nothing in them.
        self.beside = Random(f"so-lieu-minh-hoa-{plan.year}")  # noqa: S311 (varied sample data, no secret)
        self.measures = {measure.code: measure for measure in Measure.objects.all()}
        self.sectors = {sector.code: sector for sector in Sector.objects.all()}
        self.last_year = last_year
        self.continuable: dict[int, list[Made]] = {}
        for made in last_year:
            if made.row.status == Status.RECOGNISED and made.text is not texts.BINH_SON_DONG:  # that road was finished
                for unit_id in papers.line_of(made.row.unit_id):
                    self.continuable.setdefault(unit_id, []).append(made)
        self.continued: set[str] = set()

    def build(self) -> list[Made]:
        plan = self.plan
        self.campaign = Campaign.objects.create(
            year=plan.year,
            theme=plan.theme,
            resolution=plan.resolution,
            registration_opens=plan.registration[0],
            registration_closes=plan.registration[1],
            reports_open=plan.reports[0],
            reports_close=plan.reports[1],
            cutoff_on=plan.cutoff,
            last_number=plan.total,
        )
        self.calendar.campaign_id = self.campaign.pk
        self._place()
        made = [self._model(status, kind) for status, kind in self._wanted()]
        for number, one in enumerate(made, start=1):
            one.row.code = service.code_for(plan.year, number)
        if plan.year == 2024:
            self._bring_in_binh_son_dong(made)
        twice = duplicates.register_again(made, self.beside)
        self.papers.recognise(made, self.calendar, plan.second_level)
        duplicates.mark(twice, self.calendar, self.beside)
        table = likeness.abbreviations()
        for one in made:
            service.index(one.row, self.names[one.row.unit_id].full_name, table)
            self._draw_figures(one)
            self._print(one)
        letters = nominations.plan(made, self.papers, self.calendar, self.cast)
        store.write(made)
        showcase.write(made, self.papers)
        store.refresh_statistics()
        nominations.write(letters)
        if not self.calendar.is_running():  # those of the running one are papers from elsewhere, which can still recognise
            decisions.write(self.campaign)
        certificates.write(self.campaign)
        duplicates.write(twice)
        self._end_some()
        self._give_time(made)
        return made

    def _wanted(self) -> list[tuple[Status, SubmitterType]]:
        """Status and submitter type of every model of the year, in the order of their codes."""
        individual, collective = SubmitterType.INDIVIDUAL, SubmitterType.COLLECTIVE
        wanted = [(Status.RECOGNISED, collective)] * self.plan.recognised_collective
        wanted += [(Status.RECOGNISED, individual)] * self.plan.recognised_individual
        for status, number in self.plan.others.items():
            for _one in range(number):
                wanted.append((status, individual if self.rng.random() < SHARE_INDIVIDUAL else collective))
        self.rng.shuffle(wanted)
        return wanted

    def _place(self):
        """Choose the units of then and how much each sends: some much, four of them nothing."""
        opening, closing = self.plan.registration
        first, later = territory.communes_on(opening), territory.communes_on(min(closing, self.today))
        beside = territory.beside()
        self.units_from = [(opening, first + beside)]
        if first != later:
            self.units_from.append((max(unit.starts_on or opening for unit in later), later + beside))
        everybody = {unit.pk: unit for _day, units in self.units_from for unit in units}
        self.names = territory.names_of(list(everybody.values()), self.plan.cutoff)
        desks = {"unit": people.AN_SINH, "neighbour": people.DONG_TRIEU} if self.calendar.is_running() else {}
        by_key = {unit.key: unit for unit in later}
        self.desks = {self.cast[name]: by_key[key] for name, key in desks.items()}
        self.given = {(author, status): 0 for author in self.desks for status in Status}
        speaking = {people.AN_SINH, people.DONG_TRIEU, BINH_DUONG}
        silent = self.rng.sample([pk for pk, unit in everybody.items() if unit.key not in speaking], k=4)
        self.weights = {}
        for pk, unit in everybody.items():
            usual = [1, 1, 2] if unit.tier == Tier.BASE else [4, 6, 8, 10, 12, 18]
            self.weights[pk] = 0 if pk in silent else self.rng.choice(usual)
        share = self.plan.total / sum(self.weights.values())  # models for each point of weight, as they will be spread
        expected = []
        for unit in later:
            hoped = self.rng.choice([None, 0.8, 1, 1.25])
            target = hoped and max(2, round(hoped * share * self.weights[unit.pk]))
            expected.append(ExpectedUnit(campaign=self.campaign, unit=unit, target=target))
        ExpectedUnit.objects.bulk_create(expected)
        if self.calendar.is_running():
            people.register_for([unit for unit in later if unit.pk in silent])

    def _sender(self, status: Status, day: date):
        """Who enters a model, and for which unit."""
        for author, unit in self.desks.items():
            if self.given[author, status] < DESK_SHARE[status]:
                self.given[author, status] += 1
                return author, unit
        units = [units for start, units in self.units_from if start <= day][-1]
        [unit] = self.rng.choices(units, weights=[self.weights[unit.pk] for unit in units])
        return self.cast["archive-entry"], unit

    def _model(self, status: Status, kind: SubmitterType) -> Made:
        submitted = self.calendar.submission(status)
        author, unit = self._sender(status, submitted)
        source = self._earlier(unit, kind) if self.rng.random() < SHARE_CONTINUED else None
        text, sector = (of_this_year(source.text, self.plan.year), source.row.sector) if source else self._text(unit, kind)
        row = Initiative(
            campaign=self.campaign,
            unit=unit,
            title=text.title,
            sector=sector,
            submitter_type=kind,
            collective_name="" if kind == SubmitterType.INDIVIDUAL else text.collective_name,
            level=self.rng.choices(list(self.plan.levels), weights=self.plan.levels.values())[0],
            novelty=Novelty.CONTINUED if source else Novelty.NEW,
            continues=source.row if source else None,
            starts_on=submitted + timedelta(days=10),
            ends_on=submitted + timedelta(days=self.rng.randint(90, 240)),
            **{part: getattr(text, part) for part in TEXT_PARTS},
        )
        person = Person(initiative=row, name=text.person_name, position=text.person_position)
        if self.rng.random() < SHARE_CONSENTING:
            person.consented_at = self.calendar.at(submitted)
        reviewer = {"unit": "reviewer", "neighbour": "province"}.get(author.username, "archive-review")
        made = Made(row, person, text, status, author, self.cast[reviewer])
        walk(made, self.calendar, submitted)
        return made

    def _text(self, unit, kind: SubmitterType) -> tuple[texts.Text, Sector]:
        name = self.names[unit.pk]
        [code] = self.rng.choices(list(SECTOR_WEIGHTS), weights=list(SECTOR_WEIGHTS.values()))
        text = texts.compose(
            self.rng,
            sector=code,
            individual=kind == SubmitterType.INDIVIDUAL,
            unit_name=name.name,
            unit_kind=name.type if unit.tier == Tier.COMMUNE else "",
            year=self.plan.year,
        )
        return text, self.sectors[code]

    def _earlier(self, unit, kind: SubmitterType) -> Made | None:
        """A recognised model of last year that this unit keeps up; each is continued once."""
        for made in self.continuable.get(unit.pk, ()):
            if made.row.submitter_type == kind and made.row.code not in self.continued:
                self.continued.add(made.row.code)
                return made
        return None

    def _bring_in_binh_son_dong(self, made: list[Made]):
        """The road of Bình Sơn Đông stands in for one recognised model, under the unit and with the text of then."""
        unit = next(unit for unit in self.units_from[0][1] if unit.key == BINH_DUONG)
        one = next(
            one
            for one in made
            if (one.wanted, one.row.submitter_type, one.row.novelty)
            == (Status.RECOGNISED, SubmitterType.COLLECTIVE, Novelty.NEW)
        )
        one.text = text = texts.BINH_SON_DONG
        row, row_texts = one.row, (*TEXT_PARTS, "report", "title", "collective_name")
        row.unit, row.sector, row.level = unit, self.sectors["economy"], Level.DISTRICT
        row.starts_on, row.ends_on = date(2024, 3, 1), date(2024, 10, 5)
        for part in row_texts:
            setattr(row, part, getattr(text, part))
        one.person.name, one.person.position = text.person_name, text.person_position
        pictures.attach(one)

    def _print(self, one: Made):
        """What the papers say of a recognised model: its name, whose it is, and its unit by the name of that time."""
        for recognition in one.recognitions:
            recognition.printed_title = one.row.title
            recognition.printed_holder = eligibility.holder(one.row)
            recognition.printed_unit = capfirst(self.names[one.row.unit_id].full_name)

    def _draw_figures(self, one: Made):
        """What a submitted model says in figures, and now and then with whom it is carried out."""
        if one.row.status == Status.DRAFT:
            return
        one.figures = figures.draw(self.beside, one.text, self.measures, is_reported=bool(one.row.report))
        if self.beside.random() < SHARE_JOINT and one.text is not texts.BINH_SON_DONG:
            others = [pk for pk in self.names if pk != one.row.unit_id]
            units = [self.names[pk] for pk in self.beside.sample(others, k=self.beside.randint(1, 2))]
            one.partners = {name.full_name: name.unit for name in units}
            if self.beside.random() < 0.3:
                one.partners[self.beside.choice(BODIES)] = None

    def _end_some(self):
        """Some of last year's recognised models end in this campaign, of each desk one."""
        moments = [self.calendar.at(self.calendar.day(*self._registering())) for _moment in range(30)]
        open_ = [one for one in self.last_year if one.row.status == Status.RECOGNISED and one.row.code not in self.continued]
        desks = {
            author: [one for one in self.continuable.get(unit.pk, ()) if one in open_] for author, unit in self.desks.items()
        }
        endings.end_some(open_, desks, self.campaign, at=moments, rng=self.beside)

    def _registering(self) -> tuple[date, date]:
        first, last = self.plan.registration
        return first, min(last, self.today - timedelta(days=2))

    def _give_time(self, made: list[Made]):
        """More time for some units of the running campaign and of the one before."""
        communes = self.beside.sample(self.units_from[-1][1], k=4)
        if self.desks:
            unit, neighbour = self.desks[self.cast["unit"]], self.desks[self.cast["neighbour"]]
            returned = {one.row.unit_id: one.row.unit for one in made if one.wanted == Status.RETURNED}
            correcting = [one for one in returned.values() if one not in (unit, neighbour)][:2]
            island = next(one for one in self.units_from[-1][1] if self.names[one.pk].name == "Cô Tô")
            stories = extensions.of_this_year(self.campaign, self.today, unit, neighbour, correcting, island)
        elif self.plan is years.CLOSED[-1]:
            stories = extensions.of_last_year(self.campaign, communes)
        else:
            return
        extensions.write(self.campaign, stories, self.cast)


def of_this_year(text: texts.Text, year: int) -> texts.Text:
    """Last year's text, as a unit that keeps its model up would send it again."""
    old = re.compile(rf"(?<=năm ){year - 1}\b|(?<=/){year - 1}\b")
    return texts.Text(**{name: old.sub(str(year), value) for name, value in asdict(text).items()})
