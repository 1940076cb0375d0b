"""Keys with which other systems read from the registry."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .checks import check


class ApiToken(models.Model):
    """A key of one other system. It reads what the account `owner` may read today, and of that only its `scopes`.

    The key itself is shown once and never stored: `digest` is its SHA-256, `hint` its first letters.
    """

    name = models.CharField(_("name"), max_length=150, help_text=_("Which system uses it."))
    owner = models.ForeignKey("registry.User", models.CASCADE, related_name="api_tokens", verbose_name=_("account"))
    scopes = models.JSONField(_("may read"), default=list)
    hint = models.CharField(_("begins with"), max_length=16, editable=False)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    created_by = models.ForeignKey("registry.User", models.SET_NULL, null=True, editable=False, related_name="+")
    created_at = models.DateTimeField(_("created at"))
    expires_at = models.DateTimeField(_("valid until"))
    revoked_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True, editable=False)
    used_on = models.DateField(_("last used on"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("API key")
        verbose_name_plural = _("API keys")
        ordering = ["-created_at", "-id"]
        constraints = [
            check(Q(expires_at__gt=models.F("created_at")), "api_token_expires_later", _("A key expires after it was made.")),
        ]

    def __str__(self):
        return f"{self.name} ({self.hint}…)"
