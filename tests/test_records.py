"""Records with more than three fields are built by keyword: nobody swaps two texts unseen."""

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "planner"
POSITIONAL = 3
"""The fields that may be given by their place."""
PIXELS = PACKAGE / "exports" / "raster"
"""Its records are places of pixels (left, top, right, bottom), made for every sign that is drawn."""


def _parsed(path: Path) -> list[ast.AST]:
    """Return what matters of a module: its classes, calls and imports."""
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return [each for each in nodes if isinstance(each, ast.ClassDef | ast.Call | ast.ImportFrom)]


def _fields(tree: Iterable[ast.AST]) -> Iterator[tuple[str, int]]:
    """Yield the name of each record of a module with the number of its fields."""
    for node in tree:
        if isinstance(node, ast.ClassDef) and (node.decorator_list or node.bases):
            kinds = " ".join(map(ast.unparse, (*node.decorator_list, *node.bases)))
            if "NamedTuple" in kinds or "dataclass" in kinds:
                yield node.name, sum(isinstance(each, ast.AnnAssign) for each in node.body)


def _imported(tree: Iterable[ast.AST]) -> Iterator[str]:
    """Yield the names that a module has from elsewhere than the package."""
    for node in tree:
        if isinstance(node, ast.ImportFrom) and not (node.module or "").startswith("planner"):
            yield from (each.asname or each.name for each in node.names)


def test_records_of_many_fields_are_built_by_keyword() -> None:
    trees = {path: _parsed(path) for path in PACKAGE.rglob("*.py")}
    defined = {path: dict(_fields(tree)) for path, tree in trees.items()}
    many = {name for each in defined.values() for name, fields in each.items() if fields > POSITIONAL}
    positional = []
    for path, tree in trees.items():
        if path.is_relative_to(PIXELS):
            continue
        small = {name for name, fields in defined[path].items() if fields <= POSITIONAL}
        records = many - small - {*_imported(tree)}
        positional += [
            f"{path.relative_to(PACKAGE)}:{call.lineno} {call.func.id}"
            for call in tree
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in records
            if sum(not isinstance(each, ast.Starred) for each in call.args) > POSITIONAL
        ]
    assert positional == []
