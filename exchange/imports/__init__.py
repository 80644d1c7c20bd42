"""Files that wait for a decision: upload, review, choosing, applying and undoing."""
