"""Fixtures of the end-to-end tests."""

from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from tests.e2e.centre import Centre, end_engines, prepared_site


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return prepared_site(tmp_path_factory.mktemp("site"))


@pytest.fixture
async def centre(tmp_path: Path, site: Path) -> AsyncIterator[Centre]:
    async with AsyncExitStack() as stack:
        stack.callback(end_engines, tmp_path)
        centre = Centre(tmp_path, stack, site)
        stack.callback(centre.server.stop)
        yield centre


@pytest.fixture(autouse=True)
def no_leftover_engines(tmp_path: Path) -> Iterator[None]:
    yield
    end_engines(tmp_path)
