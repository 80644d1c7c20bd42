"""Readers of files: their kind, their text or their sheets, and the documents in them."""
