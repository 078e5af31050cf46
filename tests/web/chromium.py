"""A real headless Chromium, driven by its DevTools protocol, and the terminal in the page that it shows."""

import asyncio
import base64
import itertools
import os
import re
import shutil
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pyte
from aiohttp import ClientSession, ClientWebSocketResponse, WSMsgType

from tests.patience import PATIENCE

NAMES = ("chromium", "chromium-headless-shell", "chromium-browser", "google-chrome", "chrome")


def chromium() -> str | None:
    """Return the path of the browser on this machine, if there is one."""
    return next((found for each in NAMES if (found := shutil.which(each))), None)


class Page:
    """A page with a terminal: its screen, as the browser was sent it, and events by pixels."""

    def __init__(self, socket: ClientWebSocketResponse) -> None:
        self._socket = socket
        self._ids = itertools.count(1)
        self._answers: dict[int, dict[str, Any]] = {}
        self._session: str | None = None
        self._stream: pyte.ByteStream | None = None
        self.screen = pyte.Screen(80, 24)
        self.closed = False

    @property
    def text(self) -> str:
        return "\n".join(self.screen.display)

    async def open(self, address: str) -> None:
        target = (await self.call("Target.createTarget", url="about:blank"))["targetId"]
        attached = await self.call("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        await self.call("Network.enable")
        await self.call("Runtime.enable")
        await self.call("Page.navigate", url=address)

    async def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Send a command and return its result; frames that come meanwhile are shown."""
        number = next(self._ids)
        message: dict[str, Any] = {"id": number, "method": method, "params": parameters}
        if self._session is not None:
            message["sessionId"] = self._session
        await self._socket.send_json(message)
        while number not in self._answers:
            await self._receive(method)
        answer = self._answers.pop(number)
        assert "error" not in answer, f"{method}: {answer['error']}"
        result: dict[str, Any] = answer["result"]
        return result

    async def value(self, script: str) -> Any:
        """Return the value of a JavaScript expression in the page."""
        result = await self.call("Runtime.evaluate", expression=script, returnByValue=True)
        return result["result"].get("value")

    async def wait_for(self, seen: "Callable[[], object] | str") -> None:
        """Show frames until the screen has a text, or a condition holds."""
        condition = (lambda: seen in self.text) if isinstance(seen, str) else seen
        try:
            async with asyncio.timeout(PATIENCE):  # the page may send other frames for ever
                while not condition():
                    await self._receive(seen)
        except TimeoutError:
            raise AssertionError(f"{seen!r} did not come:\n{self.text}") from None

    async def pixel(self, column: int, row: int) -> tuple[float, float]:
        """Return the middle of a cell of the terminal in pixels of the page."""
        left, top, width, height = await self.value(
            "(r => [r.left, r.top, r.width, r.height])"
            "(document.querySelector('.xterm-screen').getBoundingClientRect())"
        )
        return (
            left + (column + 0.5) * width / self.screen.columns,
            top + (row + 0.5) * height / self.screen.lines,
        )

    async def mouse(self, kind: str, column: int, row: int) -> None:
        """Send a mouse event (`Pressed`, `Moved`, `Released`) to the middle of a cell."""
        x, y = await self.pixel(column, row)
        held = {"button": "left", "buttons": 1, "clickCount": 1}
        await self.call("Input.dispatchMouseEvent", type=f"mouse{kind}", x=x, y=y, **held)

    async def key(self, key: str, code: int, *, ctrl: bool = False) -> None:
        """Press and release a key."""
        shared = {"key": key, "code": f"Key{key.upper()}", "windowsVirtualKeyCode": code}
        text = {} if ctrl else {"text": key}
        modifiers = 2 if ctrl else 0
        await self.call("Input.dispatchKeyEvent", type="keyDown", modifiers=modifiers, **shared, **text)
        await self.call("Input.dispatchKeyEvent", type="keyUp", modifiers=modifiers, **shared)

    async def picture(self) -> bytes:
        """Return the page as a PNG picture."""
        return base64.b64decode((await self.call("Page.captureScreenshot"))["data"])

    async def _receive(self, awaited: object) -> None:
        try:
            message = await asyncio.wait_for(self._socket.receive(), PATIENCE)
        except TimeoutError:
            raise AssertionError(f"{awaited!r} did not come:\n{self.text}") from None
        assert message.type is WSMsgType.TEXT, message
        event = message.json()
        if "id" in event:
            self._answers[event["id"]] = event
            return
        parameters = event.get("params", {})
        match event["method"]:
            case "Network.webSocketCreated":
                size = parse_qs(urlsplit(parameters["url"]).query)
                self.screen = pyte.Screen(int(size["width"][0]), int(size["height"][0]))
                self._stream = pyte.ByteStream(self.screen)
            case "Network.webSocketFrameReceived" if parameters["response"]["opcode"] == 2:
                assert self._stream is not None
                self._stream.feed(base64.b64decode(parameters["response"]["payloadData"]))
            case "Network.webSocketClosed":
                self.closed = True


@asynccontextmanager
async def browser(folder: Path, program: str) -> AsyncIterator[Page]:
    """Start a browser with a profile of its own, and end it."""
    process = await asyncio.create_subprocess_exec(
        program,
        "--headless",
        *(["--no-sandbox"] if os.geteuid() == 0 else []),
        "--disable-gpu",
        "--window-size=1280,720",
        "--remote-debugging-port=0",
        f"--user-data-dir={folder}",
        "about:blank",
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
        start_new_session=True,
    )
    assert process.stderr is not None
    try:
        address = None
        while address is None:
            line = await asyncio.wait_for(process.stderr.readline(), PATIENCE)
            assert line, "the browser did not start"
            address = re.search(rb"DevTools listening on (\S+)", line)
        async with (
            ClientSession() as client,
            client.ws_connect(address[1].decode(), max_msg_size=0) as socket,
        ):
            yield Page(socket)
    finally:
        os.killpg(process.pid, signal.SIGKILL)  # the program may be a shell script around the browser
        await process.wait()
