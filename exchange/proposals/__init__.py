"""Proposals: what waits for a decision, whatever way it came; compared, chosen from, applied, undone."""
