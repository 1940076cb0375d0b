"""The command that loads units, as it is called and what it prints."""

import pytest
from django.core.management import CommandError, call_command

from registry.management.commands.load_units import DATA
from registry.models import Unit

NAMES = "unit,code,name,type,level,parent,valid_from,valid_to,legal_basis\n"


@pytest.fixture
def load(db, capsys):
    """Calls the command and gives the lines that it prints."""

    def call(*args):
        call_command("load_units", *args)
        return capsys.readouterr().out.splitlines()

    return call


def test_the_first_run_says_what_it_added_and_the_second_that_nothing_changed(load):
    assert load() == [
        "On the tile map, 54 units were placed.",
        "Of the units, 246 were added, 0 were changed, and 0 are as they were.",
        "Of the names of units, 252 were added, 0 were changed, and 0 are as they were.",
        "Of the successions, 191 were added, 0 were changed, and 0 are as they were.",
    ]
    assert load() == [
        "Nothing changed: everything in the files is already there.",
        "Of the units, 0 were added, 0 were changed, and 246 are as they were.",
        "Of the names of units, 0 were added, 0 were changed, and 252 are as they were.",
        "Of the successions, 0 were added, 0 were changed, and 191 are as they were.",
    ]


def test_other_files_are_loaded_instead_of_the_shipped_ones(load, tmp_path):
    names = tmp_path / "names.csv"
    names.write_text(f"{NAMES}01-0,01,Hà Nội,thành phố trực thuộc trung ương,province,,,,\n", encoding="utf-8-sig")
    load("--names", str(names))
    assert [str(unit) for unit in Unit.objects.all()] == ["thành phố trực thuộc trung ương Hà Nội"]


def test_a_refused_file_is_an_error_that_names_the_row(load, tmp_path):
    names = tmp_path / "names.csv"
    names.write_text(f"{NAMES}01-0,01,Hà Nội,xã,commune,02-0,,,\n", encoding="utf-8")
    with pytest.raises(CommandError, match=r"^Nothing was loaded\. Row 2 \(01-0\): There is no parent 02-0\.$"):
        load("--names", str(names))


def test_a_file_that_cannot_be_read_is_an_error_that_names_it(load, tmp_path):
    with pytest.raises(CommandError, match=r"^The file .*no\.csv cannot be read: "):
        load("--names", str(tmp_path / "no.csv"))
    (tmp_path / "bytes.csv").write_bytes(b"unit\n\xff\n")
    with pytest.raises(CommandError, match=r"^The file .*bytes\.csv cannot be read: "):
        load("--successions", str(tmp_path / "bytes.csv"))


def test_the_shipped_files_stand_beside_the_licence_of_their_source():
    text = (DATA / "LICENSE.txt").read_text(encoding="utf-8")
    assert ("vietnamadminunits" in text, "Copyright (c) 2025 Tran Ngoc Minh Hieu" in text) == (True, True)
