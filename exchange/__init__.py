"""Mechanism that reads, reviews, stores, undoes and writes documents of any type. Knows nothing of their subject."""
