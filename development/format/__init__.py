"""How sub-aspects look as text, sheet, JSON, form and print. Pure."""
