"""Products of endoflife.date: its API's answers, v0 and v1, and the product pages of its repository."""

from collections.abc import Iterator
from typing import NamedTuple

from planner.diagnostics import did_you_mean, quoted_list
from planner.imports.document import Value, as_text, read_yaml, table
from planner.imports.request import Imported, ImportRequest
from planner.imports.row import DEPRECATED, NAME, NOTED, RELEASED, RETIRED, Meaning, Row
from planner.imports.rows import plan_of_rows
from planner.imports.source import CannotImport

_LTS = Meaning(milestone="lts", noted=True)
_MEANINGS = {
    **dict.fromkeys(("name", "cycle", "releaseCycle"), NAME),
    "releaseDate": RELEASED,
    **dict.fromkeys(("lts", "ltsFrom"), _LTS),
    **dict.fromkeys(("support", "eoasFrom"), DEPRECATED),
    **dict.fromkeys(("eol", "eolFrom", "isEol"), RETIRED),
    **dict.fromkeys(("extendedSupport", "eoes", "eoesFrom", "discontinued", "discontinuedFrom"), NOTED),
    "codename": NOTED,
}
_KNOWN_AS_WELL = ("isEoas", "isEoes", "isLts", "isDiscontinued", "isMaintained")
"""Flags of v1 that say as on the day of the answer what the dates say."""


class Product(NamedTuple):
    """A product and its releases, newest first."""

    name: str | None
    title: str | None
    releases: list[Value]


def read(request: ImportRequest) -> Imported:
    """Return the plan of a product.

    Raise CannotImport if the source has none, or has several and the request names none of them.
    """
    products = [*_products(read_yaml(request.source))]
    if not products:
        raise request.source.failure(
            "is no answer of endoflife.date: a list of cycles (v0), `result` (v1), or a page with `releases`"
        )
    product = _chosen(request, products)
    rows = [_row(number, table(each)) for number, each in enumerate(product.releases, 1)]
    return plan_of_rows(request, product.title or product.name, rows, _MEANINGS)


def _products(found: Value) -> Iterator[Product]:
    """Yield the products of an answer of v0 or v1, or of a page; nothing if it is none of these."""
    if isinstance(found, list) and all(isinstance(each, dict) and "cycle" in each for each in found):
        yield Product(None, None, found)
        return
    result = table(found).get("result", found)
    for each in map(table, result if isinstance(result, list) else [result]):
        if isinstance(each.get("releases"), list):
            name, title = as_text(each.get("name")), as_text(each.get("label")) or as_text(each.get("title"))
            yield Product(name, title, each["releases"])


def _chosen(request: ImportRequest, products: list[Product]) -> Product:
    """Return the only product, or the one that the request names. Raise CannotImport if there is none."""
    if len(products) == 1:
        return products[0]
    names = [name for each in products if (name := each.name or each.title) is not None]
    for each in products:
        if request.product is not None and request.product in (each.name, each.title):
            return each
    hint = did_you_mean(request.product or "", names) or f": there are {quoted_list(names)}"
    raise CannotImport(f"{request.source.name}: has several products; choose one with --product{hint}")


def _row(number: int, release: dict[str, Value]) -> Row:
    """Return the row of a release; its number names it in remarks if it has no name.

    The flag `isEol` is left out where `eolFrom` gives the day.
    """
    name = next(
        (text for key in ("releaseCycle", "cycle", "name") if (text := as_text(release.get(key)))), None
    )
    left_out = {*_KNOWN_AS_WELL, *(["isEol"] if release.get("eolFrom") else [])}
    values = {key: value for key, value in release.items() if key not in left_out}
    return Row(name=name or "", values=values, label=None if name else f"release {number}")
