"""Everything that may be written about a matter."""
