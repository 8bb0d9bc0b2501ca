"""The ground all rooms stand on: which rooms there are, and what each of them has under one name."""
