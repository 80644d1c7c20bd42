"""Who may do what with files and history: each right has a name, and each view says which it asks for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpResponseBase

View = Callable[..., HttpResponseBase]

#: Upload files, and review one's own.
UPLOAD = "exchange.add_import"
#: Apply and undo, see and restore; and see everybody's files.
PUBLISH = "exchange.apply_import"
#: Read the history of documents.
HISTORY = "exchange.view_revision"
#: Write documents.
EDIT = "exchange.edit_document"


def _right(permission: str) -> Callable[[View], View]:
    """A decorator: whoever is not logged in logs in first, whoever lacks `permission` is refused (403)."""

    def guarded(view: View) -> View:
        return login_required(permission_required(permission, raise_exception=True)(view))

    return guarded


may_edit = _right(EDIT)
may_upload = _right(UPLOAD)
may_publish = _right(PUBLISH)
may_see_history = _right(HISTORY)


def publishes(user: Any) -> bool:
    """Whether a person may apply, undo and restore; no query after the first."""
    return bool(user.has_perm(PUBLISH))
