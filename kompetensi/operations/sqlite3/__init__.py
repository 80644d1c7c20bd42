"""Django's SQLite, which also reads a database in a folder that cannot be written."""
