"""The report of results of a registered model."""

from django.utils.translation import gettext_lazy as _

from registry.models import Initiative
from registry.models.initiatives import LONGEST_PART
from registry.queries import outcomes

from .base import Paragraphs
from .figures import HOW_TO_WRITE, ContributionRows, OutcomeRows
from .written import WrittenForm, too_long


class ReportForm(WrittenForm):
    """The report of results of a registered model."""

    report = Paragraphs(
        label=_("Report of results"),
        required=False,
        rows=12,
        validators=[too_long(2 * LONGEST_PART)],
        help_text=_(
            "What was done, what can be counted, what it cost and who paid, what stays.\n\n"
            "No names of poor, sick or minority households, no children."
        ),
    )
    achieved = OutcomeRows(
        label=_("Results in figures"),
        help_text=_("The targets stand here already: write beside each what was reached. What was not counted stays empty."),
    )
    contributed = ContributionRows(label=_("Contributions in fact"), help_text=HOW_TO_WRITE)

    def __init__(self, *args, initiative: Initiative, **kwargs):
        self.initiative = initiative
        said = outcomes.rows_of(initiative)
        initial = {name: said[name] for name in ("achieved", "contributed")}
        initial |= {"report": initiative.report, "version": initiative.version}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["achieved"].planned, self.fields["contributed"].planned = said["targets"], said["contributions"]
        self.fields["achieved"].measures = outcomes.measures_to_choose([*said["targets"], *said["achieved"]])
