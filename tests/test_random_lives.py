"""Random acts by random people on one model, against the rules written down a second time in plain Python.

Whatever order is drawn: an act is done exactly where the plain rules allow it, it leads where they say, and the registry
agrees with them afterwards in status, standing recognitions, trail and the counts that are kept.
"""

from dataclasses import dataclass, field
from itertools import pairwise

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from registry.errors import Refused
from registry.models import Count, Entry, Initiative, Total, User
from registry.queries import counts, ledgers, totals
from registry.services import initiatives, recognition, review
from registry.vocabulary import Level, Part, RecognitionState, Role, Status
from tests import make

STANDING, REVOKED, CANCELLED = RecognitionState.STANDING, RecognitionState.REVOKED, RecognitionState.CANCELLED
# Each act is tried by everybody, but mostly by those whose it is: so that lives get long.
UNIT = st.sampled_from(["author", "submitter", "both", "author", "both", "reviewer", "neighbour", "leader", "superuser"])
REVIEWER = st.sampled_from(["reviewer", "province", "superuser", "reviewer", "province", "both", "author", "leader"])
BEGUN = st.sampled_from([Status.DRAFT, Status.SUBMITTED, Status.REPORTED, Status.RECOGNISED, Status.RECOGNISED, Status.REVOKED])
LEVELS = st.sampled_from([Level.GRASSROOTS, Level.PROVINCE, Level.CENTRAL])
ACTING = {  # at which levels each person acts as a reviewer of the unit
    "reviewer": {Level.GRASSROOTS},
    "both": {Level.GRASSROOTS},
    "province": {Level.PROVINCE, Level.CENTRAL},
    "superuser": {Level.GRASSROOTS, Level.PROVINCE, Level.CENTRAL},
}
OF_THE_UNIT = {"author", "submitter", "both"}
WITHDRAWABLE = {Status.SUBMITTED, Status.RETURNED, Status.REGISTERED, Status.REPORTED}


@dataclass
class Plain:
    """One model as the product describes it: status, where it was, who entered it, its recognitions in their order."""

    status: Status = Status.DRAFT
    before: Status | None = None
    is_opened: bool = False
    authors: set[str] = field(default_factory=lambda: {"author"})
    recognitions: list[list] = field(default_factory=list)  # [level, state, status before]

    def may_review(self, who) -> bool:
        return who in ACTING and who not in self.authors

    def may_decide(self, who, level) -> bool:
        return self.may_review(who) and level in ACTING[who]

    def last(self, level, state) -> list | None:
        return next((one for one in reversed(self.recognitions) if one[:2] == [level, state]), None)

    def stands(self, level=None) -> bool:
        return any(one[1] == STANDING and level in (None, one[0]) for one in self.recognitions)

    def close(self, status):
        self.status, self.before = status, self.status


