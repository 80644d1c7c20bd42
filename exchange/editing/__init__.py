"""Editing of documents on the site: the edit page, single lines, edit conflicts, links to other documents."""
