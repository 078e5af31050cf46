"""The screen in a real browser: a date is dragged by pixels, and the file differs in that one line."""

import re
from pathlib import Path

import pytest

from tests.web.chromium import browser, chromium
from tests.web.served import served

PLANS = Path(__file__).parents[2] / "plans"
HOSTILE_NAME = "it's $(touch pwned) `touch pwned` ; x.toml"


@pytest.mark.slow
async def test_a_date_dragged_by_its_pixels_and_saved_changes_one_line(tmp_path: Path) -> None:
    program = chromium()
    if program is None:
        pytest.skip("no Chromium on this machine")
    folder = tmp_path / "plans"
    folder.mkdir()
    plan = folder / HOSTILE_NAME
    before = (PLANS / "clio.toml").read_text()
    plan.write_text(before)
    async with (
        served(folder, HOSTILE_NAME, "--as-of", "2026-11-21") as server,
        browser(tmp_path / "profile", program) as page,
    ):
        await page.open(server.address)
        await page.wait_for("default-notice")
        assert "key=" not in await page.value("location.href")
        await page.key("n", 78)  # keys work without a click first
        await page.wait_for("The only violation")
        await page.key("l", 76)
        await page.wait_for("1 change")
        await page.key("u", 85)
        await page.wait_for(lambda: "1 change" not in page.text)
        row = next(at for at, line in enumerate(page.screen.display) if " 4.0.14 " in line[:12])
        column = page.screen.display[row].rindex("◆")
        await page.mouse("Pressed", column, row)
        await page.mouse("Moved", column + 3, row)
        await page.wait_for(lambda: re.search(r"2027-\d\d-\d\d  \+\d+ d ", page.text))
        await page.mouse("Released", column + 3, row)
        await page.wait_for("1 change")
        await page.key("s", 83, ctrl=True)
        await page.wait_for(lambda: "1 change" not in page.text)
        changed = [
            (old, new)
            for old, new in zip(before.splitlines(), plan.read_text().splitlines(), strict=True)
            if old != new
        ]
        assert [old.split("#")[0].strip() for old, _ in changed] == ["default   = 2027-02-03"], changed
        await page.key("q", 81)
        await page.wait_for(lambda: page.closed)
        assert await page.value("document.body.classList.contains('-closed')")
    assert not list(folder.rglob("pwned"))
