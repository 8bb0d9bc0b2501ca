"""Counts, and what of them was told once for all. Reads everything; writes releases only, as the owner."""
