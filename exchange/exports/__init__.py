"""Exports: kinds of file, scopes, books and PDF."""
