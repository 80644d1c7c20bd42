"""Database of a measured process: a new file, or a new database on the server that DATABASE_URL names."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import environ

ROOT = Path(__file__).resolve().parent.parent
#: Address of the server, whose own database is used to create others.
SERVER = os.environ.get("DATABASE_URL", "")


@contextmanager
def database() -> Iterator[Mapping[str, str]]:
    """Yield the environment of a process with an empty database, which is deleted afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        if not SERVER:
            yield {**os.environ, "KOMPETENSI_DATA": folder, "DATABASE_URL": ""}
            return
        name = f"kompetensi_{os.getpid()}_{time.monotonic_ns()}"
        _on_server(f"CREATE DATABASE {name}")
        try:
            yield {**os.environ, "KOMPETENSI_DATA": folder, "DATABASE_URL": f"{SERVER.rpartition('/')[0]}/{name}"}
        finally:
            _on_server(f"DROP DATABASE {name} WITH (FORCE)")


def output(environment: Mapping[str, str], module: str, *arguments: str) -> bytes:
    """Return the output of `python -m module` in a process of its own. Raise CalledProcessError when it fails."""
    command = [sys.executable, "-m", module, *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, check=True).stdout


def _on_server(statement: str) -> None:
    import psycopg  # noqa: PLC0415  # an optional package

    server = environ.Env.db_url_config(SERVER)
    parts = {"host": server["HOST"], "port": server["PORT"], "user": server["USER"], "password": server["PASSWORD"]}
    with psycopg.connect(dbname=server["NAME"], **parts, autocommit=True) as connection:
        connection.execute(statement)
