"""Figures for Prometheus: read from the floor when they are asked for, requests counted as they happen."""

from collections.abc import Callable, Iterator

from prometheus_client import CollectorRegistry, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from server.domain.figures import FloorFigures
from server.domain.repairs import Repair
from server.protocol.types import Status

LATENCY_BUCKETS_SECONDS = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0)


class _FloorCollector(Collector):
    def __init__(self, figures: Callable[[], FloorFigures], push_connections: Callable[[], int]) -> None:
        self._figures = figures
        self._push_connections = push_connections

    def collect(self) -> Iterator[Metric]:
        figures = self._figures()
        operators = GaugeMetricFamily("bluebean_operators", "Signed-in operators by status.", labels=["status"])
        for status in Status:
            operators.add_metric([status.value], figures.operators.get(status, 0))
        yield operators
        waiting = GaugeMetricFamily("bluebean_waiting_calls", "Waiting calls by work group.", labels=["work_group"])
        for group, count in figures.waiting.items():
            waiting.add_metric([group], count)
        yield waiting
        yield GaugeMetricFamily(
            "bluebean_longest_wait_seconds", "Longest present wait.", value=figures.longest_wait_seconds
        )
        yield GaugeMetricFamily("bluebean_live_calls", "Calls of any state.", value=figures.calls)
        calls = CounterMetricFamily("bluebean_calls", "Ended waits and offers by outcome.", labels=["outcome"])
        calls.add_metric(["answered"], figures.answered_total)
        calls.add_metric(["abandoned"], figures.abandoned_total)
        calls.add_metric(["missed"], figures.missed_total)
        yield calls
        repairs = CounterMetricFamily(
            "bluebean_repairs", "What did not agree with the switch and was put right.", labels=["kind"]
        )
        for kind in Repair:
            repairs.add_metric([kind.value], figures.repairs.get(kind, 0))
        yield repairs
        yield GaugeMetricFamily("bluebean_switch_up", "1 while the switch is connected.", value=int(figures.switch_up))
        yield GaugeMetricFamily(
            "bluebean_rows_pending", "Rows that the database has not taken yet.", value=figures.rows_pending
        )
        yield GaugeMetricFamily("bluebean_push_connections", "Open push channels.", value=self._push_connections())


class Metrics:
    """One registry of its own, so that two servers in one process do not mix."""

    def __init__(self, figures: Callable[[], FloorFigures], push_connections: Callable[[], int]) -> None:
        self._registry = CollectorRegistry()
        self._registry.register(_FloorCollector(figures, push_connections))
        self._latency = Histogram(
            "bluebean_request_seconds",
            "Time to answer REST calls.",
            labelnames=("method", "path", "status"),
            buckets=LATENCY_BUCKETS_SECONDS,
            registry=self._registry,
        )

    def request_done(self, method: str, path: str, status: int, seconds: float) -> None:
        known_method = method if method in ("GET", "POST", "PATCH", "PUT", "DELETE", "HEAD") else "other"
        self._latency.labels(known_method, path, f"{status // 100}xx").observe(seconds)

    def text(self) -> bytes:
        return generate_latest(self._registry)
