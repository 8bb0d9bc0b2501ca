"""Counts. Reads everything, writes nothing. Every number names its unit and opens its list."""
