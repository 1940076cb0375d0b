"""What the secretary of a council types: the session, its members, the agenda, the votes, the number of the minutes."""

from dataclasses import dataclass

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry import rules, text
from registry.models import Campaign, IssuingBody, Membership, User
from registry.queries.councils import Line as AgendaLine
from registry.services import agendas, councils
from registry.services.councils import Member
from registry.services.votes import Vote
from registry.vocabulary import CouncilRole, Role

from .base import Day, Line, Paragraphs, ServiceForm
from .review import ActForm, bodies_for, clean_scan

LONGEST_NUMBER = 4  # digits of a number of votes


class FactsForm(ActForm):
    """Day, place and course of a session."""

    held_on = Day(label=gettext_lazy("Day of the session"), error_messages={"required": gettext_lazy("Name the day.")})
    place = Line(label=gettext_lazy("Place"), max_length=200, required=False)
    remarks = Paragraphs(
        label=gettext_lazy("Course of the meeting"),
        max_length=5000,
        required=False,
        rows=6,
        help_text=gettext_lazy("It stands in the minutes, before the results."),
    )


class SessionForm(FactsForm):
    """A new session. Only bodies of the reviewer's own levels are offered."""

    campaign = forms.ModelChoiceField(Campaign.objects.all(), label=gettext_lazy("Campaign"), empty_label=None)
    body = forms.ModelChoiceField(
        IssuingBody.objects.none(),
        label=gettext_lazy("Body whose council meets"),
        empty_label=gettext_lazy("Choose …"),
        error_messages={"required": gettext_lazy("Choose the body.")},
    )
    copies = forms.BooleanField(
        label=gettext_lazy("Take over the members of the body's last session"), required=False, initial=True
    )
    field_order = ["campaign", "body", "held_on", "place", "copies"]

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = bodies_for(by)
        del self.fields["remarks"]


# ---- members ----


class MemberForm(forms.Form):
    """One line of the list of members. A line without a name is no member."""

    name = Line(label=gettext_lazy("Full name"), max_length=150, required=False)
    position = Line(label=gettext_lazy("Position"), max_length=200, required=False)
    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=CouncilRole.choices, initial=CouncilRole.MEMBER)
    account = Line(label=gettext_lazy("Account"), max_length=150, required=False)
    is_present = forms.BooleanField(label=gettext_lazy("present"), required=False, initial=True)

    def __init__(self, *args, accounts, **kwargs):
        super().__init__(*args, **kwargs)
        self.accounts = accounts
        self.fields["account"].widget.attrs |= {"list": "accounts", "autocomplete": "off", "autocapitalize": "none"}

    def clean_account(self) -> User | None:
        name = self.cleaned_data["account"]
        if name and name not in self.accounts:
            raise forms.ValidationError(_("No account of this name works in your units."))
        return self.accounts[name] if name else None

    def clean(self):
        data = super().clean()
        if not data.get("name") and (data.get("position") or data.get("account")):
            self.add_error("name", _("Each member has a name."))
        return data

    def member(self) -> Member | None:
        """What was typed; None for a line that was left as it came, or without a name."""
        return Member(**self.cleaned_data) if self.cleaned_data.get("name") else None


class MembersForm(ServiceForm):
    """All members of a session at once; empty lines at the end take new ones."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    EMPTY = 4

    def __init__(self, *args, accounts, members=(), **kwargs):
        super().__init__(*args, **kwargs)
        initial = [
            {
                "name": member.name,
                "position": member.position,
                "role": member.role,
                "account": member.account.username if member.account else "",
                "is_present": member.is_present,
            }
            for member in members
        ]
        most = councils.MOST_MEMBERS
        kind = forms.formset_factory(MemberForm, extra=self.EMPTY, max_num=most + self.EMPTY, absolute_max=most + self.EMPTY)
        extra = {"form_kwargs": {"accounts": accounts}, "prefix": "member"}
        self.rows = kind(self.data, **extra) if self.is_bound else kind(initial=initial, **extra)

    def is_valid(self):
        return all([super().is_valid(), self.rows.is_valid()])

    def members(self) -> list[Member]:
        """What was typed, as the service takes it."""
        return [member for row in self.rows.forms if (member := row.member())]


def accounts_for(user, session) -> dict[str, User]:
    """The accounts that can be named as members' own: of people with a post in the scope of `user`, or seated already."""
    posts = Membership.objects.all()
    if not user.is_superuser:
        posts = posts.filter(user.scope.within(Role.REVIEWER))
    people = User.objects.filter(is_active=True).filter(
        Q(pk__in=posts.values("user")) | Q(pk__in=session.members.values("account")) | Q(pk=user.pk)
    )
    return {account.username: account for account in people.order_by("full_name", "pk")}


# ---- votes ----


@dataclass
class Row:
    """A line of the agenda as the form shows it: what stands in its fields, what is wrong, what somebody else saved."""

    line: AgendaLine
    votes_for: str
    votes_against: str
    note: str
    wrong: str = ""
    meanwhile: str = ""


