"""The account of a file: its fates are made when they are asked for, one by one or all in order."""

import pytest

from files.readers.blocks import Paragraph, Place
from files.readers.understanding.account import Account, Told
from tests.files.readers.understanding.layouts import markdown, read

TABLE = "Kode | Nama | Level | Indikator\nA | X | 1 | Satu\nA | X | 1 | Dua\nB | Y | 2 | Tiga"


def test_each_place_gives_the_fate_that_taking_all_gives():
    account = read([Paragraph(1, Place(1), "KAMUS"), *markdown(TABLE, first=2)]).account
    whole = list(account)
    assert len(whole) == len(account) == 17
    assert [account[at] for at in range(len(account))] == whole
    assert account[-1] == whole[-1] and list(account[3:9]) == whole[3:9]
    assert [fate.text for fate in whole[:2]] == ["KAMUS", "Kode"]


def test_no_place_beyond_the_last_one():
    account = read(markdown(TABLE)).account
    with pytest.raises(IndexError):
        account[16]


def test_pieces_of_one_fate_share_it():
    account = read(markdown(TABLE)).account
    told = [each for each in account._told if each.label]
    assert len(told) > 4 and len(set(map(id, told))) < len(told)


def test_an_account_needs_what_is_told_of_every_piece():
    with pytest.raises(ValueError, match="shorter"):
        list(Account(markdown(TABLE), [Told()]))
