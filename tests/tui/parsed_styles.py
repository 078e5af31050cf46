"""Textual's style sheets, parsed once for all apps of the tests: every app reads the same ones."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import pytest
from textual.css import stylesheet
from textual.css.model import RuleSet
from textual.css.parse import parse
from textual.css.tokenize import tokenize_values
from textual.css.types import CSSLocation


class _Tokens(dict[str, Any]):
    """The tokens of some variables; the same variables always have the same ones."""

    __hash__ = object.__hash__  # type: ignore[assignment]
    __eq__ = object.__eq__


@cache
def _tokens(variables: frozenset[tuple[str, str]]) -> _Tokens:
    return _Tokens(tokenize_values(dict(variables)))


@cache
def _rules(
    scope: str, css: str, read_from: CSSLocation, tokens: _Tokens, **place: Any
) -> tuple[RuleSet, ...]:
    return tuple(parse(scope, css, read_from, variable_tokens=tokens, **place))


def _parse(
    scope: str, css: str, read_from: CSSLocation, *, variable_tokens: _Tokens, **place: Any
) -> tuple[RuleSet, ...]:
    return _rules(scope, css, read_from, variable_tokens, **place)


def _tokenize(variables: Mapping[str, str]) -> _Tokens:
    return _tokens(frozenset(variables.items()))


def parse_once(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(stylesheet, "parse", _parse)
    patch.setattr(stylesheet, "tokenize_values", _tokenize)
