"""What changes the whole process is done where the process is begun: by the command line and by the app."""

import ast
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "planner"
MAY = {"cli/__init__.py", "tui/app.py"}
HOLDS_THEM = PACKAGE / "engine" / "letting_go.py"
"""It holds every object whose address it notes, so that none is used again."""


def nodes_where(text: str) -> Iterator[tuple[Path, ast.AST]]:
    """Yield what the modules consist of in which a text occurs; to parse them all would take long."""
    for path in PACKAGE.rglob("*.py"):
        if text in (source := path.read_text(encoding="utf-8")):
            yield from ((path, node) for node in ast.walk(ast.parse(source)))


def test_only_the_command_line_and_the_app_set_the_garbage_collector() -> None:
    setting = {
        str(path.relative_to(PACKAGE))
        for path, node in nodes_where("gc")
        if isinstance(node, ast.Import) and any(each.name == "gc" for each in node.names)
    }
    assert setting == MAY


def test_no_object_is_looked_up_by_its_address() -> None:
    by_address = [
        f"{path.relative_to(PACKAGE)}:{node.lineno}"
        for path, node in nodes_where("id(")
        if path != HOLDS_THEM
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "id"
    ]
    assert by_address == []
