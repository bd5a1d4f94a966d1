"""A damaged copy of the data is refused as a whole, and tells where it is damaged."""

import shutil

import pytest
from odoo.addons.bank_crm.berka.source import SourceError
from odoo.addons.bank_crm.berka.tables import PRELOAN_FILE, WINDOW_FILE, read_tables

CZECH_ROW = '999000111;25;981230;"PRIJEM";"VKLAD";900.00;900.00;"";;\r\n'
ENGLISH_ROW = "\n999000111;25;981230;credit;credit in cash;900.00;900.00;;;\n"


@pytest.fixture
def copy(source, tmp_path):
    return shutil.copytree(source, tmp_path / "copy")


def append(folder, name, text):
    with (folder / name).open("a", encoding="latin-1", newline="") as stream:
        stream.write(text)


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("disp.asc", '99999;1;1;"OWNER"\r\n', "account 1 has 2 owners"),
        ("client.asc", '99999;"450204";1\r\n', "client 99999 has no account"),
        ("card.asc", '9999;77777;"gold";981229 00:00:00\r\n', "no disp_id 77777"),
        ("card.asc", '9999;9285;"silver";981229 00:00:00\r\n', "card.asc: line 894"),
        (
            "account.asc",
            '1;18;"POPLATEK MESICNE";950324\r\n',
            "account_id 1 stands twice",
        ),
        (WINDOW_FILE, '1;1;940331;"PRIJEM";"SEK";1.00;1.00;"";;\r\n', "line 49104"),
        (WINDOW_FILE, '1;1;940331;"PRI', "line 49104"),
    ],
)
def test_damage_is_told(copy, name, text, told):
    append(copy, name, text)
    with pytest.raises(SourceError, match=told):
        read_tables(copy)


def test_a_file_that_was_not_copied_is_named(copy):
    (copy / "loan.asc").unlink()
    with pytest.raises(SourceError, match=r"loan\.asc: the file is not there"):
        read_tables(copy)


def test_a_row_in_both_files_counts_once(copy, tables):
    append(copy, WINDOW_FILE, CZECH_ROW)
    append(copy, PRELOAN_FILE, ENGLISH_ROW)
    again = read_tables(copy)
    assert again.in_both_files == 1
    assert len(again.transactions) == len(tables.transactions) + 1


def test_a_row_that_differs_between_the_files_is_refused(copy):
    append(copy, WINDOW_FILE, CZECH_ROW)
    append(copy, PRELOAN_FILE, ENGLISH_ROW.replace("900.00;900.00", "800.00;900.00"))
    with pytest.raises(SourceError, match="trans_id 999000111 is not the same"):
        read_tables(copy)
