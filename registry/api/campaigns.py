"""The yearly campaigns."""

from django.conf import settings
from django.utils.translation import gettext as _
from ninja import Path, Router

from registry.models import Campaign
from registry.vocabulary import ApiScope

from . import problems, schemas
from .keys import Key

router = Router(tags=["Campaigns"], auth=Key(ApiScope.CAMPAIGNS))


def campaign_of(year: int) -> Campaign:
    """The campaign of that year, or 404 with a sentence."""
    found = Campaign.objects.filter(year=year).first()
    if not found:
        raise problems.unknown(_("There is no campaign of the year %(year)s.") % {"year": year})
    return found


@router.get("", response=schemas.Campaigns, url_name="api-campaigns", operation_id="campaigns", summary="All campaigns")
def campaigns(request):
    """Every year's campaign with its days, newest first. Scope: `campaigns`."""
    problems.require_known(request)
    return {"sample_data": settings.DEMO, "items": list(Campaign.objects.all())}


@router.get(
    "/{int:year}", response=schemas.OneCampaign, url_name="api-campaign", operation_id="campaign", summary="One campaign"
)
def campaign(request, year: int = Path(description="The year of the campaign.", examples=[2024])):
    """The campaign of a year. Scope: `campaigns`."""
    problems.require_known(request)
    found = campaign_of(year)
    found.sample_data = settings.DEMO
    return found
