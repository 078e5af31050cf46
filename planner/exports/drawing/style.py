"""The style sheet of a timeline, with colours for light and dark screens; paper is always light.

The rules use no variables, so that renderers other than browsers follow them too.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple


class Hue(NamedTuple):
    """The line and fill colours of one kind of shape."""

    line: str
    fill: str


class PictureColours(NamedTuple):
    """The colours of a picture on light or dark background."""

    paper: str
    foreground: str
    quiet: str
    faint: str
    band: str
    frozen: str
    today: str
    notice: str
    legal: Hue
    severities: Mapping[str, str]
    roles: Mapping[str, Hue]


LIGHT = PictureColours(
    paper="#ffffff",
    foreground="#1c1c1c",
    quiet="#666666",
    faint="#e8e8e6",
    band="#f5f5f3",
    frozen="#c9c9c6",
    today="#9a5b00",
    notice="#00707a",
    legal=Hue("#2c8a4b", "#d3efdb"),
    severities={"error": "#c0211c", "warning": "#8f5200", "info": "#3c5f85"},
    roles={
        "released": Hue("#0b5cad", "#dbe8f6"),
        "default": Hue("#146a2d", "#bfe3c9"),
        "deprecated": Hue("#8a5a00", "#f9e9c4"),
        "retired": Hue("#6a6a6a", "#ebebea"),
        "none": Hue("#444444", "#e9e9e7"),
    },
)
DARK = PictureColours(
    paper="#161616",
    foreground="#e6e6e6",
    quiet="#9a9a9a",
    faint="#2c2c2c",
    band="#1e1e1e",
    frozen="#4c4c4c",
    today="#ffd866",
    notice="#5fd0d6",
    legal=Hue("#6bd38a", "#1d3a28"),
    severities={"error": "#ff7a72", "warning": "#ffb454", "info": "#9ab8d8"},
    roles={
        "released": Hue("#6cb6ff", "#1b3550"),
        "default": Hue("#6bd38a", "#1f5231"),
        "deprecated": Hue("#f0c674", "#4d3817"),
        "retired": Hue("#9a9a9a", "#2e2e2e"),
        "none": Hue("#c0c0c0", "#343434"),
    },
)

TODAY_DASHES = 5, 3
"""The lengths of a dash of the as-of date's line, and of the gap after it."""
_SHAPES = f"""\
.timeline text {{ font-family: "Helvetica Neue", Helvetica, Arial, "Segoe UI", "DejaVu Sans", sans-serif; }}
.timeline .sign, .timeline .blamed {{ fill: none; stroke-width: 1.6; stroke-linejoin: round; }}
.timeline .role-retired {{ stroke-width: 2.4; stroke-linecap: round; }}
.timeline .unsent {{ stroke-dasharray: 2.2 1.4; }}
.timeline .blamed.warning {{ stroke-dasharray: 4 2.5; }}
.timeline .blamed.info {{ stroke-dasharray: 1 2.5; }}
.timeline .bar {{ stroke-width: 1; }}
.timeline .gone {{ fill: none; stroke-width: 1.5; stroke-dasharray: 1.5 3.5; }}
.timeline .hatch {{ fill: none; stroke-width: 1.2; }}
.timeline .hatch.deprecated {{ stroke-opacity: 0.5; }}
.timeline .phase.deprecated {{ paint-order: stroke; stroke-width: 3; stroke-linejoin: round; }}
.timeline .glyph {{ fill: none; stroke-width: 1.5; stroke-linecap: round; }}
.timeline .today {{ fill: none; stroke-width: 1.5; stroke-dasharray: {TODAY_DASHES[0]} {TODAY_DASHES[1]}; }}
.timeline .pin {{ fill: none; stroke-width: 2.4; }}
.timeline .shortfall, .timeline .edge {{ fill: none; stroke-width: 1.4; }}
.timeline .legal {{ stroke: none; }}
.timeline .ghost {{ opacity: 0.6; }}
.timeline .ghost .sign {{ stroke-width: 1.2; }}
.timeline .moved {{ fill: none; stroke-width: 1.2; stroke-dasharray: 2 2.5; }}
.timeline .legal.warned {{ fill-opacity: 0.45; stroke-width: 0.8; stroke-dasharray: 3 2.5; }}
.timeline .strong {{ font-weight: bold; }}
"""


def style() -> str:
    """Return the style sheet."""
    # Paper is never dark: the dark colours are for screens alone.
    dark = "".join(f"  {line}\n" for line in _colours(DARK).splitlines())
    return f"{_SHAPES}{_colours(LIGHT)}@media screen and (prefers-color-scheme: dark) {{\n{dark}}}\n"


def style_of(classes: frozenset[str]) -> str:
    """Return the rules for light paper that elements with these classes can match."""
    rules = f"{_SHAPES}{_colours(LIGHT)}".splitlines()
    return "\n".join(rule for rule in rules if _can_match(rule, classes))


def _can_match(rule: str, classes: frozenset[str]) -> bool:
    selectors = rule.partition("{")[0].split(",")
    return any(classes.issuperset(re.findall(r"\.([\w-]+)", each)[1:]) for each in selectors)


def _colours(palette: PictureColours) -> str:
    """Return the rules that give the shapes the colours of a palette."""
    rules = [
        f".timeline .paper {{ fill: {palette.paper}; }}",
        f".timeline .foreground {{ fill: {palette.foreground}; }}",
        f".timeline .quiet {{ fill: {palette.quiet}; }}",
        f".timeline .band {{ fill: {palette.band}; }}",
        f".timeline .line {{ fill: none; stroke: {palette.faint}; }}",
        f".timeline .line.year {{ stroke: {palette.frozen}; }}",
        f".timeline .hatch {{ stroke: {palette.frozen}; }}",
        f".timeline .today {{ stroke: {palette.today}; }}",
        f".timeline .today-text {{ fill: {palette.today}; }}",
        f".timeline .moved {{ stroke: {palette.quiet}; }}",
        f".timeline .pin {{ stroke: {palette.foreground}; }}",
        f".timeline .legal {{ fill: {palette.legal.fill}; }}",
        f".timeline .legal.warned {{ stroke: {palette.legal.line}; }}",
        f".timeline .edge {{ stroke: {palette.legal.line}; }}",
        f".timeline .notice {{ stroke: {palette.notice}; fill: {palette.paper}; }}",
        f".timeline .glyph {{ stroke: {palette.paper}; }}",
    ]
    for role, hue in palette.roles.items():
        rules += [
            f".timeline .bar.{role} {{ fill: {hue.fill}; stroke: {hue.line}; }}",
            f".timeline .gone.{role}, .timeline .hatch.{role} {{ stroke: {hue.line}; }}",
            f".timeline .phase.{role} {{ fill: {hue.line}; }}",
            f".timeline .sign.role-{role} {{ stroke: {hue.line}; fill: {palette.paper}; }}",
            f".timeline .sign.role-{role}.filled {{ fill: {hue.line}; }}",
        ]
    # Text on a hatch has a rim of the bar's colour.
    rules.append(f".timeline .phase.deprecated {{ stroke: {palette.roles['deprecated'].fill}; }}")
    for severity, colour in palette.severities.items():
        rules += [
            f".timeline .blamed.{severity}, .timeline .shortfall.{severity} {{ stroke: {colour}; }}",
            f".timeline .badge.{severity} .plate, .timeline .short.{severity} {{ fill: {colour}; }}",
        ]
    return "".join(f"{rule}\n" for rule in rules)
