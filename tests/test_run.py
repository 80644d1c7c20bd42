"""The one command: what it installs and what it says when it cannot."""

import os
import signal
import subprocess
import sys
import time
from contextlib import nullcontext
from pathlib import Path

import pytest

import run
from tests import postgres


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A project of its own whose commands are only noted."""
    calls = []
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setattr(run, "ROOT", tmp_path)
    monkeypatch.setattr(run, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(run, "PYTHON", tmp_path / ".venv" / "bin" / "python")
    monkeypatch.setattr(run.shutil, "which", lambda name: None)

    def note(command, environment=None, folder=None):
        calls.append(command)
        if command[1:3] == ["-m", "venv"]:
            (tmp_path / ".venv" / "bin").mkdir(parents=True, exist_ok=True)
            run.PYTHON.touch()
        return 0

    monkeypatch.setattr(run, "run", note)
    monkeypatch.setattr(run, "become", note)
    (tmp_path / "requirements.txt").write_text("Django\n")
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements/dev.txt").write_text("-r ../requirements.txt\npytest\n")
    return calls


def test_a_second_start_installs_nothing(folder):
    run.install("requirements.txt")
    assert len(folder) == 2
    run.install("requirements.txt")
    assert len(folder) == 2


def test_a_changed_list_is_installed_again_even_when_another_names_it(folder):
    run.install("requirements/dev.txt")
    (run.ROOT / "requirements.txt").write_text("Django>=5\n")
    run.install("requirements/dev.txt")
    assert len(folder) == 3


def test_a_missing_venv_is_said_in_both_languages(folder, monkeypatch, capsys):
    monkeypatch.setattr(run, "run", lambda command, environment=None: 1)
    with pytest.raises(SystemExit):
        run.install("requirements.txt")
    said = capsys.readouterr().err
    assert "python3-venv" in said
    assert "missing" in said


def test_any_other_command_is_one_of_the_demonstration(folder, monkeypatch):
    environments = []
    monkeypatch.setattr(
        run, "become", lambda command, environment: folder.append(command) or environments.append(environment) or 0
    )
    assert run.main(["importfile", "kamus.md"]) == 0
    assert environments[-1]["KOMPETENSI_DEMO"] == "1"
    assert folder[-1] == [str(run.PYTHON), str(run.ROOT / "manage.py"), "importfile", "kamus.md"]


def test_the_browser_tools_are_installed_only_where_a_browser_is(folder, monkeypatch):
    monkeypatch.delenv("CHROMIUM", raising=False)
    assert run.test_requirements() == ["requirements/dev.txt"]
    monkeypatch.setenv("CHROMIUM", "chromium")
    assert run.test_requirements() == ["requirements/browser.txt"]


def test_the_demonstration_has_its_translations_compiled_before_it_starts(folder):
    assert run.main(["importfile", "kamus.md"]) == 0
    assert folder[-2:] == [
        [str(run.PYTHON), "-m", "kompetensi.operations.catalogues"],
        [str(run.PYTHON), str(run.ROOT / "manage.py"), "importfile", "kamus.md"],
    ]


def test_a_demonstration_without_translations_does_not_start(folder, monkeypatch, capsys):
    note = run.run
    monkeypatch.setattr(run, "run", lambda command, *a: 1 if "-m" in command[-2:] else note(command, *a))
    assert run.main([]) == 1
    assert "Translations failed" in capsys.readouterr().err
    assert not any("demo" in command for command in folder)


def test_messages_are_collected_and_then_compiled(folder, monkeypatch):
    monkeypatch.setattr(run.shutil, "which", lambda name: None if name == "uv" else f"/usr/bin/{name}")
    assert run.main(["messages"]) == 0
    assert folder[-2][2:5] == ["makemessages", "-l", "en"]
    assert folder[-1][1:] == ["-m", "kompetensi.operations.catalogues"]


def test_without_gettext_messages_say_so_in_both_languages_and_install_nothing(folder, capsys):
    assert run.main(["messages"]) == 1
    assert "apt install gettext / gettext is needed" in capsys.readouterr().err
    assert folder == []


def test_tests_never_run_as_a_demonstration(folder, monkeypatch):
    environments = []
    monkeypatch.setenv("KOMPETENSI_DEMO", "1")
    note = run.run
    monkeypatch.setattr(run, "run", lambda *a: environments.append(a[1] if len(a) > 1 else None) or note(*a))
    run.main(["test"])
    assert "KOMPETENSI_DEMO" not in environments[-1]


def test_faults_are_looked_for_at_length_on_both_databases(folder, monkeypatch):
    asked = []
    monkeypatch.setattr(run, "test", lambda arguments: asked.append(arguments) or len(asked) - 1)
    monkeypatch.setenv("FAULTS", "")
    monkeypatch.setenv("FAULTS_END", "")
    assert run.main(["faults"]) == 3
    assert os.environ["FAULTS"] == "long"
    assert [arguments[:2] == ["--database", "postgres"] for arguments in asked] == [False, False, True, True]
    assert all({run.MEASURED, f"--ignore={run.MEASURED}"} & {*arguments} for arguments in asked)


@pytest.mark.parametrize(("asked", "given"), [([], ["-n", "auto"]), (["-x", "tests/search"], ["-x", "tests/search"])])
def test_all_tests_run_on_every_core(folder, asked, given):
    run.main(["test", *asked])
    assert folder[-1][1:] == ["-m", "pytest", *given]


def test_an_environment_whose_making_was_broken_off_is_made_anew(folder, monkeypatch):
    run.PYTHON.parent.mkdir(parents=True)
    run.PYTHON.touch()
    note = run.run
    monkeypatch.setattr(run, "run", lambda command, *a: 1 if command[1:] == ["-c", "import pip"] else note(command, *a))
    run.install("requirements.txt")
    assert folder[0][1:3] == ["-m", "venv"]


def test_a_database_of_its_own_is_for_the_tests_alone(folder, monkeypatch):
    environments = []
    monkeypatch.setenv("DATABASE_URL", "sqlite:///elsewhere")
    monkeypatch.setattr(run.postgres, "server", lambda: nullcontext("postgres:////a/socket/postgres"))
    (run.ROOT / "requirements/postgres.txt").write_text("-r ../requirements.txt\npsycopg\n")
    note = run.run
    monkeypatch.setattr(run, "run", lambda *a: environments.append(a[1] if len(a) > 1 else None) or note(*a))
    assert run.main(["test", "--database", "postgres", "tests/search"]) == 0
    assert environments[-1]["DATABASE_URL"] == "postgres:////a/socket/postgres"
    assert folder[-1][1:] == ["-m", "pytest", "tests/search"]
    assert any(str(run.ROOT / "requirements/postgres.txt") in command for command in folder)


def test_a_missing_server_is_said_in_both_languages(folder, monkeypatch, capsys):
    monkeypatch.setattr(postgres.Path, "glob", lambda self, pattern: iter(()))
    monkeypatch.setattr(postgres.shutil, "which", lambda name: None)
    assert run.main(["test", "--database", "postgres"]) == 1
    said = capsys.readouterr().err
    assert "apt install postgresql" in said
    assert len(said.splitlines()) == 1


def there_is_postgres():
    try:
        return bool(postgres.find_programs())
    except postgres.UnavailableError:
        return False


needs_postgres = pytest.mark.skipif(not there_is_postgres(), reason="tidak ada PostgreSQL (apt install postgresql)")


def keeps_a_server(*command):
    """A process that keeps a server for a command, and the server's folder."""
    script = [sys.executable, postgres.__file__, "sh", "-c", "echo $DATABASE_URL; exec " + " ".join(command)]
    process = subprocess.Popen(script, stdout=subprocess.PIPE, text=True, start_new_session=True)
    address = process.stdout.readline().strip()
    return process, Path(address.removeprefix("postgres:///")).parent


@needs_postgres
def test_a_server_goes_when_its_command_ends():
    process, folder = keeps_a_server("cat", "/dev/null")
    process.communicate(timeout=60)
    assert folder.name.startswith("kompetensi-pg-")
    assert not folder.exists()


@needs_postgres
def test_a_server_goes_even_when_who_asked_for_it_is_killed():
    process, folder = keeps_a_server("sleep", "60")
    assert (folder / "data").exists()
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate(timeout=60)
    deadline = time.monotonic() + 30
    while folder.exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not folder.exists()


@pytest.mark.parametrize("word", ["--help", "-h", "help"])
def test_who_asks_what_it_does_is_told_and_nothing_is_installed(folder, capsys, word):
    assert run.main([word]) == 0
    assert "python3 run.py faults" in capsys.readouterr().out
    assert folder == []
