"""Formats of competencies: text, sheet, JSON, edit page and print. Pure."""
