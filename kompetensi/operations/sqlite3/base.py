"""Connections to SQLite: Django's own, and where the folder cannot be written, one that only reads."""

from __future__ import annotations

import time
from typing import Any

from django.db.backends.sqlite3 import base

from kompetensi.operations.sqlite3 import access


class DatabaseWrapper(base.DatabaseWrapper):
    """Open the file for reading alone where SQLite cannot create its shared memory beside it.

    `immutable` reads without that memory and without locks, so nobody may write meanwhile. It is used only where this
    account cannot write and no log waits beside the file, and only until the end of the request.
    """

    #: Whether the open connection only reads.
    only_reads = False

    def connect(self) -> None:
        """Open the connection. The next request looks again whether the folder can be written."""
        super().connect()
        if self.only_reads:
            self.close_at = time.monotonic()

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Return a connection of the driver. Raise its error where the file cannot be read either."""
        self.only_reads = False
        try:
            return super().get_new_connection(conn_params)
        except self.Database.OperationalError:
            path = access.path_of(conn_params["database"])
            if path is None or not access.only_reads(path):
                raise
        self.only_reads = True
        self.init_commands: list[str] = []
        return super().get_new_connection(conn_params | {"database": f"{path.absolute().as_uri()}?mode=ro&immutable=1"})
