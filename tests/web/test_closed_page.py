"""A page that is closed, as the connection of a browser: edits that were not saved are kept."""

import asyncio
import json
import os
import select
from pathlib import Path

import pyte
import pytest
from aiohttp import ClientSession, CookieJar, WSMsgType

from planner.files.saving.recovery import recovery_folder
from tests.patience import PATIENCE
from tests.web.served import served

PLANS = Path(__file__).parents[2] / "plans"


@pytest.mark.slow
@pytest.mark.parametrize(
    "kill",
    [
        pytest.param(False, id="the page is closed"),
        pytest.param(
            True,
            id="the server is killed",
            marks=pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="needs Linux"),
        ),
    ],
)
async def test_edits_of_a_page_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kill: bool) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    plan = tmp_path / "clio.toml"
    plan.write_text((PLANS / "clio.toml").read_text())
    screen = pyte.Screen(100, 30)
    stream = pyte.ByteStream(screen)
    async with (
        served(tmp_path, "clio.toml", "--as-of", "2026-11-21") as server,
        ClientSession(cookie_jar=CookieJar(unsafe=True)) as client,
    ):
        base, _, _ = server.address.partition("/?")
        async with client.get(server.address) as page:
            assert page.status == 200
        async with client.ws_connect(f"{base}/ws?width=100&height=30") as socket:
            for seen, then in (
                ("default-notice", (["focus"], ["stdin", "n"])),
                ("The only violation", (["stdin", "l"],)),
                ("1 change", ()),
            ):
                async with asyncio.timeout(PATIENCE):
                    while seen not in "\n".join(screen.display):
                        message = await socket.receive()
                        assert message.type is WSMsgType.BINARY, message
                        stream.feed(message.data)
                for each in then:
                    await socket.send_json(each)
            if kill:
                (planner,) = server.planners()
                ended = os.pidfd_open(planner)
                server.kill()
                ready, _, _ = await asyncio.to_thread(select.select, [ended], [], [], PATIENCE)
                assert ready, "the planner goes on without its server"
                os.close(ended)
    kept = [json.loads(each.read_text()) for each in recovery_folder().iterdir() if each.suffix == ".json"]
    assert [each["text"].count("2027-02-04") for each in kept] == [1]
    assert "2027-02-04" not in plan.read_text()
