"""CSV: a row per version, with a header that names the milestones, or columns mapped by hand."""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from io import StringIO

from planner.diagnostics import did_you_mean, quoted, quoted_list, visible
from planner.imports.document import as_text
from planner.imports.request import Imported, ImportRequest, Remark
from planner.imports.row import DEPRECATED, NAME, RELEASED, RETIRED, Meaning, Row
from planner.imports.rows import plan_of_rows
from planner.imports.source import CannotImport
from planner.policy import Policy

_DELIMITERS = ",;\t|"
_PRODUCT = "product"
_DEFAULT = Meaning(role="default")
_END = (
    "retired",
    "retirement",
    "retirement date",
    "removed",
    "removal",
    "removal date",
    "sunset",
    "sunset date",
)
_ENDED = ("end of life", "end of support", "eol", "end", "shutdown", "shutdown date", "discontinued")
_ALIASES = {
    **dict.fromkeys(("name", "version", "release", "cycle"), NAME),
    **{each: Meaning(key=each) for each in ("track", "note", "migration")},
    **dict.fromkeys(("released", "release date", "date", "start", "ga", "general availability"), RELEASED),
    **dict.fromkeys(("default", "default from"), _DEFAULT),
    **dict.fromkeys(("deprecated", "deprecation", "deprecation date", "deprecated from"), DEPRECATED),
    **dict.fromkeys((*_END, *_ENDED), RETIRED),
}
"""Meanings of columns by their names; the policy's own words come before these."""


def read(request: ImportRequest) -> Imported:
    """Return the plan of a table of versions.

    Raise CannotImport if it has no header with a column for the version's name, or several products of
    which the request chooses none.
    """
    text = request.source.text()
    lines = _records(request, text)
    try:
        first, header = next(lines)
    except StopIteration:
        raise request.source.failure("is empty") from None
    columns = [each.strip() for each in header]
    _check_header(request, first, columns)
    meanings = {each: found for each in columns if (found := _meaning(each, request.policy)) is not None}
    if not any(each.key == "name" for each in meanings.values()) and "name" not in request.columns.values():
        raise request.source.failure(
            f"no column names the versions: call it `version`, or give --map COLUMN=name;"
            f" there are {quoted_list(columns)}",
            first,
        )
    remarks: list[Remark] = []
    rows = [*_rows(columns, lines, remarks)]
    rows, product = _of_one_product(request, rows, columns)
    return plan_of_rows(request, product, rows, meanings, remarks=remarks)


def _records(request: ImportRequest, text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each row that is not blank, as (the line where it begins, from 1; its cells).

    The separator is the likeliest one in the first line. Raise CannotImport where the text is no CSV.
    """
    heading = text.lstrip("\r\n").split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=heading.count)
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            if any(each.strip() for each in cells):
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise request.source.failure(f"is not CSV: {error}", line) from None


def _check_header(request: ImportRequest, line: int, columns: Sequence[str]) -> None:
    """Raise CannotImport if several columns have one name; those without a name may be several.

    `line` is the header's.
    """
    twice = [name for name, number in Counter(filter(None, columns)).items() if number > 1]
    if twice:
        raise request.source.failure(f"several columns are called {quoted_list(twice)}", line)


def _meaning(column: str, policy: Policy) -> Meaning | None:
    """Return the meaning of a column: by the policy's milestones and fields, or else by usual names.

    Return None for a name that stands for nothing.
    """
    plain = _plain(column)
    for each in policy.milestones_of("version"):
        if plain in (_plain(each.name), _plain(each.title)):
            return Meaning(milestone=each.name)
    for name, field in policy.fields.items():
        if "version" in field.of and plain == _plain(name):
            return Meaning(key=name)
    return _ALIASES.get(plain)


def _plain(name: str) -> str:
    """Return a column's name in small letters, its words parted by one blank."""
    return " ".join(
        re.sub(r"([a-z])([A-Z])", r"\1 \2", name).replace("_", " ").replace("-", " ").lower().split()
    )


def _rows(
    columns: Sequence[str], lines: Iterator[tuple[int, list[str]]], remarks: list[Remark]
) -> Iterator[Row]:
    """Yield the row of each line; add a remark for cells beyond the last column."""
    for line, cells in lines:
        values = {name: cell for name, cell in zip(columns, cells, strict=False) if name}
        if len(cells) > len(columns):
            spare = [cell for cell in cells[len(columns) :] if cell.strip()]
            if spare:
                remarks.append(
                    Remark(visible(cells[0]), f"has no column for {quoted_list(spare)}: left out", line)
                )
        yield Row(name="", values=values, label=cells[0].strip() or "(blank)", line=line)


def _of_one_product(
    request: ImportRequest, rows: list[Row], columns: Sequence[str]
) -> tuple[list[Row], str | None]:
    """Return the rows of the product that the request names, or of the only one, and the product's name.

    Rows that name no product are kept, and the column of products is taken out. Without such a column,
    return all rows and None. Raise CannotImport if there are several products and none is chosen.
    """
    column = next((each for each in columns if _plain(each) == _PRODUCT), None)
    if column is None or column in request.columns:
        return rows, None
    names = dict.fromkeys(text for row in rows if (text := as_text(row.values.get(column))) is not None)
    chosen = request.product if request.product in names or len(names) > 1 else next(iter(names), None)
    if len(names) > 1 and chosen not in names:
        hint = did_you_mean(chosen or "", names) or f": there are {quoted_list(names)}"
        raise CannotImport(f"{quoted(column)} names several products; choose one with --product{hint}")
    of_product = [row for row in rows if as_text(row.values.get(column)) in (None, chosen)]
    kept = [
        row._replace(values={name: cell for name, cell in row.values.items() if name != column})
        for row in of_product
    ]
    return kept, chosen
