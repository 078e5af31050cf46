"""The questions of `planner new` and `planner policy new` in a terminal."""

import os
import re
import sys
from argparse import ArgumentTypeError, Namespace
from collections.abc import Callable, Sequence
from typing import TypeVar

from planner.cli.arguments import Parser
from planner.cli.given_policy import given_policy
from planner.dates import Duration, parse_duration
from planner.diagnostics import nearest, quoted, suggestion
from planner.disk.file_name import file_name
from planner.disk.new_file import is_free
from planner.files.policy.layers import BrokenPolicy, UnknownPolicy, is_preset
from planner.files.policy.presets import presets
from planner.files.policy.read import load_policy
from planner.policy import ROLES, Role
from planner.starter.plan import FIRST_NAME
from planner.starter.policy import DEFAULT_ROLES
from planner.terminal_text import shown

T = TypeVar("T")
DEFAULT_POLICY = "base"
_FROM_SCRATCH = "none: from scratch"


def ask(parser: Parser, options: Namespace) -> None:
    """Ask in the terminal for each option of `planner new` that is missing, and set it in `options`.

    An empty answer takes the value in brackets. The cadence is asked for only if neither product, policy nor
    first version was given, and tracks only if the policy has several. The end of input ends the process with
    code 2.
    """
    asked_all = not any((options.product, options.policy, options.first_version, options.cadence))
    if options.product is None:
        options.product = _answer("Product", _folder_name(), _product)
    if options.policy is None:
        options.policy = _policy("Policy, by its number or name, or a path", DEFAULT_POLICY)
    policy = given_policy(parser, options.policy)
    if not options.track and policy.tracks is not None and len(policy.tracks) > 1:
        known = policy.tracks
        options.track = _answer(f"Tracks, of {', '.join(known)}", "all", lambda text: _tracks(text, known))
    if options.first_version is None:
        options.first_version = _answer("First version", FIRST_NAME, str)
    if options.cadence is None and asked_all:
        options.cadence = _answer('Cadence, as in "3 months"', "one version", _optional_cadence)
    if options.file is None:
        options.file = _answer("File", f"{file_name(options.product)}.toml", _free_path)


def _answer(question: str, default: str, read: Callable[[str], T]) -> T:
    """Ask a question until `read` accepts the answer, and return what `read` makes of it.

    An empty answer stands for `default`. ValueError of `read` is printed; the end of input ends the process
    with code 2.
    """
    while True:
        try:
            typed = input(f"{question} [{shown(default)}]: ").strip()
        except EOFError:
            print()
            sys.exit(2)
        try:
            return read(typed or default)
        except ValueError as error:
            print(f"  {shown(str(error))}")


def _folder_name() -> str:
    """Return a product's name made from the current folder's: `my-api` gives `My api`."""
    words = re.split(r"[-_\s]+", os.path.basename(os.getcwd()))
    return " ".join(filter(None, words)).strip().capitalize() or "My API"


def _product(text: str) -> str:
    """Return the product's name; raise ValueError if it has control characters."""
    if not text.isprintable():
        raise ValueError("a product's name has no control characters")
    return text


def ask_about_policy(options: Namespace, read_roles: Callable[[str], Sequence[Role]]) -> None:
    """Ask for the policy to extend, or without one for roles, and set `options.extends` or `options.roles`.

    Ask nothing if one of them was given. `read_roles` makes roles from the text of an answer.
    """
    if options.extends is not None or options.roles:
        return
    options.extends = _policy("The policy to extend, by its number or name, or a path", _FROM_SCRATCH)
    if options.extends is None:
        question = f"Roles of a version's dates, of {', '.join(ROLES)}"
        options.roles = _answer(question, ", ".join(DEFAULT_ROLES), lambda text: _read(text, read_roles))


def _read(text: str, read: Callable[[str], T]) -> T:
    """Return the result of an option's reader, and raise ValueError instead of its ArgumentTypeError."""
    try:
        return read(text)
    except ArgumentTypeError as error:
        raise ValueError(str(error)) from None


def _policy(question: str, default: str) -> str | None:
    """Print the presets, ask for one by number or name, or for a path, and return its name or the path.

    Return None for the answer "none: from scratch". A policy that is unknown or has errors is asked for
    again.
    """
    known = presets()
    names = [each.policy.name for each in known]
    width = max(map(len, names))
    group = None
    for number, each in enumerate(known, 1):
        if each.group != group:
            group = each.group
            print(f"{group}:")
        print(f"{number:>2} {each.policy.name.ljust(width)} {each.promise}")

    numbers = {str(number): name for number, name in enumerate(names, 1)}

    def read(text: str) -> str | None:
        """Return the policy that an answer names; raise ValueError if there is none without errors."""
        if text == _FROM_SCRATCH:
            return None
        name = numbers.get(text, text)
        if is_preset(name) and name not in names:
            near = nearest(name, tuple(names))
            raise ValueError(f"{quoted(name)} is not in the list{suggestion(near) if near else ''}")
        try:
            load_policy(name, None)
        except (UnknownPolicy, BrokenPolicy) as error:
            raise ValueError(str(error)) from None
        return name

    return _answer(question, default, read)


def _tracks(text: str, known: Sequence[str]) -> list[str]:
    """Return the tracks of an answer: all known ones for "all", else the names between its commas.

    Raise ValueError for a track that is not known, or if there is none.
    """
    if text == "all":
        return [*known]
    wanted = [each.strip() for each in text.split(",") if each.strip()]
    unknown = [each for each in wanted if each not in known]
    if unknown or not wanted:
        named = ", ".join(unknown) or "a blank answer"
        raise ValueError(f"{named} is no track of the policy: {', '.join(known)}")
    return wanted


def _optional_cadence(text: str) -> Duration | None:
    """Return the duration of an answer, or None for "one version"; raise ValueError for other text."""
    return None if text == "one version" else parse_duration(text)


def _free_path(text: str) -> str:
    """Return the path of a new file, with `.toml` added if it is missing.

    Raise ValueError if something is there already or its folder does not exist.
    """
    path = text if text.endswith(".toml") else f"{text}.toml"
    if "\0" in path or not is_free(path):
        raise ValueError(f"{path} is there already")
    if not os.path.isdir(os.path.dirname(path) or os.curdir):
        raise ValueError(f"there is no folder {os.path.dirname(path)}")
    return path
