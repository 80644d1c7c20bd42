"""Files of many documents: made one at a time, kept by content, and given to everybody."""

from pathlib import Path

import pytest
from django.conf import settings as site

from exchange.exports import kinds, pdf, views
from exchange.exports.book import Limit
from exchange.file_lock import exclusive
from tests.builders import change

#: The kinds of file whose cost grows without a limit of their own; a PDF has limits.
KINDS = ("md", "xlsx", "ods", "csv", "docx", "json")


@pytest.fixture
def large(monkeypatch, seeds):
    """Two competencies count as many."""
    monkeypatch.setattr(views, "PAGE", Limit(1, 10_000))


def written(client, path):
    response = client.get(path)
    assert response.status_code == 200, path
    return response.getvalue()


@pytest.mark.parametrize("kind", KINDS)
def test_a_large_file_is_the_same_as_a_small_one_and_has_its_name(client, seeds, monkeypatch, kind):
    small = written(client, f"/ekspor/kamus.{kind}")
    monkeypatch.setattr(views, "PAGE", Limit(1, 10_000))
    assert written(client, f"/ekspor/kamus.{kind}?x=1") == written(client, f"/ekspor/kamus.{kind}?x=2") == small
    response = client.get(f"/ekspor/kamus.{kind}?x=3")
    assert response.getvalue() == small
    assert response.headers["Content-Disposition"] == f'attachment; filename="kamus.{kind}"'
    assert len(list(site.PDF_DIR.glob(f"*.{kind}"))) == 1


def test_whatever_else_the_address_says_a_large_file_is_written_once(client, large, monkeypatch):
    calls, write = [], kinds.xlsxfile.write
    kind = kinds.SheetKind("xlsx", "x/y", "", "", lambda *arguments: calls.append(1) or write(*arguments))
    monkeypatch.setattr(views, "by_extension", lambda *_: kind.for_documents)
    for query in ("", "?x=1", "?x=2", "?jilid=0", "?jilid=x"):
        written(client, f"/ekspor/kamus.xlsx{query}")
    assert len(calls) == 1
    change("DEVO")
    written(client, "/ekspor/kamus.xlsx")
    assert len(calls) == 2


@pytest.mark.parametrize("kind", KINDS)
def test_while_a_large_file_is_made_others_are_told_to_come_again_and_kept_ones_are_given(client, large, kind):
    written(client, "/ekspor/kamus.csv" if kind != "csv" else "/ekspor/kamus.md")
    with exclusive(site.PDF_DIR / "lock-large") as mine:
        assert mine
        response = client.get(f"/ekspor/kamus.{kind}")
        assert (response.status_code, response.headers["Retry-After"]) == (503, "30")
        written(client, "/ekspor/kamus.csv?x=1" if kind != "csv" else "/ekspor/kamus.md?x=1")
        written(client, f"/ekspor/kamus/DEVO.{kind}")


def test_a_pdf_in_the_making_stops_no_other_file(client, large):
    site.PDF_DIR.mkdir(parents=True, exist_ok=True)
    with exclusive(site.PDF_DIR / "lock"):
        written(client, "/ekspor/kamus.xlsx")


def test_a_small_file_is_never_refused(client, seeds):
    site.PDF_DIR.mkdir(parents=True, exist_ok=True)
    with exclusive(site.PDF_DIR / "lock-large"):
        written(client, "/ekspor/kamus.xlsx")


def test_parts_are_kept_apart_and_a_part_that_is_not_there_is_not_found(client, large):
    paths = ["kamus.csv", "kamus.csv?kelompok=ELEMENTS", "panduan.csv", "panduan.csv?aspek=integritas"]
    assert len({written(client, f"/ekspor/{path}") for path in paths}) == len(paths) - 1  # all are in one group
    assert client.get("/ekspor/kamus.csv?kelompok=x").status_code == 404


@pytest.mark.parametrize("kind", [*KINDS, "pdf"])
def test_a_folder_that_cannot_be_written_keeps_nothing_and_stops_nothing(client, large, tmp_path, settings, kind):
    (tmp_path / "file").touch()
    settings.PDF_DIR = tmp_path / "file" / "below"
    assert written(client, f"/ekspor/kamus.{kind}")


def test_one_is_made_at_a_time_also_where_nothing_can_be_kept(client, large, tmp_path, settings, monkeypatch):
    (tmp_path / "file").touch()
    settings.PDF_DIR = tmp_path / "file" / "below"
    meanwhile, draw = [], pdf.draw
    asked = lambda *given: meanwhile.append(client.get("/ekspor/kamus.pdf").status_code) or draw(*given)  # noqa: E731
    monkeypatch.setattr(pdf, "draw", asked)
    assert written(client, "/ekspor/kamus.pdf")
    assert meanwhile == [503]
    assert written(client, "/ekspor/kamus.csv")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
@pytest.mark.parametrize("kind", [*KINDS, "pdf"])
def test_a_full_disk_keeps_nothing_and_stops_nothing(client, large, monkeypatch, kind):
    usual = Path.open

    def full(path, *how, **more):
        return usual(Path("/dev/full") if path.suffix == ".part" else path, *how, **more)

    monkeypatch.setattr(Path, "open", full)
    assert written(client, f"/ekspor/kamus.{kind}")
    assert not list(site.PDF_DIR.glob("*.*"))
    monkeypatch.undo()
    assert written(client, f"/ekspor/kamus.{kind}")


def test_who_has_to_come_again_is_no_error_in_the_log(client, large, caplog):
    site.PDF_DIR.mkdir(parents=True, exist_ok=True)
    with exclusive(site.PDF_DIR / "lock-large"):
        assert client.get("/ekspor/kamus.md").status_code == 503
    assert [record.message for record in caplog.records if record.levelname == "ERROR"] == []
    assert [record.facts["problem"] for record in caplog.records if record.message == "failed"] == ["work"]


def test_a_few_documents_that_are_long_are_a_large_file(client, seeds, monkeypatch):
    monkeypatch.setattr(views, "PAGE", Limit(100, 10))
    written(client, "/ekspor/kamus.docx")
    assert len(list(site.PDF_DIR.glob("*.docx"))) == 1
