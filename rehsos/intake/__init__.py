"""Reports: calls, letters and people at the door, before anybody decides whether they are a case."""
