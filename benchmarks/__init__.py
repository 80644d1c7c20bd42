"""Benchmarks: ratios against baselines of the same run. Started by hand, not by the tests."""
