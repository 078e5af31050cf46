"""docs/policies: every preset is on the page of its family, in the words of `planner policy list`."""

import re

from planner.files.policy.presets import presets

from .pages import PROJECT

FOLDER = PROJECT / "docs" / "policies"
PAGES = {
    "Neutral": "founding.md",
    "Founding": "founding.md",
    "REST APIs": "rest-apis.md",
    "Ads": "ads.md",
    "Platforms": "platforms.md",
    "AI": "ai.md",
    "Runtimes and frameworks": "runtimes.md",
}


def test_every_preset_is_in_the_table_of_its_family_and_in_no_other() -> None:
    rows: dict[str, list[str]] = {name: [] for name in PAGES.values()}
    for preset in presets():
        name = f"`{preset.policy.name}`"
        linked = f"[{name}]({preset.policy.url})" if preset.policy.url else name
        rows[PAGES[preset.group]].append(f"| {linked} | {preset.promise} | {preset.coverage} |")
    for name, expected in rows.items():
        text = (FOLDER / name).read_text(encoding="utf-8")
        assert re.findall(r"^\| \[?`.*\|$", text, re.MULTILINE) == expected


def test_the_index_of_families_lists_every_preset_beside_its_page() -> None:
    index = (FOLDER / "README.md").read_text(encoding="utf-8")
    listed = dict(re.findall(r"^\| \[.*\]\((\S+)\) \| (.*) \|$", index, re.MULTILINE))
    assert {page: names.split(", ") for page, names in listed.items()} == {
        page: [f"`{each.policy.name}`" for each in presets() if PAGES[each.group] == page]
        for page in dict.fromkeys(PAGES.values())
    }
