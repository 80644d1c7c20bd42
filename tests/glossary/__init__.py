"""A document type made as `docs/document-types.md` says: terms with their meanings; for `test_new_document_type.py`."""
