"""Asking as another system does: by a key, without a session."""

import pytest
from django.core.cache import cache
from django.test import Client

from tests import make


@pytest.fixture(autouse=True)
def _nobody_asked_before():
    """What was counted in this minute belongs to another test."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def ask():
    """`ask(token, "/models")`: the answer to a system with that key, or without one; in English."""

    def asked(token, address, method="get", **headers):
        headers = {"accept-language": "en"} | headers
        if token:
            headers["authorization"] = f"Bearer {token.key}"
        return getattr(Client(), method)(f"/api/v1{address}", headers=headers)

    return asked


@pytest.fixture
def province_key(province_reviewer):
    return make.api_token(province_reviewer)
