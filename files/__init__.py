"""Files in and out: bytes to documents and back. Pure: no Django, no database."""
