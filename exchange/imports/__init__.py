"""Imports: upload, review, exclusions, applying and undoing of files."""
