"""What holds for every test: slow files begin first, and properties are checked without looking at the clock."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

TESTS = Path(__file__).parent
SLOWEST_FIRST = ("package/test_frozen_client.py", "e2e", "package", "client/phone", "contract")
"""The program is frozen by the first; whoever else wants it comes when that is done."""

# How fast a machine with other work draws its examples says nothing about what is tested.
settings.register_profile("unhurried", settings.default, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Nobody is left with minutes of work at the end while the other workers have none."""
    items.sort(key=lambda item: _rank(item.path))


def _rank(path: Path) -> int:
    return next(
        (rank for rank, slow in enumerate(SLOWEST_FIRST) if path.is_relative_to(TESTS / slow)), len(SLOWEST_FIRST)
    )
