import pytest
from registry.vocabulary import *
from registry.models import *
from tests import make
from tests.conftest import trail_of
@pytest.mark.parametrize("status", Status)
def test_a(world, status, submitter):
    i = make.initiative(status, submitter.unit, by=submitter)
    print(i.code, trail_of(i))
def test_b(world, superuser, leader, stranger, province_reviewer):
    for r in Reach.objects.select_related("holder","unit"): print(r.holder, r.unit, r.is_whole, r.is_own)
    make.decision(level=Level.CENTRAL, issued=False)
    make.facts()
