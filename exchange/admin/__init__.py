"""Shared parts of the back office: recording, actions, exports, and conflicts of forms."""

from exchange.admin import base as base  # registers the admins of imports, revisions and the ledger
