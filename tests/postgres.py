"""A PostgreSQL server to throw away, from the programs that are installed. Needs no packages.

python3 tests/postgres.py COMMAND …     run a command with the DATABASE_URL of such a server
"""

from __future__ import annotations

import getpass
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

MISSING = (
    "PostgreSQL tidak ditemukan. Di Debian/Ubuntu: sudo apt install postgresql / "
    "No PostgreSQL server is installed. On Debian or Ubuntu: sudo apt install postgresql"
)
#: Those who may run the server where we are root, which PostgreSQL refuses.
ACCOUNTS = ("postgres", "nobody")
#: Seconds until a server that does not answer is given up.
PATIENCE = 60
#: Makes a server in its folder and ends it when its input ends, which happens however we end, killed or not.
#: Nothing is written through to the disk: what is thrown away need not outlive a power cut.
KEEPER = """
"$1/initdb" --pgdata=data --username="$2" --auth=trust --encoding=UTF8 --locale=C.UTF-8 --no-sync >log 2>&1 || exit 1
"$1/postgres" -D data -k "$PWD" -c listen_addresses= -c max_connections=200 \
  -c fsync=off -c synchronous_commit=off -c full_page_writes=off >>log 2>&1 &
read -r _
kill -INT $!
wait $!
rm -rf "$PWD"
"""


class UnavailableError(Exception):
    """There is no server here, and why."""


@contextmanager
def server() -> Iterator[str]:
    """The DATABASE_URL of a new, empty server, which is stopped and removed at the end; about two seconds.

    It listens on a socket in a folder that only its owner and root may enter. Raises UnavailableError.
    """
    programs = find_programs()
    folder = Path(tempfile.mkdtemp(prefix="kompetensi-pg-"))
    who = account(folder)
    command = ["/bin/sh", "-c", KEEPER, "keeper", str(programs), getpass.getuser()]
    keeper = subprocess.Popen(command, cwd=folder, stdin=subprocess.PIPE, start_new_session=True, **who)
    try:
        await_answer(programs, folder, keeper)
        yield f"postgres:///{folder}/postgres"
    finally:
        if keeper.stdin:
            keeper.stdin.close()
        keeper.wait(PATIENCE)
        shutil.rmtree(folder, ignore_errors=True)


def find_programs() -> Path:
    """The folder of the server's programs, the newest where there are several. Raises UnavailableError."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: (len(str(path)), path), reverse=True)
    config = shutil.which("pg_config")
    said = subprocess.run([config, "--bindir"], capture_output=True, text=True, check=False).stdout if config else ""
    on_path = shutil.which("initdb") or ""
    for folder in (*debian, Path(on_path).resolve().parent, Path(said.strip())):
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    raise UnavailableError(MISSING)


def account(folder: Path) -> dict[str, Any]:
    """How a process is started as somebody who may run the server, who then owns the folder."""
    import pwd  # not on Windows, where no server is found

    if os.getuid() != 0:
        return {}
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    entry = next(known[name] for name in ACCOUNTS if name in known)
    os.chown(folder, entry.pw_uid, entry.pw_gid)
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def await_answer(programs: Path, folder: Path, keeper: subprocess.Popen[bytes]) -> None:
    """Return when the server answers. Raises UnavailableError with what it said when it does not."""
    question = [str(programs / "pg_isready"), "--quiet", f"--host={folder}"]
    for _ in range(PATIENCE * 10):
        if subprocess.run(question, check=False).returncode == 0:
            return
        if keeper.poll() is not None:
            break
        time.sleep(0.1)
    log = folder / "log"
    raise UnavailableError("PostgreSQL:\n" + (log.read_text() if log.exists() else ""))


def main(command: list[str]) -> int:
    """Run a command beside a server of its own; its exit status."""
    try:
        with server() as address:
            return subprocess.run(command, env=os.environ | {"DATABASE_URL": address}, check=False).returncode
    except UnavailableError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
