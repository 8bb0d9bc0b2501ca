"""Benchmarks: ratios in one run, never timed tests. `make bench` fills a database of its own and prints the table."""
