"""A site of its own for a test: processes with a database that nobody else uses, of the kind the tests run on."""

import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from uuid import uuid4

import environ

from tests.settings import BASE_DIR

ON_POSTGRESQL = os.environ.get("DATABASE_URL", "").startswith("postgres")


class Site:
    """Runs commands and scripts of the application against its database."""

    def __init__(self, folder, database="", **variables):
        self.folder, self.database = folder, database
        self.environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings", "KOMPETENSI_DATA": str(folder)}
        self.environment |= variables

    def manage(self, *arguments):
        """A command of manage.py, ended; its status, output and what went wrong."""
        command = [sys.executable, "manage.py", *map(str, arguments)]
        return subprocess.run(command, env=self.environment, cwd=BASE_DIR, capture_output=True, text=True, check=False)

    def start(self, script, *arguments):
        """A script that goes on meanwhile."""
        command = [sys.executable, "-c", f"import django; django.setup()\n{script}", *map(str, arguments)]
        return subprocess.Popen(command, env=self.environment, cwd=BASE_DIR, stdout=subprocess.PIPE, text=True)

    def run(self, script, *arguments):
        """What a script prints; it must end well."""
        process = self.start(script, *arguments)
        output, _ = process.communicate(timeout=300)
        assert process.returncode == 0, output
        return output


@contextmanager
def new_site(folder, like=None):
    """A site with an empty database, or with one `like` that of another which nobody uses; gone afterwards."""
    folder.mkdir(parents=True, exist_ok=True)
    if not ON_POSTGRESQL:
        if like:
            shutil.copytree(like.folder, folder, dirs_exist_ok=True)
        yield Site(folder)
        return
    import psycopg

    name, url = f"kompetensi_{uuid4().hex[:12]}", os.environ["DATABASE_URL"]
    place = environ.Env.db_url_config(url)
    server = {
        "host": place["HOST"],
        "port": place["PORT"] or 5432,
        "user": place["USER"],
        "password": place["PASSWORD"],
    }
    with psycopg.connect(dbname="postgres", autocommit=True, **server) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {like.database if like else 'template1'}")
        try:
            start, _, end = url.rpartition(place["NAME"])
            yield Site(folder, name, DATABASE_URL=f"{start}{name}{end}")
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
