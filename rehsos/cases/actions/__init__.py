"""Everything that may be written in a case, by theme."""
