"""What the back office of every room shares."""

from exchange.admin import base as base  # registers the pages of imports and history
