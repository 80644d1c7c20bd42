"""The short form of `python -m tests.fuzz`: some hundreds of damaged files, others every time."""

import random

import pytest

from tests.fuzz.hunt import Hunt
from tests.fuzz.promises import SlowError, in_time


def test_no_damaged_file_breaks_a_promise(seeds):
    hunt = Hunt(random.randrange(2**32)).run(400)
    assert hunt.found == {}, f"seed {hunt.seed}"
    assert hunt.tried == 400
    assert hunt.accepted > 20
    assert hunt.archives > 20
    assert len(hunt.seen) > 50


def test_a_broken_promise_would_be_noticed(seeds, monkeypatch):
    hunt = Hunt(1)
    monkeypatch.setattr("dictionary.format.text.render", lambda documents: "")
    hunt.run(60)
    assert any("byte for byte" in sentence for sentence in hunt.found)


def test_what_takes_too_long_would_be_noticed():
    with pytest.raises(SlowError), in_time(0.05):
        while True:
            pass
