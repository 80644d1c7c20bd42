"""Own exports that come back: untouched they change nothing, and one edited line is one change."""

import io
import json
import re
import shutil
import subprocess
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from exchange import document_types
from exchange.exports.kinds import kinds_of
from exchange.imports import review as imports
from exchange.imports.account import fates_of
from exchange.models import Proposal
from tests.builders import FIXTURES
from tests.pages import Page

RETURNED = FIXTURES.parent / "tests/files/returned"
OFFICE = ("docx", "xlsx", "ods")
KINDS = [
    (slug, kind.extension)
    for slug in ("kamus", "panduan")
    for kind in kinds_of(document_types.get(slug))
    if kind.extension != "pdf"
]
#: The part of each kind of file that holds its texts.
PART = {"docx": "word/document.xml", "xlsx": "xl/(sharedStrings|worksheets/sheet1).xml", "ods": "content.xml"}
#: A line of each document, and what somebody makes of it.
EDITS = {
    "kamus": (("MCF", "level 2, nomor 5"), b"Menyusun laporan.", b"Menyusun laporan bulanan."),
    "panduan": (
        ("kerja-sama/komunikasi", "pengembangan melalui penugasan, nomor 2"),
        b"Menyampaikannya.",
        b"Menyampaikannya kepada tim.",
    ),
}


@pytest.fixture(params=["seeds", "returned"])
def stored(request, db):
    """The two real documents, or two with groups, texts of levels, gaps, empty texts and a source."""
    for slug in ("kamus", "panduan"):
        folder = FIXTURES if request.param == "seeds" else RETURNED
        imports.apply((folder / f"{slug}.md").read_bytes(), name=f"{slug}.md")
    return request.param


@pytest.fixture
def returned(db):
    for slug in ("kamus", "panduan"):
        imports.apply((RETURNED / f"{slug}.md").read_bytes(), name=f"{slug}.md")


def exported(client, name):
    return client.get(f"/ekspor/{name}").getvalue()


def codes(parsed):
    """The codes of a file's warnings; JSON has one of its own for all of them, and the order of files is another's."""
    return {problem.code for problem in parsed.problems} - {"W_JSON_CONTENT"}


def is_unchanged(data, slug, *, every=True):
    """Nothing would change; nothing was left out in doubt; no warning but those of the documents themselves."""
    review = imports.review(data)
    assert review.document_type.slug == slug
    assert [problem for problem in review.parsed.problems if problem.fatal] == []
    assert (list(review.changed), list(review.added), list(review.reformatted)) == ([], [], [])
    assert not every or not list(review.missing)
    assert [fate for fate in fates_of(review.reading) if fate.asks] == []
    native = document_types.get(slug).text
    assert codes(review.parsed) <= codes(native.parse(native.render(review.parsed.documents))) | {"W_NUMBER_GAP"}


def changes_of(data):
    review = imports.review(data)
    assert not review.parsed.fatal
    assert not list(review.added)
    return [((changed.key, line.path), line.before, line.after) for changed in review.changed for line in changed.lines]


