"""The mechanism: read, review, store, undo and write documents. Knows no word of what they are about."""
