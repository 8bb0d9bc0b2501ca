"""How long to wait before what died is started again. Read in by the smallest of processes: it needs nothing."""

import time

SETTLED = 30.0  # seconds alive after which a death counts as the first one again
FIRST_DELAY, LONGEST_DELAY = 0.5, 10.0  # seconds


class Backoff:
    """How long to wait before the next start: not at first, then twice as long each time, to a bound."""

    def __init__(self, delay: float = 0.0, started: float | None = None) -> None:
        self.delay = delay
        self.started = time.monotonic() if started is None else started

    def next_delay(self) -> float:
        """Seconds to wait now, on the assumption that the start follows at once."""
        now = time.monotonic()
        wait = 0.0 if now - self.started > SETTLED else self.delay
        self.delay = min(max(wait * 2, FIRST_DELAY), LONGEST_DELAY)
        self.started = now + wait
        return wait
