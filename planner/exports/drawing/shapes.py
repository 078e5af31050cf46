"""The signs on a timeline, told apart by shape: milestones by role, notices, severities."""

from collections.abc import Mapping
from xml.etree.ElementTree import Element

from planner.chart import Marker
from planner.engine.slots import NOTICE
from planner.exports.drawing.elements import add, line, number
from planner.policy import Role, Severity

_CIRCLE = "M-5 0 a5 5 0 1 0 10 0 a5 5 0 1 0 -10 0 Z"
_DIAMOND = "M0 -6.5 L6.5 0 L0 6.5 L-6.5 0 Z"
_TRIANGLE = "M0 -6 L6.2 5 L-6.2 5 Z"
_CROSS = "M-4.5 -4.5 L4.5 4.5 M4.5 -4.5 L-4.5 4.5"
_SQUARE = "M-4.8 -4.8 H4.8 V4.8 H-4.8 Z"
_WITHDRAWN = f"{_CIRCLE} M-3.5 3.5 L3.5 -3.5"
_ENVELOPE = "M-6 -4.2 H6 V4.2 H-6 Z M-6 -4.2 L0 0.8 L6 -4.2"

_BY_ROLE: Mapping[Role | None, str] = {
    "released": _CIRCLE,
    "default": _DIAMOND,
    "deprecated": _TRIANGLE,
    "retired": _CROSS,
    None: _SQUARE,
}
_BY_SYMBOL = {
    **dict.fromkeys("○●◯", _CIRCLE),
    **dict.fromkeys("◇◆", _DIAMOND),
    **dict.fromkeys("△▲", _TRIANGLE),
    **dict.fromkeys("╳✕✖×✗", _CROSS),
    **dict.fromkeys("□■", _SQUARE),
}
"""The shapes of symbols that can be drawn without a font."""
_BADGES: Mapping[Severity, tuple[str, str]] = {
    "error": (_CIRCLE, "M-2 -2 L2 2 M2 -2 L-2 2"),
    "warning": (_TRIANGLE, "M0 -2.5 V1.5 M0 3 V3.6"),
    "info": (_CIRCLE, "M0 -0.6 V2.6 M0 -2.6 V-2.4"),
}


def draw_marker(parent: Element, marker: Marker, x: float, y: float) -> Element:
    """Draw a date's sign at a point, with a circle if it is blamed and a line if it is pinned."""
    group = add(parent, "g", transform=_at(x, y))
    if marker.severity is not None:
        add(group, "circle", f"blamed {marker.severity}", r=10)
    draw_sign(group, marker.what, marker.symbol, marker.role, marker.sent)
    if marker.pinned:
        line(group, "pin", "M", -3, 9.5, "H", 3)
    return group


def draw_sign(parent: Element, what: str, symbol: str, role: Role | None, sent: bool) -> None:
    """Draw the sign of a milestone or notice at the origin of its parent.

    The policy's symbol decides the shape if it can be drawn, else the role does.
    """
    if what == NOTICE:
        add(parent, "path", "sign notice" if sent else "sign notice unsent", d=_ENVELOPE)
        return
    shape = _BY_SYMBOL.get(symbol, _BY_ROLE[role])
    filled = "" if role in ("released", "retired") or symbol in "◇△□" else " filled"
    add(parent, "path", f"sign role-{role or 'none'}{filled}", d=shape)


def draw_ghost(parent: Element, x: float, y: float, *, what: str, symbol: str, role: Role | None) -> Element:
    """Draw the sign of a former date at a point, hollow and faint."""
    shape = _ENVELOPE if what == NOTICE else _BY_SYMBOL.get(symbol, _BY_ROLE[role])
    kind = "notice" if what == NOTICE else f"role-{role or 'none'}"
    group = add(parent, "g", "ghost", transform=_at(x, y))
    add(group, "path", f"sign {kind}", d=shape)
    return group


def draw_withdrawn(parent: Element, x: float, y: float) -> Element:
    """Draw the sign of the day on which a version was withdrawn at a point."""
    return add(parent, "path", "sign role-retired", d=_WITHDRAWN, transform=_at(x, y))


def draw_badge(parent: Element, severity: Severity, x: float, y: float) -> None:
    """Draw the badge of a severity at a point."""
    outline, sign = _BADGES[severity]
    group = add(parent, "g", f"badge {severity}", transform=_at(x, y))
    add(group, "path", "plate", d=outline)
    add(group, "path", "glyph", d=sign)


def _at(x: float, y: float) -> str:
    """Return the transformation that moves an element to a point."""
    return f"translate({number(x)} {number(y)})"