class VotesForm(ServiceForm):
    """Presence and votes of the whole session, in one form of plain fields: "for-7", "against-7", "note-7", "present-3".

    `fill` in the request means: what is left empty was voted for by all who could.
    """

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, lines: list[AgendaLine], members, **kwargs):
        super().__init__(*args, **kwargs)
        self.lines, self.members = lines, members
        self.wrong: dict[int, str] = {}

    def present(self) -> list[int]:
        """The ids of the members who are ticked."""
        return [member.pk for member in self.members if f"present-{member.pk}" in self.data]

    def clean(self):
        data = super().clean()
        present = set(self.present())
        votes = {}
        for line in self.lines:
            pk = line.item.pk
            if f"for-{pk}" not in self.data:
                continue  # a part of the page alone was sent: what it does not show stays
            numbers = [self._number(pk, f"{side}-{pk}") for side in ("for", "against")]
            if numbers == [None, None] and "fill" in self.data and pk not in self.wrong:
                numbers = [len(present - line.barred.keys()), 0]
            note = text.clean_line(self.data.get(f"note-{pk}", ""))
            if len(note) > 1000:
                self.wrong[pk] = _("A note has at most %(most)s characters.") % {"most": 1000}
            votes[pk] = Vote(*numbers, note)
        if self.wrong:
            raise forms.ValidationError(_("Some votes cannot be recorded as they stand. Nothing was saved."))
        data["votes"] = votes
        return data

    def _number(self, pk: int, name: str) -> int | None:
        """The whole number in this field, None where it is empty; what is none is noted as wrong."""
        typed = text.clean_line(self.data.get(name, ""))
        if not typed:
            return None
        if not (typed.isascii() and typed.isdecimal() and len(typed) <= LONGEST_NUMBER):
            self.wrong[pk] = _("“%(typed)s” is no whole number.") % {"typed": typed[:30]}
            return None
        return int(typed)

    def refuse(self, refusal):
        """What the service says of a model stands beside that model."""
        super().refuse(refusal)
        for name, sentence in refusal.fields.items():
            if name.startswith("votes-"):
                self.wrong[int(name.removeprefix("votes-"))] = str(sentence)

    def rows(self, fresh: dict[int, AgendaLine] | None = None) -> list[Row]:
        """The lines with what was typed; `fresh` are the lines of now, where somebody else saved meanwhile."""
        return [self._row(line, (fresh or {}).get(line.item.pk)) for line in self.lines]

    def _row(self, line: AgendaLine, now: AgendaLine | None) -> Row:
        item = line.item
        stored = (_word(item.votes_for), _word(item.votes_against), item.note)
        if not self.is_bound:
            return Row(line, *stored)
        typed = tuple(self.data.get(f"{name}-{item.pk}", "") for name in ("for", "against", "note"))
        row = Row(line, *typed, wrong=self.wrong.get(item.pk, ""))
        if now and typed != (_word(now.item.votes_for), _word(now.item.votes_against), now.item.note):
            row.meanwhile = _("saved meanwhile: %(votes_for)s for, %(votes_against)s against") % {
                "votes_for": _word(now.item.votes_for) or "–",
                "votes_against": _word(now.item.votes_against) or "–",
            }
        return row

    def is_ticked(self, member) -> bool:
        return f"present-{member.pk}" in self.data if self.is_bound else member.is_present


def _word(number: int | None) -> str:
    return "" if number is None else str(number)


# ---- the agenda, the end ----


class CodesForm(ServiceForm):
    """Models named by their codes, with anything between them."""

    codes = Paragraphs(
        label=gettext_lazy("Codes of models"),
        rows=3,
        max_length=10_000,
        help_text=gettext_lazy("For example DVK-2026-000123; several with spaces, commas or lines between them."),
        error_messages={"required": gettext_lazy("Name at least one code.")},
    )

    def read(self) -> list[str]:
        """Each word that was typed once, in its order."""
        return list(dict.fromkeys(self.cleaned_data["codes"].upper().replace(",", " ").replace(";", " ").split()))


class MoveForm(forms.Form):
    """An item of the agenda, by its number, and the place to which it goes."""

    number = forms.IntegerField(label=gettext_lazy("Number"), min_value=1, max_value=agendas.MOST_MODELS)
    to = forms.IntegerField(label=gettext_lazy("To place"), min_value=1, max_value=agendas.MOST_MODELS)


class CloseForm(ActForm):
    """The number of the minutes; pressing the button closes the session."""

    number = Line(
        label=gettext_lazy("Number of the minutes"),
        max_length=60,
        help_text="01/BB-HĐ",
        error_messages={"required": gettext_lazy("Minutes have a number.")},
    )


class SignedForm(ServiceForm):
    """The signed minutes as a PDF."""

    scan = forms.FileField(
        label=gettext_lazy("Signed minutes (PDF)"), error_messages={"required": gettext_lazy("Choose the file.")}
    )

    def clean_scan(self):
        return clean_scan(self.cleaned_data.get("scan"))


class ChooseForm(ServiceForm):
    """The session on whose agenda models of the queue are put."""

    session = forms.ModelChoiceField(
        None,
        label=gettext_lazy("Session"),
        empty_label=gettext_lazy("Choose …"),
        error_messages={"required": gettext_lazy("Choose the session.")},
    )

    def __init__(self, *args, by, sessions, **kwargs):
        super().__init__(*args, **kwargs)
        allowed = [session.pk for session in sessions if rules.may_record(by, session)]
        self.fields["session"].queryset = sessions.filter(pk__in=allowed)
        self.has_sessions = bool(allowed)
