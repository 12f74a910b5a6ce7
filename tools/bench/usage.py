"""What a process uses of the machine, and whether that grows."""

import contextlib
import itertools
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Self

import psutil

SEEN_TOGETHER = 4


@dataclass(frozen=True, slots=True)
class Usage:
    """`heap_kb` is resident memory that no file stands behind: heaps, arenas and stacks, whatever others map at the same time."""

    at: float
    heap_kb: float
    files: int
    threads: int
    cpu_seconds: float

    @classmethod
    def of(cls, process: psutil.Process) -> Self:
        with process.oneshot():
            return cls(
                at=time.monotonic(),
                heap_kb=_anonymous_kb(process.pid),
                files=process.num_fds(),
                threads=process.num_threads(),
                cpu_seconds=cpu_seconds(process),
            )


def left_over(usages: list[Usage]) -> int:
    """How many files and threads there are more at the end than at the begin; some calls are looked at together, as one just ends."""
    first, last = usages[:SEEN_TOGETHER], usages[-SEEN_TOGETHER:]
    files = min(usage.files for usage in last) - max(usage.files for usage in first)
    threads = min(usage.threads for usage in last) - max(usage.threads for usage in first)
    return max(0, files) + max(0, threads)


def _anonymous_kb(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text("ascii", "replace")
    return float(status.partition("RssAnon:")[2].split()[0])


def cpu_seconds(process: psutil.Process) -> float:
    """User and system time that the process has used so far."""
    times = process.cpu_times()
    return float(times.user + times.system)


def pss_mb(process: psutil.Process) -> float:
    """Memory with what is shared counted in parts (PSS); 0 for a process that is gone."""
    with contextlib.suppress(psutil.Error):
        return float(process.memory_full_info().pss) / 1e6
    return 0.0


def growth(values: list[float]) -> float:
    """By how much each value lies above the one before, as a trend: the median slope of all pairs, deaf to single steps (Theil 1950)."""
    pairs = itertools.combinations(enumerate(values), 2)
    return median((late - early) / (second - first) for (first, early), (second, late) in pairs)
