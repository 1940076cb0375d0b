"""The demo's papers: who issued decisions then and today, and which models each of them recognised."""

from datetime import date, timedelta
from random import Random

from registry.models import Decision, Ground, IssuingBody, Recognition, Succession, Unit, UnitName
from registry.models.decisions import number_key
from registry.services.review import why_not_public
from registry.vocabulary import Action, DecisionKind, DecisionState, Layout, Level, RecognitionState, Status, Tier

from . import showcase, texts
from .life import Calendar, Made
from .territory import PROVINCE, names_of

SHARE_CLEARED = 0.55
REFORM = date(2025, 7, 1)  # districts ended the day before; the body of the province changed in the same year
_PARTY = {"huyện": "Huyện ủy", "thị xã": "Thị ủy", "thành phố": "Thành ủy"}


class Papers:
    """Bodies and decisions of all years. Every commune, district and the province decides on its own models."""

    def __init__(self):
        self.bodies: dict[str, IssuingBody] = {}
        self.units = {unit.pk: unit for unit in Unit.objects.all()}
        self.province = next(unit for unit in self.units.values() if unit.key == PROVINCE)
        self.heirs = dict(Succession.objects.order_by("is_proposed").values_list("from_unit_id", "to_unit_id"))
        self.names: dict[date, dict[int, UnitName]] = {}

    def recognise(self, made: list[Made], calendar: Calendar, second_level: int):
        """Issue the decisions of one campaign over all its models that are wanted recognised (or revoked)."""
        groups: dict[tuple[Level, int], list[Made]] = {}
        due = [one for one in made if one.wanted in (Status.RECOGNISED, Status.REVOKED)]
        for one in due:
            groups.setdefault(self._decider(one, calendar), []).append(one)
        grassroots = [one for one in due if one.row.level == Level.GRASSROOTS and one.wanted == Status.RECOGNISED]
        for (level, unit_id), members in groups.items():
            decision = self._decision(level, unit_id, calendar)
            for one in members:
                self._recognise(one, decision, calendar)
        if second_level:
            decision = self._decision(Level.PROVINCE, self.province.pk, calendar, last=True)
            for one in calendar.rng.sample(grassroots, k=second_level):
                self._recognise(one, decision, calendar)
        for one in due:
            if one.wanted == Status.REVOKED:
                self._revoke(one, calendar)
            elif not why_not_public(one.row) and (one.text is texts.BINH_SON_DONG or calendar.rng.random() < SHARE_CLEARED):
                self.clear(one, calendar)

    def clear(self, one: Made, calendar: Calendar):
        at = calendar.later(one.row.changed_at, 1, 5)
        one.entries.append(showcase.entry(one, at))
        one.step(Action.CLEAR, at, Status.RECOGNISED, stamp="cleared_at")

    def _recognise(self, one: Made, decision: Decision, calendar: Calendar):
        at = max(calendar.at(decision.issued_on), one.row.changed_at + timedelta(minutes=10))
        before = one.row.status
        one.row.recognised_at = one.row.recognised_at or at
        one.recognitions.append(
            Recognition(
                decision=decision,
                level=decision.level,
                status_before=before,
                recognised_by=one.reviewer,
                recognised_at=at,
            )
        )
        one.step(Action.RECOGNISE, at, Status.RECOGNISED, data={"decision": decision.number, "level": decision.level})

    def _revoke(self, one: Made, calendar: Calendar):
        recognition = one.recognitions[0]
        body = recognition.decision.body
        decision = self._decision(recognition.level, body.unit_id, calendar, last=True, kind=DecisionKind.REVOCATION)
        at = max(calendar.at(decision.issued_on), one.row.changed_at + timedelta(days=1))
        recognition.state, recognition.ended_at, recognition.ending_decision = RecognitionState.REVOKED, at, decision
        recognition.ground = Ground.objects.get(code="no-longer-effective")
        one.close(Action.REVOKE, at, Status.REVOKED, texts.revocation_reason(calendar.rng))

    def line_of(self, unit_id: int) -> list[int]:
        """The unit and those that carry it on, by the likely heir of each split."""
        line = [unit_id]
        while line[-1] in self.heirs:
            line.append(self.heirs[line[-1]])
        return line

    # ---- who decides ----

    def _decider(self, one: Made, calendar: Calendar) -> tuple[Level, int]:
        """Level and unit of the body that decides on this model, as the territory stood when decisions were issued."""
        day = calendar.plan.decided[1]
        line = [self.units[unit_id] for unit_id in self.line_of(one.row.unit_id)]
        unit = next(unit for unit in line if not unit.ends_on or unit.ends_on >= day)
        names = self._names(day)
        if unit.tier == Tier.BASE:
            unit = self.units[names[unit.pk].parent_id]
        if one.row.level == Level.DISTRICT and unit.tier == Tier.COMMUNE:
            unit = self.units[names[unit.pk].parent_id]
        if one.row.level == Level.PROVINCE or unit.tier == Tier.PROVINCE:
            one.row.level, unit = Level.PROVINCE, self.province
        return one.row.level, unit.pk

    def _names(self, day: date) -> dict[int, UnitName]:
        if day not in self.names:
            self.names[day] = names_of(list(self.units.values()), day)
        return self.names[day]

    def _decision(
        self, level: Level, unit_id: int, calendar: Calendar, *, last=False, kind=DecisionKind.RECOGNITION
    ) -> Decision:
        """A new issued decision of the unit's body; `last` puts it on the last day of the year's decisions."""
        body = self._body(level, unit_id, calendar.plan.decided[1])
        day = calendar.plan.decided[1] if last else calendar.day(*calendar.plan.decided)
        used = set(Decision.objects.filter(body=body, year=day.year).values_list("number", flat=True))
        number = next(n for n in iter(lambda: self._number(body, calendar.rng), None) if n not in used)
        self._sign(body, texts.person_name(calendar.rng))
        return Decision.objects.create(
            campaign_id=calendar.campaign_id,
            body=body,
            number=number,
            number_key=number_key(number),
            issued_on=day,
            year=day.year,
            level=level,
            kind=kind,
            signatory=body.signatory,
            signatory_position=body.signatory_position,
            state=DecisionState.ISSUED,
            issued_at=calendar.at(day),
        )

    def _sign(self, body: IssuingBody, name: str):
        """Of the names that are drawn, the first one signs all papers of the body."""
        if not body.signatory:
            body.signatory = name
            body.save(update_fields=["signatory"])

    def _body(self, level: Level, unit_id: int, day: date) -> IssuingBody:
        names = self._names(day)
        name = names[unit_id]
        superior = ""
        match level:
            case Level.PROVINCE:
                title = "Ban Tuyên giáo và Dân vận" if day >= date(2025, 1, 1) else "Ban Dân vận"
                superior = "Tỉnh ủy Quảng Ninh"
                called, example = f"{title} Tỉnh ủy Quảng Ninh", "983-QĐ/TU"
            case Level.DISTRICT:
                superior = f"{_PARTY[name.type]} {name.name}"
                called, example = f"Ban Dân vận {superior}", "45-QĐ/BDV"
            case _:
                district = "" if day >= REFORM else f", {names[name.parent_id].full_name}"
                called, example = f"Ủy ban nhân dân {name.full_name}{district}", "214/QĐ-UBND"
        if called not in self.bodies:
            is_active = day >= REFORM and level in (Level.PROVINCE, Level.GRASSROOTS)
            self.bodies[called] = IssuingBody.objects.create(
                name=called,
                unit=self.units[unit_id],
                level=level,
                layout=Layout.STATE if level == Level.GRASSROOTS else Layout.PARTY,
                superior=superior,
                place=name.name,
                number_example=example,
                number_pattern="{number}" + example.lstrip("0123456789"),
                is_numbered=is_active and level == Level.PROVINCE,
                signatory_position=_SIGNATORY[level],
                is_active=is_active,
            )
        return self.bodies[called]

    def _number(self, body: IssuingBody, rng: Random) -> str:
        number, shape = rng.randint(21, 990), body.number_example.lstrip("0123456789")
        return f"{number}{shape}"


_SIGNATORY = {Level.GRASSROOTS: "Chủ tịch", Level.DISTRICT: "Trưởng ban", Level.PROVINCE: "Trưởng ban"}
