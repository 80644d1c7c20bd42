"""A format made as `docs/formats.md` says: terms with their meanings. `tests/exchange/test_new_format.py` uses it."""
