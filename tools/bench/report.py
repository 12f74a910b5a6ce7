"""What was measured, what was hoped for, and the table of both."""

from dataclasses import dataclass
from pathlib import Path

HEAD = "| figure | measured | goal | verdict | beside it, in the same run |\n|---|---|---|---|---|"


@dataclass(frozen=True, slots=True)
class Figure:
    """`measured` and `goal` in `unit`; no goal where the figure is only told. `beside` is the peer or the control."""

    name: str
    measured: float
    unit: str
    goal: float | None = None
    beside: str = ""

    @property
    def verdict(self) -> str:
        if self.goal is None:
            return "-"
        return "reached" if self.measured <= self.goal else "**short**"

    def row(self) -> str:
        goal = "-" if self.goal is None else f"≤ {self.goal:g} {self.unit}"
        return f"| {self.name} | {self.measured:.1f} {self.unit} | {goal} | {self.verdict} | {self.beside} |"


def percentile(values: list[float], share: float) -> float:
    """The value that `share` (0 to 1) of all values do not exceed; nearest rank."""
    ranked = sorted(values)
    return ranked[min(len(ranked) - 1, int(share * len(ranked)))]


def write_report(figures: list[Figure], path: Path) -> str:
    """The table, also written to `path`."""
    table = "\n".join([HEAD, *(figure.row() for figure in figures)])
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"# Figures\n\n{table}\n", "utf-8")
    return table
