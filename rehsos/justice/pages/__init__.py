"""Pages about a matter, each opened from the file of one of its children."""
