"""State of the database in use: what a manifest says of it, read document by document."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.contrib.auth import get_user_model
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, connections
from django.db.models import Model

from development.models import SubAspect
from dictionary.models import Competency
from exchange import document_types
from exchange.history import ledger
from exchange.history.recording import as_json
from exchange.models import Proposal, Revision
from kompetensi.backups.errors import failure
from kompetensi.operations import schema

#: Names that tables had in releases before, by those that they have.
FORMER = {"exchange_proposal": "exchange_import"}


@dataclass(frozen=True, slots=True)
class State:
    """Migrations, numbers of rows by names for people, content version, and documents.

    `documents` gives by slug of the type "number SHA-256" of all documents; empty for a schema of another release,
    whose documents this release cannot read.
    """

    migrations: frozenset[schema.Name]
    counts: dict[str, int]
    version: int
    documents: dict[str, str]

    def as_json(self) -> dict[str, object]:
        """Return the state as plain values for a manifest."""
        schema_of = [f"{app}.{name}" for app, name in sorted(self.migrations)]
        return {
            "version": self.version,
            "counts": self.counts,
            "documents": self.documents,
            "migrations": schema_of,
        }

    @classmethod
    def from_json(cls, value: dict[str, object]) -> State:
        """Return the state that `as_json` gave. Raise KeyError, TypeError or ValueError for other values."""
        version, counts, documents = value["version"], value["counts"], value["documents"]
        if not (isinstance(version, int) and isinstance(counts, dict) and isinstance(documents, dict)):
            raise TypeError("manifest")
        pairs = [str(name).split(".", 1) for name in value["migrations"]]  # type: ignore[attr-defined]
        return cls(frozenset((app, name) for app, name in pairs), counts, version, documents)

    def differences(self, other: State, *, same_release: bool) -> list[str]:
        """Return what differs in `other`, in words; documents are compared only as one release reads them."""
        pairs = [(name, count, other.counts.get(name)) for name, count in self.counts.items()]
        pairs.append(("versi isi", self.version, other.version))
        pairs.append(("migrasi", len(self.migrations), len(other.migrations)))
        words = [f"{name} {mine}, terbaca {theirs}" for name, mine, theirs in pairs if mine != theirs]
        if not words and self.migrations != other.migrations:
            words.append("migrasinya lain")
        if same_release and self.documents and other.documents:
            words += [f"isi {slug} lain" for slug, one in self.documents.items() if one != other.documents.get(slug)]
        return words


def state() -> State:
    """Return the state of the database in use: reads every document, some hundreds at a time.

    Call it where nobody writes meanwhile. Raise DamagedError when what is stored there is damaged, BackupError when it
    cannot be read for another reason.
    """
    try:
        migrations = frozenset(schema.applied())
        known = not schema.pending(migrations) and not schema.unknown(migrations)
        return State(migrations, counts(), ledger.version(), _documents() if known else {})
    except (DatabaseError, LookupError, TypeError, ValueError) as error:
        raise failure(error, "Isinya tidak dapat dibaca") from error


def counts() -> dict[str, int]:
    """Return numbers of rows by names for people, also in a database of before a table had its name. Six queries."""
    models: dict[str, type[Model]] = {"kompetensi": Competency, "sub aspek": SubAspect, "perubahan": Revision}
    models |= {"berkas impor": Proposal, "akun": get_user_model()}
    found = {}
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
        for name, model in models.items():
            table = model._meta.db_table  # noqa: SLF001
            table = table if table in there else FORMER.get(table, table)
            cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608  # our own names
            found[name] = int(cursor.fetchone()[0])
    return found


@contextmanager
def looking_into(path: Path) -> Iterator[None]:
    """Make an SQLite file the database in use, for this thread and for reading alone; no file appears beside it."""
    usual = connections[DEFAULT_DB_ALIAS]
    other = usual.copy()
    other.settings_dict |= {"NAME": f"{path.resolve().as_uri()}?mode=ro&immutable=1", "OPTIONS": {}}
    connections[DEFAULT_DB_ALIAS] = other
    try:
        yield
    finally:
        other.close()
        connections[DEFAULT_DB_ALIAS] = usual


def _documents() -> dict[str, str]:
    """Return number and SHA-256 of the documents of each type, as the history writes them."""
    found = {}
    for document_type in document_types.all_types():
        digest, number = hashlib.sha256(), 0
        for document in document_type.stream():
            digest.update(json.dumps(as_json(document), ensure_ascii=False).encode(errors="surrogatepass"))
            number += 1
        found[document_type.slug] = f"{number} {digest.hexdigest()}"
    return found
