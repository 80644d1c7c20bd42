"""Formats of sub-aspects: text, sheet, JSON, edit page and print. Pure."""
