"""Sentences of published pages, and the plans that keep and break them."""

from typing import NamedTuple

BOTH = ("email", "docs")
ALL = ("docs", "support-article", "email")


class Sentence(NamedTuple):
    """What a page promises, and a rule that says so."""

    policy: str
    rule: str
    severity: str
    kept: str
    broken: str


def version(name: str, more: str = "", **dates: str) -> str:
    lines = [f'[[version]]\nname = "{name}"', *(f"{key} = {day}" for key, day in dates.items()), more]
    return "\n".join(lines) + "\n"


def change(kind: str, more: str = "", **dates: str) -> str:
    lines = [f'[[change]]\nname = "c"\nkind = "{kind}"', *(f"{key} = {day}" for key, day in dates.items())]
    return "\n".join([*lines, more]) + "\n"


def notice(about: str, day: str, announces: str, by: tuple[str, ...] = BOTH, more: str = "told = {}") -> str:
    milestones = ", ".join(f'"{each}"' for each in announces.split())
    channels = ", ".join(f'"{each}"' for each in by)
    return f"[[notice]]\n{about}\nannounces = [{milestones}]\ndate = {day}\nchannels = [{channels}]\n{more}\n"


ONE, TWO, THREE, C = 'version = "1"', 'version = "2"', 'version = "3"', 'change = "c"'
