"""How competencies look as text, sheet, JSON, form and print. Pure."""
