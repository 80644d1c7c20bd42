"""Rights on files and history: each right has a name, and each view names the right that it needs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpResponseBase

View = Callable[..., HttpResponseBase]

#: Upload files and review one's own.
UPLOAD = "exchange.add_proposal"
#: Apply and undo imports, restore versions, archive documents, and see the files of all people.
PUBLISH = "exchange.apply_proposal"
#: See the history of documents.
HISTORY = "exchange.view_revision"
#: Edit documents, and see the archive and the care list.
EDIT = "exchange.edit_document"


def _right(permission: str) -> Callable[[View], View]:
    """Return a decorator for views that need `permission`.

    A visitor who is not logged in is sent to the login page. A person without the permission gets status 403.
    """

    def guarded(view: View) -> View:
        return login_required(permission_required(permission, raise_exception=True)(view))

    return guarded


may_edit = _right(EDIT)
may_upload = _right(UPLOAD)
may_publish = _right(PUBLISH)
may_see_history = _right(HISTORY)


def publishes(user: Any) -> bool:
    """Return whether a person may apply, undo, archive and restore.

    At most two queries for the first permission of a user object, none for later ones.
    """
    return bool(user.has_perm(PUBLISH))
