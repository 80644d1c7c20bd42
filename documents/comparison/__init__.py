"""Comparison of documents: align lines, find changes, exclude some, write them into raw lines."""
