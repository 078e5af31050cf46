"""Records with more than three fields are built by keyword: nobody swaps two texts unseen."""

import ast
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "planner"
POSITIONAL = 3
"""The fields that may be given by their place."""
PIXELS = PACKAGE / "exports" / "raster"
"""Its records are places of pixels (left, top, right, bottom), made for every sign that is drawn."""


def _fields(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Yield the name of each record of a module with the number of its fields."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and (node.decorator_list or node.bases):
            kinds = " ".join(map(ast.unparse, (*node.decorator_list, *node.bases)))
            if "NamedTuple" in kinds or "dataclass" in kinds:
                yield node.name, sum(isinstance(each, ast.AnnAssign) for each in node.body)


def _imported(tree: ast.Module) -> Iterator[str]:
    """Yield the names that a module has from elsewhere than the package."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and not (node.module or "").startswith("planner"):
            yield from (each.asname or each.name for each in node.names)


def test_records_of_many_fields_are_built_by_keyword() -> None:
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in PACKAGE.rglob("*.py")}
    many = {name for tree in trees.values() for name, fields in _fields(tree) if fields > POSITIONAL}
    positional = []
    for path, tree in trees.items():
        if path.is_relative_to(PIXELS):
            continue
        small = {name for name, fields in _fields(tree) if fields <= POSITIONAL}
        records = many - small - {*_imported(tree)}
        positional += [
            f"{path.relative_to(PACKAGE)}:{call.lineno} {call.func.id}"
            for call in ast.walk(tree)
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in records
            if sum(not isinstance(each, ast.Starred) for each in call.args) > POSITIONAL
        ]
    assert positional == []
