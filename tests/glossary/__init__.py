"""A document type made as `docs/formats.md` says: terms with their meanings; for `test_new_document_type.py`."""
