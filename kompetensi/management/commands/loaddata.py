"""`manage.py loaddata`: Django's own; content that it brings in is found, and shown to who read a page before."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.management.commands import loaddata

from exchange.history import indexing

CONTENT = {"dictionary", "development"}


class Command(loaddata.Command):
    """Fixtures go round the history, so the index is made anew after them, and the ledger rises."""

    def loaddata(self, fixture_labels: Sequence[str]) -> None:
        """Load the fixtures, in the transaction that Django opened for them."""
        super().loaddata(fixture_labels)
        if {model._meta.app_label for model in getattr(self, "models", ())} & CONTENT:  # noqa: SLF001
            indexing.reindex()
