"""History of documents: recording changes, versions, restoring, archiving."""
