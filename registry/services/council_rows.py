"""What the services of councils share: the locked row of a session that may still be changed, and the trail of its acts."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from registry import rules
from registry.errors import Refused, Stale
from registry.models import CouncilSession, Initiative
from registry.vocabulary import CouncilState

from . import trail

NAMED_AT_MOST = 5  # codes in one sentence


def locked(session: CouncilSession, by, version) -> CouncilSession:
    """The fresh, locked row of a session that may still be changed. Raises PermissionDenied, Refused or Stale."""
    rows = CouncilSession.objects.select_for_update(of=("self",)).select_related("body", "campaign")
    fresh = rows.filter(pk=session.pk).first()
    if not fresh:
        raise Stale(_("This session was removed meanwhile."))
    require_may(by, fresh)
    if fresh.state != CouncilState.PREPARED:
        raise Refused(_("This session is closed and no longer changed. What has to be decided anew needs a new session."))
    if version is not None and version != fresh.version:
        raise Stale(_("Somebody else saved this session meanwhile. Nothing was overwritten: compare, and save again."))
    return fresh


def require_may(by, session: CouncilSession):
    if not rules.may_record(by, session):
        said = {"body": session.body}
        raise PermissionDenied(_("Only a reviewer of this level may keep the sessions of %(body)s.") % said)


def save(session: CouncilSession, *fields):
    session.version += 1
    session.save(update_fields=[*fields, "version"])


def record(session: CouncilSession, act: str, by, data: dict | None = None):
    data = {"id": session.pk, **(data or {})}
    trail.record_other(f"council {session.pk} · {session.body}", f"council.{act}", by=by, data=data)


def codes(models: Iterable[Initiative], most: int = NAMED_AT_MOST) -> str:
    """The codes of the models, of many only the first; `most` 0 names them all."""
    found = [model.code for model in models]
    if not most or len(found) <= most:
        return ", ".join(found)
    return _("%(codes)s and %(count)s more") % {"codes": ", ".join(found[:most]), "count": len(found) - most}
