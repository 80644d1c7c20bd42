"""An organisation's own template of Word documents: what is made of it, and when it is refused."""

import io
import shutil

import docx
import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError

from files.writers.docx_template import DEFAULT
from kompetensi import page_cache
from tests.sheets import with_member


@pytest.fixture
def own(tmp_path, settings):
    """An organisation's own template, as the settings name it."""
    settings.WORD_TEMPLATE = tmp_path / "own.docx"
    book = docx.Document(DEFAULT)
    book.styles["Title"].font.name = "Garamond"
    book.save(settings.WORD_TEMPLATE)
    return settings.WORD_TEMPLATE


def test_documents_have_the_looks_of_the_organisation(client, seeds, own):
    data = client.get("/ekspor/kamus.docx").getvalue()
    assert docx.Document(io.BytesIO(data)).styles["Title"].font.name == "Garamond"
    assert client.get("/ekspor/kamus.docx").getvalue() == data


def test_another_template_makes_other_files_to_be_fetched_again(own):
    before = page_cache.release.__wrapped__()
    assert page_cache.release.__wrapped__() == before
    shutil.copy(DEFAULT, own)
    assert page_cache.release.__wrapped__() != before


def without_a_style(own):
    styles = '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'
    own.write_bytes(with_member(own.read_bytes(), "word/styles.xml", styles))


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda own: own.unlink(), r"tidak dapat dibaca \(No such file"),
        (lambda own: own.write_text("x"), "ditolak. Berkas ini rusak"),
        (lambda own: own.write_bytes(with_member(own.read_bytes(), "word/document.xml", "<x/>")), "bukan dokumen Word"),
        (without_a_style, "tidak memiliki gaya: heading 1, heading 2, .*Istilah Asing"),
    ],
)
def test_nothing_starts_with_a_template_that_cannot_be_used(own, spoil, said):
    spoil(own)
    with pytest.raises(SystemCheckError, match=rf"kompetensi\.E002.*{said}[\s\S]*template\.docx"):
        call_command("check")


def test_a_template_that_can_be_used_is_no_obstacle(own):
    call_command("check")
