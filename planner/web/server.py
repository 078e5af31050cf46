"""The server: a page with a terminal, and behind each page a planner of its own (textual-serve starts it)."""

import asyncio
import logging
import signal
from collections.abc import Callable
from importlib.resources import files

from aiohttp import web
from textual_serve.server import Server

from planner.web.guard import KEY, LOOPBACK, Guard, add_headers

_PATIENCE = 3.0
"""Seconds in which open pages may end their planners when the server is stopped."""


def serve(
    command: str, *, host: str, port: int, key: str, ready: Callable[[str], None], wide: bool = False
) -> None:
    """Serve pages that each run a command, until the process is told to end.

    `ready` is called with the address, which has the key, once pages can be opened. `command` goes to a
    shell: its words have to be quoted. `wide` answers for any host name, as a machine has several. Raise
    OSError if nobody can listen there.
    """
    logging.basicConfig(level=logging.WARNING, format="planner serve: %(message)s")
    app = application(command, Guard(key, None if wide else LOOPBACK | {host.lower()}))
    asyncio.run(_serve(app, host, port, lambda taken: ready(_address(host, taken, key))))


async def _serve(app: web.Application, host: str, port: int, ready: Callable[[int], None]) -> None:
    """Run the application until the process is told to end; call `ready` with its port once it listens."""
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=_PATIENCE)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
        ready(runner.addresses[0][1])
        await _interrupted()
    finally:
        await runner.cleanup()


def _address(host: str, port: int, key: str) -> str:
    """Return the address that people open, with the key in it."""
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/?{KEY}={key}"


def application(command: str, guard: Guard) -> web.Application:
    """Return the web application: the page, its terminal's connection, downloads and static files.

    `command` is the command line that each page runs; `guard` refuses requests without the key.
    """
    server = Server(command)
    page = files("planner.web").joinpath("page.html").read_text("utf-8")

    async def index(_: web.Request) -> web.Response:
        return web.Response(text=page, content_type="text/html")

    app = web.Application(middlewares=[guard.middleware()])
    app.on_response_prepare.append(add_headers)
    app.add_routes(
        [
            web.get("/", index),
            web.get("/ws", server.handle_websocket),
            web.get("/download/{key}", server.handle_download),
            web.static("/static", server.statics_path),
        ]
    )
    return app


async def _interrupted() -> None:
    """Wait until the process gets SIGINT or SIGTERM."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for each in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(each, stop.set)
    await stop.wait()
