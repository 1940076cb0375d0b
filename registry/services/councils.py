"""Council sessions: prepared, counted as the secretary records the votes, closed for good, the signed minutes kept beside."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from registry import text
from registry.errors import Refused
from registry.models import AgendaItem, CouncilMember, CouncilSession, Initiative, User
from registry.queries import councils as questions
from registry.vocabulary import CouncilRole, CouncilState

from . import agendas, council_rows, steps, votes

MOST_MEMBERS = 60


@dataclass(frozen=True)
class Member:
    """A member of the council as it is entered."""

    name: str
    position: str = ""
    role: str = CouncilRole.MEMBER
    account: User | None = None
    is_present: bool = True


# ---- the session ----


@transaction.atomic
def prepare(*, by, campaign, body, held_on, place="", remarks="", level=None) -> CouncilSession:
    """Begin a session of the council of a body, at the body's level if no other is named, and return it.

    Raises PermissionDenied if the person is no reviewer of that level and body; Refused if the day is before registration.
    """
    session = CouncilSession(campaign=campaign, body=body, level=level or body.level, created_by=by)
    council_rows.require_may(by, session)
    _write_facts(session, held_on, place, remarks)
    session.save()
    council_rows.record(session, "prepare", by)
    return session


@transaction.atomic
def change(session: CouncilSession, *, by, held_on, place="", remarks="", version=None) -> CouncilSession:
    """Change day, place and course of a session that is being prepared."""
    session = council_rows.locked(session, by, version)
    before = session.held_on
    _write_facts(session, held_on, place, remarks)
    council_rows.save(session, "held_on", "place", "remarks")
    moved = {"held_on": [before.isoformat(), held_on.isoformat()]} if before != held_on else {}
    council_rows.record(session, "change", by, moved)
    return session


@transaction.atomic
def discard(session: CouncilSession, *, by, version=None):
    """Remove a session that did not take place. A closed one stays for ever."""
    session = council_rows.locked(session, by, version)
    council_rows.record(session, "discard", by, {"models": [session.items.count(), 0]})
    session.delete()


def _write_facts(session, held_on, place, remarks):
    if held_on < session.campaign.registration_opens:
        sentence = _("The campaign had not begun on this day.")
        raise Refused(sentence, {"held_on": sentence})
    session.held_on, session.place, session.remarks = held_on, text.clean_line(place), text.clean(remarks)


# ---- members ----


@transaction.atomic
def set_members(session: CouncilSession, *, by, members: Iterable[Member], version=None) -> CouncilSession:
    """Put these members in the place of those that the session has, in this order.

    Raises Refused if somebody stands there twice, there are two chairs or secretaries, or fewer could vote than did.
    """
    session = council_rows.locked(session, by, version)
    members = [_cleaned(member) for member in members]
    _require_council(members)
    before = session.members.count()
    session.members.all().delete()
    rows = [CouncilMember(session=session, **vars(member)) for member in members]
    CouncilMember.objects.bulk_create(rows)
    votes.require_fit(session)
    council_rows.save(session)
    council_rows.record(session, "members", by, {"members": [before, len(members)]})
    return session


def copy_members(session: CouncilSession, *, by, version=None) -> CouncilSession:
    """Add the members of the body's last session, all of them as present. Who stands there already stays as they are."""
    source = questions.last_of_body(session)
    if not source:
        raise Refused(_("No earlier session of this body has members that could be copied."))
    here = [_member(row) for row in session.members.select_related("account")]
    names = {(member.name, member.position) for member in here}
    taken = {member.role for member in here} & {CouncilRole.CHAIR, CouncilRole.SECRETARY}
    accounts = {member.account for member in here}
    new = []
    for row in source.members.select_related("account"):
        if (row.name, row.position) in names:
            continue
        is_free = row.account and row.account.is_active and row.account not in accounts
        role = CouncilRole.MEMBER if row.role in taken else row.role
        new.append(Member(row.name, row.position, role, row.account if is_free else None))
    if not new:
        raise Refused(_("All members of the last session stand here already."))
    return set_members(session, by=by, members=[*here, *new], version=version)


def _member(row: CouncilMember) -> Member:
    return Member(row.name, row.position, row.role, row.account, row.is_present)


def _cleaned(member: Member) -> Member:
    name = steps.require_text(text.clean_line(member.name or ""), "name", _("Each member has a name."))
    return Member(name, text.clean_line(member.position), CouncilRole(member.role), member.account, member.is_present)


def _require_council(members: list[Member]):
    """Raise Refused unless these people can be one council."""
    if len(members) > MOST_MEMBERS:
        raise Refused(_("A council has at most %(most)s members.") % {"most": MOST_MEMBERS})
    for who in ([(one.name, one.position) for one in members], [one.account for one in members if one.account]):
        if twice := next((one for one in who if who.count(one) > 1), None):
            name = twice[0] if isinstance(twice, tuple) else twice
            raise Refused(_("%(name)s is named twice.") % {"name": name})
    for role in (CouncilRole.CHAIR, CouncilRole.SECRETARY):
        if sum(member.role == role for member in members) > 1:
            raise Refused(_("A council has one chair and one secretary."))


