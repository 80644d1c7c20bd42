"""Reading files: what kind they are, their text or their sheets, and the documents in them."""
