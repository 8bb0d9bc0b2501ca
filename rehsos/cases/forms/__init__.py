"""Forms of a case, by theme."""
