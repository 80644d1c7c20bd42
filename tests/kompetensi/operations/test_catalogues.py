"""Translations that are compiled where the code is installed: what is made, and when it has to be made again."""

import gettext
import subprocess
import sys

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError

from kompetensi.operations import catalogues
from tests.settings import BASE_DIR

TEXT = """msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "sub aspek"
msgstr "sub-aspect"

msgctxt "hitungan"
msgid "sub aspek"
msgid_plural "sub aspek"
msgstr[0] "one sub-aspect"
msgstr[1] "sub-aspects"

msgid "belum"
msgstr ""

#, fuzzy
msgid "kira-kira"
msgstr "guessed"
"""


@pytest.fixture
def source(tmp_path, monkeypatch):
    """A catalogue of its own that is not compiled yet."""
    monkeypatch.setattr(catalogues, "LOCALE", tmp_path)
    path = tmp_path / "en/LC_MESSAGES/django.po"
    path.parent.mkdir(parents=True)
    path.write_text(TEXT)
    return path


def test_contexts_and_plurals_are_compiled_and_guesses_are_not(source):
    catalogues.compile_stale()
    with source.with_suffix(".mo").open("rb") as file:
        made = gettext.GNUTranslations(file)
    assert made.gettext("sub aspek") == "sub-aspect"
    assert [made.npgettext("hitungan", "sub aspek", "sub aspek", n) for n in (1, 2)] == [
        "one sub-aspect",
        "sub-aspects",
    ]
    assert (made.gettext("belum"), made.gettext("kira-kira")) == ("belum", "kira-kira")
    assert {path.name for path in source.parent.iterdir()} == {"django.po", "django.mo"}


def remove(source):
    source.with_suffix(".mo").unlink()


def cut(source):
    source.with_suffix(".mo").write_bytes(source.with_suffix(".mo").read_bytes()[:40])


def change(source):
    source.write_text(TEXT.replace("one sub-aspect", "a sub-aspect"))


def add(source):
    source.write_text(TEXT + '\nmsgid "baru"\nmsgstr "new"\n')


@pytest.mark.parametrize("spoil", [remove, cut, change, add])
def test_what_is_missing_broken_or_says_something_else_is_made_again(source, spoil):
    catalogues.compile_stale()
    assert list(catalogues.stale()) == []
    made = source.with_suffix(".mo").read_bytes()
    spoil(source)
    assert list(catalogues.stale()) == [source]
    catalogues.compile_stale()
    assert list(catalogues.stale()) == []
    assert (source.with_suffix(".mo").read_bytes() == made) == (spoil in (remove, cut))


def test_what_is_as_it_should_be_is_left_alone(source):
    catalogues.compile_stale()
    before = source.with_suffix(".mo").stat().st_ino
    catalogues.compile_stale()
    assert source.with_suffix(".mo").stat().st_ino == before


def test_nothing_starts_where_readers_of_english_would_be_shown_indonesian(source):
    with pytest.raises(SystemCheckError, match=r"kompetensi\.E001.*: en\.[\s\S]*-m kompetensi\.operations\.catalogues"):
        call_command("check")
    catalogues.compile_stale()
    call_command("check")


def test_the_command_that_it_names_needs_no_settings(tmp_path):
    command = [sys.executable, "-m", "kompetensi.operations.catalogues"]
    assert subprocess.run(command, cwd=BASE_DIR, env={}, check=False).returncode == 0