# ---- the end ----


def obstacles(session: CouncilSession, *, by, members=None, lines=None, law=None) -> list[str]:
    """What stands in the way of closing the session now, as sentences; empty if nothing does. Reads only."""
    members = questions.members_of(session) if members is None else members
    law = law or questions.Law.of(session)
    lines = questions.lines(session, members, law) if lines is None else lines
    models = [line.item.initiative for line in lines]
    here = [member for member in members if member.is_present]
    roles = {member.role for member in here}
    found = [law.fault]
    if session.held_on > timezone.localdate():
        found.append(_("The day of the session is still to come."))
    if not roles & {CouncilRole.CHAIR, CouncilRole.VICE_CHAIR}:
        found.append(_("Neither the chair nor a vice chair is present."))
    if CouncilRole.SECRETARY not in roles:
        found.append(_("The secretary is not present."))
    if members and not law.fault and not law.has_quorum(len(here), len(members)):
        said = {"present": len(here), "members": len(members), "quorum": law.quorum}
        found.append(_("There is no quorum: %(present)s of %(members)s members are present, %(quorum)s are needed.") % said)
    if not lines:
        found.append(_("No model is on the agenda."))
    found.append(_of_lines(_("Votes are missing for %(codes)s."), [one for one in lines if not one.has_votes]))
    found.append(_of_lines(_("There are more votes than voters for %(codes)s."), [one for one in lines if one.is_too_many]))
    known = agendas.Known(session, models, by)
    for line in lines:
        if sentence := known.why_not_decided(line.item.initiative):
            found.append(f"{line.item.initiative.code}: {sentence}")
    found.append(
        _of_lines(
            _("You entered %(codes)s or are named there, so somebody else has to close this session."),
            [line for line in lines if line.item.initiative_id in known.involved],
        )
    )
    return [sentence for sentence in found if sentence]


def _of_lines(sentence: str, lines: list[questions.Line]) -> str:
    return sentence % {"codes": council_rows.codes([line.item.initiative for line in lines])} if lines else ""


@transaction.atomic
def close(session: CouncilSession, *, by, number: str, version=None) -> CouncilSession:
    """End the session: each result is computed exactly, and written for good with the rules by which it was counted.

    Sessions of one campaign and level are closed one after the other, so that no model is passed twice.

    Raises Refused with all `obstacles`, or if the body used the number for other minutes of that year.
    """
    level = CouncilSession.objects.filter(campaign=session.campaign_id, level=session.level)
    list(level.select_for_update(of=("self",)).order_by("pk"))
    session = council_rows.locked(session, by, version)
    number = steps.require_text(text.clean_line(number or ""), "number", _("Minutes have a number."))
    others = CouncilSession.objects.filter(body=session.body_id, held_on__year=session.held_on.year, number=number)
    if others.exclude(pk=session.pk).exists():
        sentence = _("%(body)s has used the number %(number)s for other minutes in %(year)s.") % {
            "body": session.body,
            "number": number,
            "year": session.held_on.year,
        }
        raise Refused(sentence, {"number": sentence})
    steps.locked(Initiative.objects.filter(agenda_items__session=session).only("pk"))
    members, law = questions.members_of(session), questions.Law.of(session)
    with translation.override("vi"):  # what is written for good is Vietnamese, whatever language the page has
        lines = questions.lines(session, members, law)
    if found := obstacles(session, by=by, members=members, lines=lines, law=law):
        raise Refused(" ".join(found))
    for line in lines:
        item = line.item
        item.is_passed, item.voters, item.barred, item.printed = line.is_passed, line.voters, line.barred, line.printed
    AgendaItem.objects.bulk_update([line.item for line in lines], ["is_passed", "voters", "barred", "printed"], batch_size=500)
    session.number, session.state = number, CouncilState.CLOSED
    session.quorum, session.threshold, session.votes_of = law.quorum, law.threshold, law.votes_of
    session.closed_by, session.closed_at = by, timezone.now()
    session.paper = questions.words(session, members, lines, law)
    council_rows.save(session, "number", "state", "quorum", "threshold", "votes_of", "closed_by", "closed_at", "paper")
    passed = [line.item.initiative for line in lines if line.is_passed]
    counts = {"models": [None, len(lines)], "passed": [None, len(passed)], "codes": council_rows.codes(passed, 0)}
    council_rows.record(session, "close", by, {"number": ["", number], **counts})
    return session


@transaction.atomic
def attach_scan(session: CouncilSession, *, by, scan) -> CouncilSession:
    """Keep the signed minutes beside a closed session, once."""
    session = CouncilSession.objects.select_for_update(of=("self",)).select_related("body").get(pk=session.pk)
    council_rows.require_may(by, session)
    if session.state != CouncilState.CLOSED:
        raise Refused(_("Only the minutes of a closed session are signed."))
    if session.scan:
        raise Refused(_("The signed minutes of this session are here already."))
    council_rows.record(session, "scan", by)
    session.scan = scan
    session.save(update_fields=["scan"])
    return session
