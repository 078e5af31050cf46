"""Examples of a page: its code blocks, with what they are said to be.

```toml plan.toml      a file, as long as nothing below says otherwise
```toml +plan.toml     the same file's last full text with these lines below it
```json data.json      a file of another kind: csv, json, md, text, yaml
```toml                a piece of a plan or policy
```console             commands behind `$ `, each with all that it prints
```sh                  commands that are only held against the options there are
```python              a program that is run in the project's folder
```text                all that the program above prints
"""

import re
from pathlib import Path
from typing import NamedTuple

PROJECT = Path(__file__).parents[2]
PAGES = [
    PROJECT / "README.md",
    *sorted(page for page in (PROJECT / "docs").rglob("*.md") if page.parent.name != "contributing"),
]

_BLOCK = re.compile(r"^( *)```(\w+)(?: (\S+))?\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)


class Block(NamedTuple):
    line: int
    language: str
    name: str | None
    text: str


class Command(NamedTuple):
    words: str
    printed: str


def blocks(page: Path) -> list[Block]:
    text = page.read_text(encoding="utf-8")
    found = []
    for match in _BLOCK.finditer(text):
        indent, language, name, body = match.groups()
        lines = "".join(line.removeprefix(indent) for line in body.splitlines(keepends=True))
        found.append(Block(text.count("\n", 0, match.start()) + 1, language, name, lines))
    return found


def commands(block: Block) -> list[Command]:
    """Of a console block."""
    parts = re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]
    return [Command(*part.split("\n", 1)) for part in parts]
