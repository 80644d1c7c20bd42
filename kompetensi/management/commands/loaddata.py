"""`manage.py loaddata`: Django's own command, followed by a new index when content was loaded."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.management.commands import loaddata

from exchange.history import indexing

CONTENT = {"dictionary", "development"}


class Command(loaddata.Command):
    """Load fixtures. They bypass the history, so the index is rebuilt and the content version bumped afterwards."""

    def loaddata(self, fixture_labels: Sequence[str]) -> None:
        """Load the fixtures, in the transaction that Django opened for them."""
        super().loaddata(fixture_labels)
        if {model._meta.app_label for model in getattr(self, "models", ())} & CONTENT:  # noqa: SLF001
            indexing.reindex()
