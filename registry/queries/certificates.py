"""Certificates: which are printed, what the paper says, and what the public page says of one."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse

from registry import text
from registry.models import Certificate, Decision, Recognition
from registry.vocabulary import RecognitionState, SubmitterType, Template, UnitType

from . import wordings
from .decisions import PERSONS

_TOKEN = re.compile(r"[A-Za-z0-9_-]{32}", re.ASCII)
_RELATED = ("body", "recognition__decision__body", "recognition__decision__campaign", "recognition__initiative")
_LONG = ("situation", "aims", "method", "place", "forces", "resources", "results", "sustainability", "report", "search_text")
_TERRITORIES = tuple(f"{word} " for word in list(UnitType.values)[:9])


class Validity(StrEnum):
    """What the public page says of a certificate."""

    VALID = "valid"
    CORRECTED = "corrected"
    REVOKED = "revoked"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Check:
    """What the code of a certificate leads to. `decision` corrected or revoked it, where one did."""

    certificate: Certificate
    validity: Validity
    decision: Decision | None


def checked(token: str) -> Check | None:
    """The certificate with this code, None for every other code, be it forged, cut off or nonsense. At most one query."""
    if not _TOKEN.fullmatch(token):
        return None
    related = (*_RELATED, "recognition__correcting_decision__body", "recognition__ending_decision__body")
    certificate = Certificate.objects.select_related(*related).defer(*_left_out()).filter(token=token).first()
    if certificate is None:
        return None
    recognition = certificate.recognition
    match recognition.state:
        case RecognitionState.REVOKED:
            return Check(certificate, Validity.REVOKED, recognition.ending_decision)
        case RecognitionState.CANCELLED:
            return Check(certificate, Validity.CANCELLED, None)
    if recognition.correcting_decision:
        return Check(certificate, Validity.CORRECTED, recognition.correcting_decision)
    return Check(certificate, Validity.VALID, None)


def printed(recognitions: QuerySet[Recognition]) -> QuerySet[Certificate]:
    """The certificates that are printed: those of recognitions that stand, in the order of their numbers."""
    standing = recognitions.filter(state=RecognitionState.STANDING)
    found = Certificate.objects.filter(recognition__in=standing.order_by().values("pk"))
    return found.select_related(*_RELATED).defer(*_left_out()).order_by("year", "body_id", "number")


def naming_persons(recognitions: QuerySet[Recognition]) -> int:
    """How many of those that stand print the name of a person."""
    named = recognitions.filter(PERSONS, state=RecognitionState.STANDING).exclude(printed_title__gt="", printed_holder="")
    return named.count()


def missing(recognitions: QuerySet[Recognition]) -> QuerySet[Recognition]:
    """Those that stand and have no certificate yet."""
    return recognitions.filter(state=RecognitionState.STANDING, certificate__isnull=True)


def address(certificate: Certificate) -> str:
    """The whole address of the public page that checks the certificate."""
    return settings.SITE_URL.rstrip("/") + reverse("certificate-check", args=[certificate.token])


def sheets(certificates: Iterable[Certificate]) -> list[dict]:
    """What each paper says: the fields of a `papers.certificates.Sheet`. One query for each body, level and day."""
    words: dict = {}
    levels: dict = {}
    found = []
    for certificate in certificates:
        recognition, body = certificate.recognition, certificate.body
        decision = recognition.decision
        if (body.pk, recognition.level) not in words:
            words[body.pk, recognition.level] = wordings.wording(Template.CERTIFICATE, body, recognition.level)
        if (recognition.level, decision.issued_on) not in levels:
            levels[recognition.level, decision.issued_on] = wordings.level_words(recognition.level, decision.issued_on)
        level = levels[recognition.level, decision.issued_on]
        found.append(_sheet(certificate, words[body.pk, recognition.level], level))
    return found


def _sheet(certificate: Certificate, wording, level: str) -> dict:
    recognition, body = certificate.recognition, certificate.body
    decision = recognition.decision
    day = text.day_words(decision.issued_on)
    facts = {
        "body": body.name,
        "level": level,
        "year": decision.campaign.year,
        "campaign": f"Đợt thi đua năm {decision.campaign.year}",
        "number": decision.number,
        "date": day,
        "place": body.place,
        "signatory": decision.signatory,
        "position": decision.signatory_position,
        "title": recognition.printed_title,
        "holder": recognition.printed_holder,
        "unit": unit_in_sentence(recognition.printed_unit),
        "sector": certificate.printed_sector,
        "serial": certificate.serial,
    }
    filled = wordings.filled(wording, facts)
    return {
        **wordings.heading(body),
        "title": filled["title"],
        "text": filled["text"],
        "name": facts["title"],
        "holder": facts["holder"],
        "is_individual": recognition.initiative.submitter_type == SubmitterType.INDIVIDUAL,
        "unit": facts["unit"],
        "sector": facts["sector"],
        "decision": decision.number,
        "day": day,
        "place": body.place,
        "role": decision.signatory_position,
        "signatory": decision.signatory,
        "serial": certificate.serial,
        "address": address(certificate),
    }


def unit_in_sentence(unit: str) -> str:
    """The name of a unit inside a sentence: “phường An Sinh”, yet “Trường Tiểu học An Sinh”."""
    return unit[:1].lower() + unit[1:] if unit.lower().startswith(_TERRITORIES) else unit


def _left_out() -> list[str]:
    return [f"recognition__initiative__{name}" for name in _LONG]
