"""Ratios against baselines measured in the same run; started by hand, no part of the tests."""
