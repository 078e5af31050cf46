"""The page in a real browser: with hostile text in it, no script runs and nothing is fetched."""

import shutil
import subprocess
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from planner.exports import render
from tests.patience import PATIENCE

from .plans import example, hostile, written

pytestmark = pytest.mark.slow

_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--virtual-time-budget=3000",
)


class _Server(ThreadingHTTPServer):
    asked: list[str]


@pytest.fixture
def listening() -> Iterator[_Server]:
    """Remembers what it is asked for."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            server.asked.append(self.path)
            self.send_error(404)

        def log_request(self, code: object = "-", size: object = "-") -> None:
            pass

        def log_error(self, *args: object) -> None:
            pass

    server = _Server(("127.0.0.1", 0), Handler)
    server.asked = []
    Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def _attack(server: _Server) -> str:
    """In every place in which a browser would fetch or run something, after leaving what it may be in."""
    home = f"http://127.0.0.1:{server.server_port}"
    return (
        "</title></desc></text></style></svg>\"'>"
        f"<script>document.documentElement.dataset.ran = 1; fetch('{home}/fetched')</script>"
        f'<img src="{home}/image" onerror="document.documentElement.dataset.ran = 1">'
        f'<link rel="stylesheet" href="{home}/style">'
        f"<style>@import '{home}/imported'; * {{ background: url({home}/background) }}</style>"
        f'<iframe src="{home}/frame"></iframe><svg onload="document.documentElement.dataset.ran = 1">'
        f'<image href="{home}/picture"/></svg><meta http-equiv="refresh" content="0; {home}/next">'
    )


_BROWSERS = ("chromium", "chromium-browser", "chromium-headless-shell", "google-chrome")


def _opened(page: bytes, folder: Path, width: int = 1200) -> str:
    """The document as the browser has it in the end."""
    chromium = next(filter(None, map(shutil.which, _BROWSERS)), None)
    if chromium is None:
        pytest.skip("there is no chromium")
    file = folder / "page.html"
    file.write_bytes(page)
    told = subprocess.run(
        [
            chromium,
            *_FLAGS,
            f"--window-size={width},2000",
            f"--user-data-dir={folder / 'profile'}",
            "--dump-dom",
            file.as_uri(),
        ],
        capture_output=True,
        check=True,
        timeout=PATIENCE,
    )
    return told.stdout.decode()


def test_nothing_of_a_hostile_plan_runs_or_is_fetched(listening: _Server, tmp_path: Path) -> None:
    page = render(hostile(_attack(listening)), "html")
    document = _opened(page, tmp_path)
    assert "<h1>" in document
    assert "data-ran" not in document.partition("<head>")[0]
    assert "<script" not in document
    assert listening.asked == []


def test_the_attack_would_work_if_it_were_let(listening: _Server, tmp_path: Path) -> None:
    """Or else the test above could not fail."""
    document = _opened(f"<html><head></head><body>{_attack(listening)}</body></html>".encode(), tmp_path)
    assert "data-ran" in document.partition("<head>")[0] or "/next" in listening.asked
    assert {"/image", "/style"} <= set(listening.asked)


def test_even_what_were_let_through_could_do_nothing(listening: _Server, tmp_path: Path) -> None:
    page = render(example("clio"), "html").decode()
    document = _opened(page.replace("<h1>", f"{_attack(listening)}<h1>").encode(), tmp_path)
    assert "data-ran" not in document.partition("<head>")[0]
    assert set(listening.asked) <= {"/next", "/favicon.ico"}  # no policy of a page forbids to leave it


_MEASURE = """<script>
const seen = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
const broken = [];
for (let node = seen.nextNode(); node; node = seen.nextNode()) {
  if (node.parentElement.closest("svg, style, script, .unseen")) continue;
  for (const word of node.data.matchAll(/\\S+/g)) {
    const range = document.createRange();
    range.setStart(node, word.index);
    range.setEnd(node, word.index + word[0].length);
    const lines = new Set([...range.getClientRects()].map((each) => Math.round(each.bottom)));
    const isAddress = word[0].startsWith("https://"); // no screen is wide enough for every address
    if (lines.size > 1 && !isAddress) broken.push(word[0]);
  }
}
document.documentElement.dataset.broken = broken.join(" ");
document.documentElement.dataset.wide = document.documentElement.scrollWidth > innerWidth;
</script></body>"""
LONG = """
[[version]]
name = "2026-12-long-term-support"
track = "Developer-Platform API"
released = 2026-12-01
default = 2027-02-03
deprecated = 2028-06-01
migration = "https://example.com/a/rather/long/address/of-a-page/that-tells/how-to-migrate.html"
note = "Replaces the sign-in-with-a-password by the sign-in-with-a-key."

[[notice]]
version = "2026-12-long-term-support"
announces = ["released", "default"]
date = 2026-11-25
channels = ["email", "docs"]
name = "Winter-mail to all developers"
"""


@pytest.mark.parametrize(("medium", "width"), [("phone", 390), ("paper", 1017)])
def test_no_word_is_broken_and_nothing_is_wider_than_a_phone_or_a_sheet(
    medium: str, width: int, tmp_path: Path
) -> None:
    for number, subject in enumerate((example("clio"), example("copper"), written(LONG))):
        page = render(subject, "html").decode()
        page = page.replace("script-src 'none'", "").replace("default-src 'none'; ", "")
        if medium == "paper":  # A4 across, without its margins
            page = page.replace("@media print", "@media all").replace("@media screen", "@media speech")
        folder = tmp_path / str(number)
        folder.mkdir()
        document = _opened(page.replace("</body>", _MEASURE).encode(), folder, width)
        head = document.partition("<head>")[0]
        assert 'data-broken=""' in head, head
        assert 'data-wide="false"' in head, head
