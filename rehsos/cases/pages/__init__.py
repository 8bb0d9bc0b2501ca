"""Pages of a case, by theme."""
