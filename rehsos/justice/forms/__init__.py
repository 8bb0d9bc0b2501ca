"""Forms about a matter."""
