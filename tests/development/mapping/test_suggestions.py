"""Suggestions for the map, by the words that texts share."""

from time import process_time

import pytest

from development.mapping.suggestions import root, suggest


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("mengembangkan", "pengembangan"),
        ("pelayanan", "layanan"),
        ("melayani", "pelayanan"),
        ("bekerja", "pekerjaan"),
        ("kompetensinya", "kompetensi"),
    ],
)
def test_words_of_one_root_meet(one, other):
    assert root(one) == root(other)


def test_the_likest_come_first_and_those_that_share_nothing_are_left_out():
    candidates = [
        ("a", "Orientasi pelayanan: memberikan layanan yang berkualitas kepada masyarakat"),
        ("b", "Kerja sama dalam tim"),
        ("c", "Layanan yang konsisten dan berkualitas kepada pelanggan"),
    ]
    found = suggest({"x": "Memberikan layanan berkualitas secara konsisten kepada pelanggan"}, candidates)
    assert found == {"x": ("c", "a")}


def test_one_word_in_common_is_not_enough():
    assert suggest({"x": "Pelayanan prima"}, [("a", "Layanan hukum")]) == {"x": ()}


def test_nothing_gives_nothing():
    assert suggest({}, [("a", "kata")]) == {}
    assert suggest({"x": ""}, [("a", "")]) == {"x": ()}
    assert suggest({"x": "kata"}, []) == {"x": ()}


def test_no_more_are_suggested_than_asked_for():
    candidates = [(str(number), "layanan berkualitas konsisten") for number in range(9)]
    assert len(suggest({"x": "layanan berkualitas"}, candidates, count=3)["x"]) == 3


def test_words_that_many_have_join_nobody_and_cost_little():
    texts = {str(number): "layanan berkualitas konsisten pelanggan" for number in range(50)}
    candidates = [(str(number), "layanan berkualitas konsisten pelanggan masyarakat") for number in range(14_000)]
    begin = process_time()
    assert set(suggest(texts, candidates).values()) == {()}
    assert process_time() - begin < 5
