#!/usr/bin/env python3
"""One command to try the site, one to test it. Needs Python 3.11 and nothing else.

    python3 run.py          install, prepare the database, serve on http://127.0.0.1:8000
    python3 run.py test     install the test tools and run every test that can run here
    python3 run.py test --database postgres     the same on a PostgreSQL server of its own
    python3 run.py faults   kill, crowd, fill and lock the site for up to twenty minutes, half of it on each database
    python3 run.py messages update the English catalogue from the sentences of the source, and compile it
    python3 run.py COMMAND  any command of manage.py for the same demonstration, such as importfile

PORT, HOST, DATABASE_URL, KOMPETENSI_DATA (folder of the database) and DEMO_PASSWORD are honoured.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from tests import postgres

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
#: Seconds that the long form of the fault tests may take on one database. Two idle cores need about half of it.
FAULTS_LIMIT = 600
#: Those that measure how long readers wait, and need the machine for themselves.
MEASURED = "tests/faults/test_reading.py"
#: Options for the catalogue: omit everything that changes with each line of code.
CATALOGUE = ["-l", "en", "-e", "html,txt,xml,py", "--no-location", "--no-wrap", "--no-obsolete"]
NOT_TRANSLATED = ["tests", "benchmarks", "staticfiles", "var"]
CHROMIUMS = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
)


def main(arguments: list[str]) -> int:
    """Serve, or run the command of the first argument. Return its exit status."""
    if sys.version_info < (3, 11):
        return fail("Perlu Python 3.11 atau lebih baru. / Python 3.11 or newer is needed.")
    command, rest = (arguments[0], arguments[1:]) if arguments else ("serve", [])
    if command in ("-h", "--help", "help"):
        print(__doc__)
        return 0
    if command == "test":
        return test(rest)
    if command == "faults":
        return faults()
    if command == "messages":
        return messages()
    return manage(["demo", "--serve", *rest] if command == "serve" else arguments)


def manage(arguments: list[str]) -> int:
    """Run a command of manage.py for the demonstration; `demo --serve` serves it until Ctrl+C."""
    database = os.environ.get("DATABASE_URL", "")
    install("requirements.txt", *postgres_requirements(database))
    if compile_catalogues():
        return fail("Terjemahan tidak dapat dibuat; lihat pesan di atas. / Translations failed, see above.")
    return become([str(PYTHON), str(ROOT / "manage.py"), *arguments], os.environ | {"KOMPETENSI_DEMO": "1"})


def test(arguments: list[str]) -> int:
    """Run the tests with further arguments for pytest. Tests that cannot run here are skipped with a reason.

    `--database postgres` as the first arguments starts a server for the tests and removes it at the end.
    """
    if arguments[:2] == ["--database", "postgres"]:
        try:
            with postgres.server() as address:
                return test_on(address, arguments[2:])
        except postgres.UnavailableError as error:
            return fail(str(error))
    return test_on(os.environ.get("DATABASE_URL", ""), arguments)


def faults() -> int:
    """Run the long form of the fault tests, ten minutes at most for each database, and print their counts.

    Tests that have not begun by then fail.
    """
    os.environ["FAULTS"] = "long"
    statuses: list[int] = []
    told = ["-rPs", "-p", "no:logging", "-p", "no:randomly"]
    parts = ([MEASURED], ["tests/faults", f"--ignore={MEASURED}", "-n", "2"])
    for database in ([], ["--database", "postgres"]):
        os.environ["FAULTS_END"] = str(time.time() + FAULTS_LIMIT)
        statuses += [test([*database, *part, *told]) for part in parts]
    return max(statuses)


def messages() -> int:
    """Collect the sentences of the source into the English catalogue, and compile every catalogue."""
    if not all(map(shutil.which, ("xgettext", "msgmerge"))):
        return fail("Perlu gettext: sudo apt install gettext / gettext is needed.")
    install("requirements.txt")
    ignored = [f"--ignore={folder}/*" for folder in NOT_TRANSLATED]
    command = [str(PYTHON), str(ROOT / "manage.py"), "makemessages", *CATALOGUE, *ignored]
    return run(command, os.environ | {"KOMPETENSI_DEMO": "1"}, ROOT) or compile_catalogues()


def compile_catalogues() -> int:
    """Compile the catalogues whose compiled file is missing or stale."""
    return run([str(PYTHON), "-m", "kompetensi.operations.catalogues"], None, ROOT)


def test_on(database: str, arguments: list[str]) -> int:
    """Run the tests on the database of that DATABASE_URL; "" for SQLite."""
    install(*test_requirements(), *postgres_requirements(database))
    environment = {name: value for name, value in os.environ.items() if name not in ("KOMPETENSI_DEMO", "DATABASE_URL")}
    environment |= {"DATABASE_URL": database} if database else {}
    every = ["-n", "auto"]  # one worker for each core; tests asked for by name start sooner without workers
    return run([str(PYTHON), "-m", "pytest", *(arguments or every)], environment, ROOT)


def test_requirements() -> list[str]:
    """Return the list of test packages: with the browser tools, which are large, only where a browser is."""
    browser = os.environ.get("CHROMIUM") or any(shutil.which(name) for name in CHROMIUMS)
    return ["requirements/browser.txt" if browser else "requirements/dev.txt"]


def postgres_requirements(database: str) -> list[str]:
    """Return the list of PostgreSQL's packages when DATABASE_URL names it, else none."""
    return ["requirements/postgres.txt"] if database.startswith(("postgres:", "postgresql:")) else []


