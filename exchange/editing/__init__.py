"""Writing documents on their own pages: the edit page, single lines, conflicts, relations."""
