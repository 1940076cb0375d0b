"""From where a request comes: what its META says about the network, whatever stands between."""

from collections.abc import Mapping
from ipaddress import ip_address, ip_network

from django.conf import settings


def address_of(meta: Mapping) -> str:
    """The network address from which a request comes, or "".

    Anybody can write X-Forwarded-For, so it counts only behind a proxy, and only its last address: the proxy added that one.
    """
    said = meta.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        said = meta.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip() or said
    try:
        return str(ip_address(said))
    except ValueError:
        return ""


def neighbourhood_of(meta: Mapping) -> str:
    """The IPv4 address, or the /64 that one household or office has of IPv6; "unknown" where there is none."""
    address = address_of(meta)
    if ":" not in address:
        return address or "unknown"
    return str(ip_network((address, 64), strict=False))
