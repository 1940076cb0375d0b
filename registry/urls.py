"""Every route of the registry, grouped by reader."""

from django.urls import include, path, register_converter

from registry.admin import site
from registry.views import (
    account,
    amounts,
    bulk,
    decisions,
    documents,
    extensions,
    home,
    initiatives,
    leadership,
    outcomes,
    papers,
    persons,
    renewal,
    review,
    showcase,
    suggestions,
    unsaved,
    writing,
)


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
    path("session/", unsaved.session, name="session"),
    path("account/", account.account, name="account"),
    path("account/password/", account.password, name="password_change"),
    path("password-reset/", include(account.reset_urls)),
    path("notices/", account.notices, name="notices"),
]
public = [
    path("showcase/", showcase.showcase, name="showcase"),
    path("showcase/<code:code>/", showcase.model, name="showcase-model"),
]
unit = [
    path("models/", initiatives.models, name="models"),
    path("models/new/", writing.new, name="initiative-new"),
    path("models/new/writing/", unsaved.keep_new, name="initiative-new-writing"),
    path("models/similar/", suggestions.similar, name="similar"),
    path("units/find/", suggestions.find_units, name="units-find"),
    path("amounts/", amounts.amounts, name="amounts"),
    path("models/<code:code>/", initiatives.initiative, name="initiative"),
    path("models/<code:code>/edit/", writing.edit, name="initiative-edit"),
    path("models/<code:code>/report/", writing.report, name="initiative-report"),
    path("models/<code:code>/writing/", unsaved.keep, name="initiative-writing"),
    path("models/<code:code>/take-back/", initiatives.take_back, name="initiative-take-back"),
    path("models/<code:code>/withdraw/", initiatives.withdraw, name="initiative-withdraw"),
    path("models/<code:code>/registration.pdf", papers.registration, name="paper-registration"),
    path("models/<code:code>/report.pdf", papers.report, name="paper-report"),
    path("models/<code:code>/consent/<slug:name>/", persons.consent, name="initiative-consent"),
    path("models/<code:code>/delete/", initiatives.delete, name="initiative-delete"),
    path("models/<code:code>/documents/", documents.attach, name="document-attach"),
    path("models/<code:code>/documents/<uuid:key>/remove/", documents.remove, name="document-remove"),
    path("documents/<uuid:key>/", documents.document, name="document"),
    path("documents/<uuid:key>/thumbnail/", documents.thumbnail, name="document-thumbnail"),
    path("models/<code:code>/more-time/", extensions.ask, name="extension-ask"),
    path("renewal/", renewal.renewal, name="renewal"),
    path("renewal/<code:code>/continue/", renewal.continue_, name="renewal-continue"),
    path("renewal/<code:code>/end/", renewal.end, name="renewal-end"),
    path("extensions/", extensions.extensions_list, name="extensions"),
    path("extensions/give/", extensions.give, name="extension-give"),
    path("extensions/<int:pk>/", extensions.extension, name="extension"),
]
reviewer = [
    path("review/", review.review, name="review"),
    path("review/approve/", bulk.approve_many, name="approve-many"),
    path("review/recognise/", bulk.recognise_many, name="recognise-many"),
    path("review/<code:code>/", review.review_model, name="review-model"),
    path("review/<code:code>/opened/", review.opened, name="review-opened"),
    path("review/<code:code>/amend/", review.amend, name="review-amend"),
    path("review/<code:code>/revisions/<int:number>/", review.revision, name="review-revision"),
    path("review/<code:code>/recognitions/<int:pk>/<slug:name>/", review.recognition_act, name="recognition-act"),
    path("review/<code:code>/with/<code:other>/", suggestions.compare, name="review-compare"),
    path("review/<code:code>/<slug:name>/", review.act, name="review-act"),
    path("decisions/", decisions.decisions, name="decisions"),
    path("decisions/new/", decisions.decision_new, name="decision-new"),
    path("decisions/<int:pk>/", decisions.decision, name="decision"),
    path("decisions/<int:pk>/edit/", decisions.decision_edit, name="decision-edit"),
    path("decisions/<int:pk>/issue/", decisions.decision_issue, name="decision-issue"),
    path("decisions/<int:pk>/scan/", decisions.decision_scan, name="decision-scan"),
]
leader = [
    path("leadership/", leadership.leadership, name="leadership"),
    path("leadership/models/", leadership.models, name="leadership-models"),
    path("leadership/csv/<slug:table>/", leadership.table, name="leadership-csv"),
    path("leadership/outcomes/", outcomes.outcomes, name="leadership-outcomes"),
    path("leadership/outcomes/models/", outcomes.models, name="leadership-outcome-models"),
    path("leadership/outcomes/csv/<slug:table>/", outcomes.table, name="leadership-outcomes-csv"),
]

urlpatterns = [*everybody, *public, *unit, *reviewer, *leader, path("admin/", site.urls)]
