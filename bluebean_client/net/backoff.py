"""How long to wait before the next try: doubling, capped, and spread so that 500 clients do not come at once."""

import random
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Backoff:
    """`seconds(0)` is the pause after the first failure."""

    first_seconds: float
    longest_seconds: float

    def seconds(self, failures: int) -> float:
        """Between half of and the whole doubled pause ("equal jitter")."""
        whole = min(self.longest_seconds, self.first_seconds * 2.0 ** min(failures, 16))
        return whole * random.uniform(0.5, 1.0)  # noqa: S311  (spreads retries, no secret)
