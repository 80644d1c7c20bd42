"""What changed, when and by whom: recording, versions, restoring, archiving."""
