"""What stored documents lack, and the list of it."""
