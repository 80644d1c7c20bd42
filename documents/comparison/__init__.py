"""Comparing documents: lines matched, differences, choosing among them, writing them into raw lines."""
