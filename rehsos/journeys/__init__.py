"""What crosses rooms that are strangers to each other: one file each, no tables."""
