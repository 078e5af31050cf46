"""`planner serve` as a process of its own, with the address that it prints."""

import asyncio
import os
import re
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

PATIENCE = 30.0


@asynccontextmanager
async def served(folder: Path, *arguments: str) -> AsyncIterator[str]:
    """Serve plans in a folder on a free port; give the address, and end the server."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "planner",
        "serve",
        "--port",
        "0",
        *arguments,
        cwd=folder,
        env={**os.environ, "PYTHONUNBUFFERED": "1", "TEXTUAL_ANIMATIONS": "none"},
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    assert process.stdout is not None
    try:
        told, address = b"", None
        while address is None:
            line = await asyncio.wait_for(process.stdout.readline(), PATIENCE)
            told += line
            assert line, told.decode()
            address = re.search(rb"(http://\S+)", line)
        yield address[1].decode()
    finally:
        process.terminate()
        rest = await asyncio.wait_for(process.stdout.read(), PATIENCE)
        assert await process.wait() == 0, rest.decode()
        assert b"Traceback" not in rest, rest.decode()