def install(*lists: str) -> None:
    """Create the virtual environment and install these lists of packages, unless they are installed already.

    Exit the program when that fails.
    """
    stamp = VENV / "installed.txt"
    if not PYTHON.exists() or (not stamp.exists() and run([str(PYTHON), "-c", "import pip"])):
        make_venv()
    wanted = {name: fingerprint(name) for name in lists}
    lines = stamp.read_text().splitlines() if stamp.exists() else []
    held = {name: print_ for name, _, print_ in (line.partition(" ") for line in lines)}
    if all(held.get(name) == print_ for name, print_ in wanted.items()):
        return
    print("Memasang paket yang diperlukan … / Installing packages …", flush=True)
    options = [option for name in lists for option in ("-r", str(ROOT / name))]
    uv = shutil.which("uv")
    installer = [uv, "pip", "install", "--python", str(PYTHON)] if uv else [str(PYTHON), "-m", "pip", "install"]
    quiet = ["--quiet"] if uv else ["--quiet", "--disable-pip-version-check"]
    if run([*installer, *quiet, *options]):
        sys.exit(fail("Pemasangan gagal; lihat pesan di atas. / Installation failed, see above."))
    stamp.write_text("".join(f"{name} {print_}\n" for name, print_ in (held | wanted).items()))


def make_venv() -> None:
    """Create a virtual environment with uv where it is installed, else with Python's own venv.

    Exit the program when that fails.
    """
    if VENV.is_file():
        VENV.unlink()
    uv = shutil.which("uv")
    command = (
        [uv, "venv", "--quiet", "--clear", "--seed", str(VENV)]
        if uv
        else [sys.executable, "-m", "venv", "--clear", str(VENV)]
    )
    if run(command):
        shutil.rmtree(VENV, ignore_errors=True)
        hint = "Di Debian/Ubuntu: sudo apt install python3-venv"
        sys.exit(fail(f"Modul venv tidak tersedia. {hint} / Python's venv module is missing."))


def fingerprint(name: str) -> str:
    """Return a digest of a requirements list, of the lists it names, and of the Python version."""
    text = (ROOT / name).read_text()
    others = [line.split(maxsplit=1)[1] for line in text.splitlines() if line.startswith("-r ")]
    nested = [os.path.normpath(Path(name).parent / other) for other in others]  # "requirements/../requirements.txt"
    whole = sys.version + text + "".join(fingerprint(other) for other in nested)
    return hashlib.sha256(whole.encode()).hexdigest()[:16]


def run(command: list[str], environment: dict[str, str] | None = None, folder: Path | None = None) -> int:
    """Run a command until it ends, and return its exit status; 130 after Ctrl+C."""
    try:
        return subprocess.run(command, cwd=folder, env=environment, check=False).returncode
    except KeyboardInterrupt:
        return 130


def become(command: list[str], environment: dict[str, str]) -> int:
    """Replace this process by another command, so that signals reach it; where the system cannot, run it and wait."""
    if os.name == "posix":
        sys.stdout.flush()
        os.execve(command[0], command, environment)  # noqa: S606  # the command is ours
    return run(command, environment)


def fail(message: str) -> int:
    """Print the error and its remedy, and return 1 as exit status."""
    print(message, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
