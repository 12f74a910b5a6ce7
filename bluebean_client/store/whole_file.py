"""A large file that is there whole or not at all, written without stopping the window, readable by its owner only."""

import asyncio
import os
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path


class WholeFiles:
    """Implements `Files`."""

    @asynccontextmanager
    async def whole(self, path: Path) -> AsyncIterator[Callable[[bytes], Awaitable[object]]]:
        """Gives what writes the next bytes; `path` is replaced when the block ends without an exception."""
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
        try:
            with os.fdopen(handle, "wb") as file:

                async def write(data: bytes) -> object:
                    return await asyncio.to_thread(file.write, data)

                yield write
            await asyncio.to_thread(Path(temporary).replace, path)
        except BaseException:
            await asyncio.to_thread(Path(temporary).unlink, missing_ok=True)
            raise
