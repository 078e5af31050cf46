"""The guard of the server: who gets in, who does not, and what the answers carry."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientSession, CookieJar, WSServerHandshakeError
from aiohttp.test_utils import TestServer

from planner.web.guard import LOOPBACK, Guard, is_loopback
from planner.web.server import application

KEY = "the-key"


@pytest.fixture
async def server() -> AsyncIterator[TestServer]:
    running = TestServer(application("exit 1", Guard(KEY, LOOPBACK)))
    await running.start_server()
    yield running
    await running.close()


@pytest.fixture
async def client() -> AsyncIterator[ClientSession]:
    async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as session:
        yield session


async def test_without_the_key_nothing_is_answered(server: TestServer, client: ClientSession) -> None:
    for path in ("/", "/?key=", "/?key=another", "/static/js/textual.js?key=the-key", "/download/x"):
        async with client.get(server.make_url("/").join(server.make_url(path))) as answer:
            assert answer.status == 403, path
            assert KEY not in await answer.text()
    with pytest.raises(WSServerHandshakeError, match="403"):
        await client.ws_connect(server.make_url("/ws"))


async def test_the_key_becomes_a_cookie_and_leaves_the_address(
    server: TestServer, client: ClientSession
) -> None:
    async with client.get(server.make_url("/?key=the-key"), allow_redirects=False) as answer:
        assert (answer.status, answer.headers["Location"]) == (302, "/")
        cookie = answer.headers["Set-Cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=Strict" in cookie
    async with client.get(server.make_url("/")) as answer:
        assert answer.status == 200
        assert "://" not in await answer.text()  # the page loads nothing from other machines
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Content-Security-Policy"] == "frame-ancestors 'none'"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
    async with client.get(server.make_url("/static/js/textual.js")) as answer:
        assert answer.status == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://example.com"},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": "null"},
        {"Host": "planner.example.com"},
        {"Host": "planner.example.com", "Origin": "http://planner.example.com"},
    ],
)
async def test_another_site_cannot_drive_the_screen_even_with_the_cookie(
    server: TestServer, client: ClientSession, headers: dict[str, str]
) -> None:
    async with client.get(server.make_url("/?key=the-key")):
        pass
    with pytest.raises(WSServerHandshakeError, match="403"):
        await client.ws_connect(server.make_url("/ws"), headers=headers)


async def test_the_page_itself_may_connect(server: TestServer, client: ClientSession) -> None:
    async with client.get(server.make_url("/?key=the-key")):
        pass
    origin = str(server.make_url("")).rstrip("/")
    async with client.ws_connect(server.make_url("/ws"), headers={"Origin": origin}) as socket:
        await socket.send_json(["ping", "1"])
        assert await socket.receive_json() == ["pong", "1"]


def test_only_addresses_of_this_machine_are_loopback() -> None:
    assert all(map(is_loopback, ("127.0.0.1", "127.0.1.1", "localhost", "LOCALHOST", "::1")))
    assert not any(map(is_loopback, ("0.0.0.0", "::", "", "127.example.com", "192.168.1.5", "example.com")))
