"""`importfile` and `exportfile` at a terminal."""

import json
from contextlib import ExitStack
from io import BytesIO, StringIO, TextIOWrapper

import pytest
from django.core.management import CommandError, call_command

from dictionary.models import Competency
from exchange.file_lock import exclusive
from tests.builders import FIXTURES

KAMUS, PANDUAN = FIXTURES / "kamus.md", FIXTURES / "panduan.md"


def importfile(*arguments):
    output = StringIO()
    call_command("importfile", *map(str, arguments), stdout=output)
    return output.getvalue()


def test_a_review_shows_what_would_change_and_changes_nothing(db):
    output = importfile(KAMUS)
    assert "baris 38  W_NUMBER_GAP" in output
    assert "baru: DEVO (Developing Others)" in output
    assert not Competency.objects.exists()


def test_apply_stores_both_files_and_export_gives_them_back(db, tmp_path):
    importfile("--apply", KAMUS, PANDUAN)
    for seed in (KAMUS, PANDUAN):
        call_command("exportfile", seed.name, output=str(tmp_path / "keluar"))
        assert (tmp_path / "keluar").read_bytes() == seed.read_bytes()
    assert [path.name for path in tmp_path.iterdir()] == ["keluar"]


def test_json_is_one_object_a_file(seeds, tmp_path):
    edited = tmp_path / "edited.md"
    edited.write_bytes(KAMUS.read_bytes().replace(b"Mengamati, menilai", b"Mengamati dan menilai"))
    first, second = [json.loads(line) for line in importfile("--json", edited, PANDUAN).splitlines()]
    problem = first["problems"][0]
    assert (problem["line"], problem["code"], problem["fatal"]) == (38, "W_NUMBER_GAP", False)
    assert first["changed"] == [
        {
            "key": "DEVO",
            "lines": [
                {
                    "path": "level 1, nomor 2",
                    "before": "Mengamati, menilai, dan mengevaluasi pekerjaan bawahan.",
                    "after": "Mengamati dan menilai, dan mengevaluasi pekerjaan bawahan.",
                    "line": 16,
                    "side": "proposed",
                }
            ],
        }
    ]
    assert (first["format"], first["documents"], first["same"], first["missing"]) == ("kamus", 2, 1, [])
    assert second == {
        "file": str(PANDUAN), "format": "panduan", "problems": [], "documents": 16,
        "added": [], "changed": [], "missing": [], "same": 16,
    }  # fmt: skip


def test_a_refused_file_ends_with_status_one_and_changes_nothing(db, tmp_path):
    broken = tmp_path / "rusak.md"
    broken.write_text("Nama | A\nKode | A B\n")
    with pytest.raises(CommandError) as error:
        importfile("--apply", broken)
    assert error.value.returncode == 1
    assert not Competency.objects.exists()


def test_a_file_that_is_not_there_is_said_so(db):
    with pytest.raises(CommandError, match="tidak dapat dibaca"):
        importfile("tidak-ada.md")


@pytest.mark.parametrize("name", ["buku.md", "kamus", "kamus.exe", "", "/kamus.md"])
def test_an_unknown_export_names_those_there_are(db, name):
    with pytest.raises(CommandError, match=r"kamus, panduan; akhiran: \.md, \.xlsx, \.ods, \.csv, \.docx"):
        call_command("exportfile", name)


@pytest.mark.parametrize("extension", ["md", "xlsx", "ods", "csv", "json"])
@pytest.mark.parametrize("name", ["kamus", "panduan", "kamus/DEVO", "panduan/integritas/komitmen"])
def test_a_command_writes_what_a_download_gives(client, seeds, tmp_path, name, extension):
    call_command("exportfile", f"{name}.{extension}", output=str(tmp_path / "keluar"))
    assert (tmp_path / "keluar").read_bytes() == client.get(f"/ekspor/{name}.{extension}").getvalue()


def test_an_export_goes_to_standard_output_unless_told_otherwise(seeds, capfdbinary):
    call_command("exportfile", "kamus.md")
    assert capfdbinary.readouterr().out == KAMUS.read_bytes()


def test_a_document_that_is_not_there_is_said_so_and_nothing_is_written(seeds, tmp_path):
    with pytest.raises(CommandError, match="TIDAK tidak ada di Kamus kompetensi"):
        call_command("exportfile", "kamus/TIDAK.md", output=str(tmp_path / "keluar"))
    assert not list(tmp_path.iterdir())


class Terminal(StringIO):
    """Somebody who watches."""

    def isatty(self):
        return True


def test_long_work_tells_a_terminal_how_far_it_is(many, tmp_path):
    many(501, levels=1, indicators=1)
    terminal = Terminal()
    call_command("exportfile", "kamus.csv", output=str(tmp_path / "keluar"), stderr=terminal)
    assert "500 dari 501 kompetensi" in terminal.getvalue()
    assert terminal.getvalue().endswith("501 dari 501 kompetensi\n")


def test_an_export_goes_through_a_link_and_into_a_device(seeds, tmp_path):
    target, link = tmp_path / "asli.md", tmp_path / "tautan.md"
    target.touch()
    link.symlink_to(target)
    call_command("exportfile", "kamus.md", output=str(link))
    assert link.is_symlink()
    assert target.read_bytes() == KAMUS.read_bytes()
    call_command("exportfile", "kamus.md", output="/dev/null")
    with pytest.raises(CommandError, match="tidak dapat ditulis"):
        call_command("exportfile", "kamus.md", output=str(tmp_path / "tidak" / "ada.md"))


def test_a_renumbered_line_says_where_it_was(seeds, tmp_path):
    edited = tmp_path / "edited.md"
    edited.write_bytes(KAMUS.read_bytes().replace(b"5 | Memberikan solusi", b"4 | Memberikan solusi"))
    (line,) = json.loads(importfile("--json", edited))["changed"][0]["lines"]
    assert (line["path"], line["from"]) == ("level 4, nomor 4", "level 4, nomor 5")
    assert "(semula level 4, nomor 5)" in importfile(edited)


def test_standard_input_is_a_file_like_others(db, monkeypatch):
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(KAMUS.read_bytes())))
    importfile("--apply", "-")
    assert Competency.objects.count() == 2


@pytest.mark.parametrize("apply", [(), ("--apply",)])
@pytest.mark.parametrize("name", ["besar.md", "-"])
def test_a_file_that_is_too_big_is_told_its_own_size(db, settings, tmp_path, monkeypatch, name, apply):
    settings.EXCHANGE_BYTE_LIMIT = 1024**2
    big = BytesIO(b"x" * 3 * 1024**2)
    (tmp_path / "besar.md").write_bytes(big.getvalue())
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.stdin", TextIOWrapper(big))
    output = StringIO()
    with pytest.raises(CommandError):
        call_command("importfile", *apply, name, stdout=output)
    assert "berukuran 3,0 MB; batasnya 1 MB" in output.getvalue()


def test_a_pdf_by_command_waits_until_another_one_is_drawn(seeds, settings, tmp_path, monkeypatch):
    settings.PDF_DIR.mkdir(parents=True, exist_ok=True)
    drawing = ExitStack()
    assert drawing.enter_context(exclusive(settings.PDF_DIR / "lock"))
    waits = []
    monkeypatch.setattr("time.sleep", lambda seconds: (waits.append(seconds), drawing.close()))
    call_command("exportfile", "kamus/DEVO.pdf", "--output", str(tmp_path / "devo.pdf"))
    assert waits and (tmp_path / "devo.pdf").read_bytes().startswith(b"%PDF")