class Lives(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.sandbox = transaction.atomic()
        self.sandbox.__enter__()
        unit = make.units_of([("22-0", "Tỉnh", "tỉnh", "", "", ""), ("07090-2025", "An Sinh", "phường", "22-0", "", "")])
        commune, province = unit["07090-2025"], unit["22-0"]
        posts = {
            "author": (Role.SUBMITTER, commune),
            "submitter": (Role.SUBMITTER, commune),
            "reviewer": (Role.REVIEWER, commune),
            "both": (Role.REVIEWER, commune),
            "province": (Role.REVIEWER, province),
            "neighbour": (Role.SUBMITTER, province),
            "leader": (Role.LEADER, province),
        }
        self.people = {name: make.user(*post).pk for name, post in posts.items()}
        self.people["superuser"] = make.user(is_superuser=True).pk
        User.objects.get(pk=self.people["both"]).memberships.create(role=Role.SUBMITTER, unit=commune)
        self.decisions = {level: make.decision(level) for level in (Level.GRASSROOTS, Level.PROVINCE, Level.CENTRAL)}
        self.ground = make.ground()
        self.commune, self.acts = commune, 0

    @initialize(status=BEGUN)
    def begin(self, status):
        row = make.initiative(status, self.commune, by=User.objects.get(pk=self.people["author"]))
        known = row.recognitions.values_list("level", "state", "status_before")
        self.pk, self.plain = row.pk, Plain(status, recognitions=[list(one) for one in known])

    def teardown(self):
        transaction.set_rollback(True)
        self.sandbox.__exit__(None, None, None)

    @property
    def row(self):
        return Initiative.objects.get(pk=self.pk)

    def attempt(self, who, is_allowed, service, *things, **values) -> bool:
        """Try the act; it must be done exactly if the plain rules allow it."""
        by = User.objects.get(pk=self.people[who])  # fresh: rights are read anew with each request
        try:
            service(*things, by=by, **values)
        except (Refused, PermissionDenied):
            assert not is_allowed
            return False
        assert is_allowed
        self.acts += 1
        return True

    # ---- the unit ----

    @rule(who=UNIT)
    def submit(self, who):
        plain = self.plain
        open_ = who in OF_THE_UNIT and plain.status in (Status.DRAFT, Status.RETURNED)
        if self.attempt(who, open_, initiatives.submit, self.row):
            plain.status, plain.is_opened = Status.SUBMITTED, False
            plain.authors.add(who)

    @rule(who=UNIT)
    def take_back(self, who):
        plain = self.plain
        open_ = who in OF_THE_UNIT and plain.status == Status.SUBMITTED and not plain.is_opened
        if self.attempt(who, open_, initiatives.take_back, self.row):
            plain.status = Status.DRAFT

    @rule(who=UNIT)
    def withdraw(self, who):
        open_ = who in OF_THE_UNIT and self.plain.status in WITHDRAWABLE
        if self.attempt(who, open_, initiatives.withdraw, self.row, reason="nhầm đợt"):
            self.plain.close(Status.WITHDRAWN)

    @rule(who=UNIT)
    def report(self, who):
        plain = self.plain
        open_ = who in OF_THE_UNIT and plain.status == Status.REGISTERED
        if open_:
            Initiative.objects.filter(pk=self.pk).update(report="Hoàn thành 810 m đường.")
        if self.attempt(who, open_, initiatives.report, self.row):
            plain.status = Status.REPORTED
            plain.authors.add(who)

    # ---- the reviewer ----

    @rule(who=REVIEWER)
    def read(self, who):
        review.open_(self.row, by=User.objects.get(pk=self.people[who]))  # never refused
        if self.plain.may_review(who) and self.plain.status == Status.SUBMITTED and not self.plain.is_opened:
            self.plain.is_opened = True
            self.acts += 1

    def _review(self, who, sources, service, to, **values):
        plain = self.plain
        if self.attempt(who, plain.may_review(who) and plain.status in sources, service, self.row, **values):
            if to in (Status.DECLINED, Status.NOT_RECOGNISED):
                plain.close(to)
            else:
                plain.status = to

    @rule(who=REVIEWER)
    def return_(self, who):
        self._review(who, {Status.SUBMITTED}, review.return_, Status.RETURNED, remarks={Part.METHOD: "ghi rõ hơn"})

    @rule(who=REVIEWER)
    def approve(self, who):
        self._review(who, {Status.SUBMITTED}, review.approve, Status.REGISTERED)

    @rule(who=REVIEWER)
    def decline(self, who):
        self._review(who, {Status.SUBMITTED}, review.decline, Status.DECLINED, remark="chưa phù hợp")

    @rule(who=REVIEWER)
    def return_report(self, who):
        self._review(who, {Status.REPORTED}, review.return_report, Status.REGISTERED, remark="thiếu số liệu")

    @rule(who=REVIEWER)
    def decide_against(self, who):
        sources = {Status.REGISTERED, Status.REPORTED}
        self._review(who, sources, recognition.decide_against, Status.NOT_RECOGNISED, remark="chưa đạt")

    @rule(who=REVIEWER)
    def reopen(self, who):
        plain = self.plain
        open_ = plain.may_review(who) and plain.status in (Status.DECLINED, Status.NOT_RECOGNISED, Status.WITHDRAWN)
        if self.attempt(who, open_, review.reopen, self.row, reason="xem lại"):
            plain.status, plain.before = plain.before, None

    # ---- recognition ----

    @rule(who=REVIEWER, level=LEVELS)
    def recognise(self, who, level):
        plain = self.plain
        is_open = plain.status in (Status.REGISTERED, Status.REPORTED, Status.RECOGNISED) and not plain.stands(level)
        open_ = is_open and plain.may_decide(who, level)
        if self.attempt(who, open_, recognition.recognise, self.row, decision=self.decisions[level]):
            plain.recognitions.append([level, STANDING, plain.status])
            plain.status = Status.RECOGNISED

    def _recognition(self, level, state):
        return self.row.recognitions.filter(level=level, state=state).order_by("pk").last()

    @rule(who=REVIEWER, level=LEVELS)
    def revoke(self, who, level):
        one = self.plain.last(level, STANDING)
        if not one:
            return
        what = {"decision": self.decisions[level], "ground": self.ground, "reason": "khai sai"}
        if self.attempt(who, self.plain.may_decide(who, level), recognition.revoke, self._recognition(level, STANDING), **what):
            one[1] = REVOKED
            if not self.plain.stands():
                self.plain.close(Status.REVOKED)

    @rule(who=REVIEWER, level=LEVELS)
    def reinstate(self, who, level):
        plain = self.plain
        one = plain.last(level, REVOKED)
        if not one:
            return
        open_ = plain.status in (Status.REVOKED, Status.RECOGNISED) and not plain.stands(level)
        act = recognition.reinstate, self._recognition(level, REVOKED)
        if self.attempt(who, open_ and plain.may_decide(who, level), *act, decision=self.decisions[level]):
            one[1], plain.status = STANDING, Status.RECOGNISED

    @rule(who=REVIEWER, level=LEVELS)
    def cancel_entry(self, who, level):
        plain = self.plain
        one = plain.last(level, STANDING)
        if not one:
            return
        act = recognition.cancel_entry, self._recognition(level, STANDING)
        if self.attempt(who, plain.may_decide(who, level), *act, reason="nhầm danh sách"):
            one[1] = CANCELLED
            if plain.stands():
                plain.status = Status.RECOGNISED
            elif any(other[1] == REVOKED for other in plain.recognitions if other is not one):
                plain.close(Status.REVOKED)
            else:
                became = [other for other in plain.recognitions if other[2] != Status.RECOGNISED]
                plain.status = became[-1][2]

    # ---- what always holds ----

    @invariant()
    def the_registry_agrees(self):
        row, plain = self.row, self.plain
        assert row.status == plain.status
        assert list(row.recognitions.order_by("pk").values_list("level", "state")) == [
            (level, state) for level, state, _before in plain.recognitions
        ]
        assert (row.status == Status.RECOGNISED) == plain.stands()
        entries = list(Entry.objects.filter(initiative=self.pk).order_by("pk").values_list("from_status", "to_status"))
        assert len(entries) == self.acts
        assert all(left == entered for (_from, left), (entered, _to) in pairwise(entries))

    @invariant()
    def the_counts_are_those_of_a_full_count(self):
        kept = ledgers.kept(Count)
        assert kept == counts.made_of()
        assert ledgers.kept(Total) == totals.made_of()
        assert bool(kept) == (self.plain.status != Status.DRAFT)


@pytest.mark.django_db
def test_whatever_people_try_the_registry_and_the_plain_rules_agree():
    run_state_machine_as_test(
        Lives,
        settings=settings(
            max_examples=12,
            stateful_step_count=50,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            database=None,
        ),
    )
