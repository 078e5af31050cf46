"""`planner serve` as a process of its own, with the address that it prints."""

import asyncio
import os
import re
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.patience import PATIENCE


@dataclass
class Served:
    """A server: its address and its process."""

    address: str
    process: Process
    killed: bool = False

    def kill(self) -> None:
        """Kill the server as the system does: it can tell its pages nothing more."""
        self.killed = True
        self.process.kill()

    def planners(self) -> list[int]:
        """The planners behind the pages that are open."""
        pid = self.process.pid
        return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


@asynccontextmanager
async def served(folder: Path, *arguments: str) -> AsyncIterator[Served]:
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
    server = Served("", process)
    try:
        told, address = b"", None
        while address is None:
            line = await asyncio.wait_for(process.stdout.readline(), PATIENCE)
            told += line
            assert line, told.decode()
            address = re.search(rb"(http://\S+)", line)
        server = Served(address[1].decode(), process)
        yield server
    finally:
        if process.returncode is None and not server.killed:
            process.terminate()
        rest = await asyncio.wait_for(process.stdout.read(), PATIENCE)
        assert await process.wait() == (-9 if server.killed else 0), rest.decode()
        assert b"Traceback" not in rest, rest.decode()