def edited(data, extension, before, after):
    """An office file with one text replaced in the part that holds its texts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        replaced = 0
        for item in source.infolist():
            content = source.read(item)
            if re.fullmatch(PART[extension], item.filename):
                replaced += content.count(before)
                content = content.replace(before, after)
            target.writestr(item, content)
    assert replaced == 1
    return out.getvalue()


@pytest.mark.parametrize(("slug", "extension"), KINDS)
def test_an_own_export_that_is_uploaded_again_changes_nothing(client, publisher, stored, slug, extension):
    data = exported(client, f"{slug}.{extension}")
    is_unchanged(data, slug)
    client.force_login(publisher)
    answer = client.post("/impor/", {"berkas": SimpleUploadedFile(f"{slug}.{extension}", data)}, follow=True)
    row = Proposal.objects.get(state=Proposal.State.DRAFT)
    assert (row.format, row.added, row.changed) == (slug, 0, 0)
    first = "hasil-baca/" if extension == "docx" else ""
    assert answer.redirect_chain[-1][0] == (f"/impor/{row.pk}/hasil-baca/" if first else f"/usulan/{row.pk}/")
    page = Page(client.get(f"/usulan/{row.pk}/"))
    assert page.all("section.diff") == []


@pytest.mark.parametrize(("slug", "extension"), KINDS)
def test_the_command_finds_nothing_to_change_in_an_own_export(client, stored, tmp_path, slug, extension):
    path, out = tmp_path / f"{slug}.{extension}", io.StringIO()
    path.write_bytes(exported(client, path.name))
    call_command("importfile", path, "--json", stdout=out)
    said = json.loads(out.getvalue())
    assert (said["format"], said["added"], said["changed"], said["missing"]) == (slug, [], [], [])
    assert {problem["code"] for problem in said["problems"]}.isdisjoint({"W_WORD_CONTENTS", "W_WORD_HEADERS"})


@pytest.mark.parametrize(
    "key",
    [
        *("kamus/MCF", "kamus/007", "kamus/K.S-1", "kamus/XYZ"),
        *("panduan/integritas/tanggung-jawab", "panduan/kerja-sama/komunikasi"),
    ],
)
def test_the_word_file_of_one_document_says_its_group_and_changes_nothing(client, returned, key):
    is_unchanged(exported(client, f"{key}.docx"), key.partition("/")[0], every=False)


def test_a_code_that_does_not_stand_in_the_name_is_read_where_there_are_no_groups(client, db):
    imports.apply(b"Nama | Adaptasi\nKode | XYZ\nDefinisi | Bertahan.\nLevel 1 |\n1 | Tenang.\n", name="a.md")
    is_unchanged(exported(client, "kamus.docx"), "kamus")
    is_unchanged(exported(client, "kamus/XYZ.docx"), "kamus")


@pytest.mark.parametrize("part", ["kamus.docx?kelompok=KOMPETENSI+INTI", "panduan.docx?aspek=kerja-sama"])
def test_the_export_of_one_group_changes_nothing(client, returned, part):
    is_unchanged(exported(client, part), part.partition(".")[0], every=False)


def test_what_word_files_leave_out_by_design_stands_in_the_account(client, returned):
    account = fates_of(imports.review(exported(client, "kamus.docx")).reading)
    said = {str(fate.place): str(fate.reason) for fate in account if not fate.text}
    assert list(said) == ["seluruh berkas"]
    left = [str(fate.reason) for fate in account if fate.left_out]
    assert "Kepala dan kaki halaman tidak dibaca (2 bagian)." in left
    assert any(reason.startswith("Daftar isi buatan Word") for reason in left)


@pytest.mark.parametrize("slug", EDITS)
@pytest.mark.parametrize("extension", OFFICE)
def test_what_libreoffice_saved_unchanged_changes_nothing(returned, slug, extension):
    is_unchanged((RETURNED / f"{slug}.{extension}").read_bytes(), slug)


@pytest.mark.parametrize("slug", EDITS)
@pytest.mark.parametrize("extension", OFFICE)
def test_one_line_edited_in_what_libreoffice_saved_is_one_change(returned, slug, extension):
    line, before, after = EDITS[slug]
    data = edited((RETURNED / f"{slug}.{extension}").read_bytes(), extension, before, after)
    assert changes_of(data) == [(line, before.decode(), after.decode())]


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
@pytest.mark.parametrize(("slug", "extension"), [*(("kamus", extension) for extension in OFFICE), ("panduan", "docx")])
def test_the_libreoffice_of_this_machine_gives_an_export_back(client, seeds, tmp_path, slug, extension):
    path = tmp_path / f"{slug}.{extension}"
    path.write_bytes(exported(client, path.name))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", extension, "--outdir", tmp_path / "saved", path]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    is_unchanged((tmp_path / "saved" / path.name).read_bytes(), slug)
