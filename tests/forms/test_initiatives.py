"""The registration form by itself: what it offers, what it takes over, what it holds back."""

from django.utils.datastructures import MultiValueDict

from registry.forms.initiatives import InitiativeForm, campaigns_to_register_in, units_to_register_for
from registry.services import initiatives
from registry.vocabulary import Level, Novelty, Part, Status, SubmitterType, fields_of
from tests import make


def form_of(submitter, data=None, initiative=None, **kwargs) -> InitiativeForm:
    sent = None if data is None else MultiValueDict({name: [value] for name, value in data.items()})
    campaign = initiative.campaign if initiative else make.campaign()
    form = InitiativeForm(sent, by=submitter, campaign=campaign, initiative=initiative, **kwargs)
    if sent is not None:
        form.is_valid()
    return form


def test_the_form_asks_for_all_that_the_service_takes(submitter):
    assert set(form_of(submitter).fields) == {*initiatives.FACTS, "version"}


def test_each_field_stands_in_one_section(submitter):
    names = [name for section in form_of(submitter).sections() for name in section.names]
    assert sorted(names) == sorted(initiatives.FACTS)


def test_a_model_shown_and_sent_unchanged_differs_in_nothing(submitter):
    shown = make.initiative(Status.DRAFT, submitter.unit)
    page = form_of(submitter, initiative=shown)
    sent = {name: page[name].value() for name in page.fields if page[name].value() not in (None, False)}
    sent |= {"starts_on": f"{shown.starts_on:%d/%m/%Y}", "ends_on": f"{shown.ends_on:%d/%m/%Y}"}
    sent["sector"] = shown.sector.pk
    form = form_of(submitter, sent, shown)
    assert (form.errors, form.differing(shown)) == ({}, [])


def test_only_opened_fields_are_in_the_form(submitter):
    shown = make.initiative(Status.RETURNED, submitter.unit)
    form = form_of(submitter, {"method": "Mới", "title": "Mới"}, shown, opened=set(fields_of(Part.METHOD)))
    assert form.facts() == {"method": "Mới"}


def test_steps_say_what_is_empty_and_what_is_complete(submitter):
    shown = make.initiative(Status.DRAFT, submitter.unit, aims="", title="")
    states = [step["state"] for step in form_of(submitter, initiative=shown).steps()]
    assert states == ["open", "open", "done", "done", "done"]


def test_a_new_form_counts_only_what_has_to_be_filled_in(submitter):
    assert [step["words"] for step in form_of(submitter).steps()] == [
        "4 parts still empty",
        "2 parts still empty",
        "3 parts still empty",
        "4 parts still empty",
        "1 part still empty",
    ]


def test_district_level_is_offered_in_campaigns_before_july_2025_only(submitter):
    past = make.campaign(2024, registration_opens="2024-01-01", cutoff_on="2024-11-30")
    past.refresh_from_db()
    form = InitiativeForm(by=submitter, campaign=past)
    assert Level.DISTRICT in dict(form.fields["level"].choices)
    assert Level.DISTRICT not in dict(form_of(submitter).fields["level"].choices)


def test_a_field_closed_for_registration_is_offered_only_where_it_was_chosen(submitter):
    closed = make.sector("closed", is_active=False)
    shown = make.initiative(Status.DRAFT, submitter.unit, sector=closed)
    assert closed not in form_of(submitter).fields["sector"].queryset
    assert closed in form_of(submitter, initiative=shown).fields["sector"].queryset


def test_what_does_not_apply_is_not_handed_on(submitter):
    sent = {
        "submitter_type": SubmitterType.INDIVIDUAL,
        "collective_name": "Chi bộ",
        "novelty": Novelty.NEW,
        "continues": "",
    }
    assert form_of(submitter, sent).facts() == {"submitter_type": "individual", "novelty": "new"}


def test_the_browser_cuts_no_pasted_text(submitter):
    form = form_of(submitter)
    assert [name for name in form.fields if "maxlength" in str(form[name])] == []


def test_campaigns_are_offered_until_their_cut_off_day(db):
    year = make.today().year
    make.campaign(year - 1, registration_opens=make.today(-400), cutoff_on=make.today(-1))
    current, coming = make.campaign(year), make.campaign(year + 1, registration_opens=make.today(1))
    assert campaigns_to_register_in(make.today()) == [current, coming]


def test_ended_units_are_not_offered(submitter, world):
    assert units_to_register_for(submitter, make.today()) == [world.an_sinh]
