"""Every route of the registry, grouped by reader."""

from django.contrib import admin
from django.urls import include, path, register_converter

from registry.views import account, home


class CodeConverter:
    """The code of a model, for example DVK-2024-000123; anything else is no address at all."""

    regex = r"DVK-\d{4}-\d{6,9}"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


register_converter(CodeConverter, "code")

everybody = [
    path("", home.home, name="home"),
    path("healthz", home.healthz, name="healthz"),
    path("language/", home.language, name="language"),
    path("theme/", home.theme, name="theme"),
    path("login/", account.login, name="login"),
    path("logout/", account.logout, name="logout"),
    path("account/", account.account, name="account"),
    path("account/password/", account.password, name="password_change"),
    path("password-reset/", include(account.reset_urls)),
    path("notices/", account.notices, name="notices"),
]
public = []
unit = []
reviewer = []
leadership = []

urlpatterns = [*everybody, *public, *unit, *reviewer, *leadership, path("admin/", admin.site.urls)]
