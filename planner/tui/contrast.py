"""The contrast of colours, as WCAG 2.2 defines it, and colours moved until they can be read."""

from functools import lru_cache

from textual.color import BLACK, WHITE, Color

TEXT = 4.5
"""The least contrast of a text with its background."""
SIGN = 3.0
"""The least contrast of a sign with its background."""
_STEPS = 20


def luminance(colour: Color) -> float:
    """Return the relative luminance of a colour by WCAG 2.2, from 0 (black) to 1 (white)."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Color, other: Color) -> float:
    """Return the contrast ratio of two colours by WCAG 2.2, from 1 (the same) to 21 (black and white)."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@lru_cache(maxsize=1024)
def readable(colour: Color, background: Color, least: float = TEXT) -> Color:
    """Return a colour with at least the contrast `least` with a background.

    It is moved towards white or black, whichever contrasts more, in steps and no further than needed. If
    neither is enough, return white or black.
    """
    if contrast(colour, background) >= least:
        return colour
    end = max(WHITE, BLACK, key=lambda each: contrast(each, background))
    for step in range(1, _STEPS):
        moved = colour.blend(end, step / _STEPS, 1)
        if contrast(moved, background) >= least:
            return moved
    return end
