"""`planner serve`: the screen of `planner open` in a browser."""

import os
import shlex
import sys
from argparse import ArgumentTypeError, Namespace
from collections.abc import Sequence
from errno import EADDRINUSE
from secrets import token_urlsafe

from planner.cli.arguments import Parser
from planner.dates import iso
from planner.diagnostics import quoted
from planner.files.plan.folder import NO_PLAN, plans_of
from planner.terminal_text import shown, shown_path

_DESCRIPTION = """\
Show the screen of `planner open` in a browser. Each page that is opened is a planner of its own, with the
rights of whoever started the server; when it is closed, unsaved edits are kept and offered again.

The address that is printed holds a key, and without it nobody gets in. Only this machine can open it,
unless --host says otherwise; then the key and the plans cross the network unencrypted.

The extra `web` is needed: pip install 'release-planner[web]'."""

_EXAMPLES = """
  planner serve                         the plans below this folder
  planner serve plans/clio.toml         one plan
  planner serve plans --port 8080       another port"""

_LOOPBACK = "127.0.0.1"
_MISSING = "the extra `web` is not installed: pip install 'release-planner[web]'"


def run(arguments: Sequence[str]) -> int:
    """Serve the screen of `planner open` to browsers until ctrl+c, and return 0.

    Exit with code 2 if there is no plan, no POSIX shell, or no extra `web`, or if the address cannot be used.
    """
    parser = Parser("planner serve", description=_DESCRIPTION, examples=_EXAMPLES)
    parser.add_argument("paths", nargs="*", metavar="PLAN", help="plans and folders (default: this folder)")
    parser.add_as_of()
    # A server may run for days: today is the day on which a page is opened.
    parser.set_defaults(as_of=None)
    parser.add_exclude()
    parser.add_argument("--ascii", action="store_true", help="draw with ASCII characters only")
    parser.add_argument(
        "--host",
        default=_LOOPBACK,
        help=f"the address to listen on (default: {_LOOPBACK}, which only this machine reaches)",
    )
    parser.add_argument(
        "--port", type=_port, default=8000, metavar="N", help="the port (default: 8000; 0: any that is free)"
    )
    options = parser.parse(arguments)
    _look_at(parser, options)
    try:
        from planner.web.guard import is_loopback
        from planner.web.server import serve
    except ImportError as error:
        if error.name is None or error.name.partition(".")[0] not in ("aiohttp", "textual_serve"):
            raise
        parser.error(_MISSING)
    if os.name != "posix":
        # The command of a page goes to a shell, and words can only be quoted for that of POSIX.
        parser.error("this system has no POSIX shell to start the planner with: use planner open")
    wide = not is_loopback(options.host)

    def ready(address: str) -> None:
        """Print the address, with a warning if other machines reach it."""
        print(f"planner: serving {_named(options.paths)} on\n\n  {address}\n")
        print("Whoever has this address can edit these plans. ctrl+c stops.", flush=True)
        if wide:
            print(
                f"planner: other machines reach {shown(options.host)}: the key and the plans"
                " cross the network unencrypted (docs/browser.md)",
                file=sys.stderr,
            )

    try:
        serve(
            child(options),
            host=options.host,
            port=options.port,
            key=token_urlsafe(24),
            ready=ready,
            wide=wide,
        )
    except (OSError, UnicodeError) as error:
        parser.error(f"cannot listen on {options.host}, port {options.port}: {_why(error)}")
    return 0


def child(options: Namespace) -> str:
    """Return the command of the shell that opens the plans behind a page, its words quoted."""
    # Without -P the current folder could put a module of its own in the planner's place.
    words = [sys.executable, "-P", "-m", "planner", "open"]
    words += [f"--exclude={each}" for each in options.exclude]
    if options.as_of is not None:
        words += ["--as-of", iso(options.as_of)]
    if options.ascii:
        words.append("--ascii")
    return f"exec {shlex.join([*words, '--', *options.paths])}"


def _why(error: OSError | UnicodeError) -> str:
    """Return why the server cannot listen at an address, in lower case; if it is in use, with the cure."""
    number = error.errno if isinstance(error, OSError) else None
    if number == EADDRINUSE:
        return "it is in use; --port 0 takes one that is free"
    if number is not None and number > 0:
        return os.strerror(number).lower()  # the words of the error repeat the address
    return (getattr(error, "strerror", None) or str(error)).lower()


def _look_at(parser: Parser, options: Namespace) -> None:
    """Exit with code 2 if a path is missing or there is no plan, as a page would end at once.

    A single folder is accepted even if it is empty: its page offers to begin a plan.
    """
    for path in options.paths:
        if not os.path.exists(path):
            parser.error(f"{quoted(path)}: there is no such file")
    paths = options.paths or [os.curdir]
    if len(paths) == 1 and os.path.isdir(paths[0]):
        return  # in an empty folder the page offers to begin a plan
    if not any(found.plans for found in plans_of(paths, options.exclude)):
        parser.error(f"{', '.join(map(shown_path, paths))}: {NO_PLAN}")


def _named(paths: Sequence[str]) -> str:
    """Return the paths for a message, or "the plans below this folder" if there are none."""
    return ", ".join(map(shown_path, paths)) if paths else "the plans below this folder"


def _port(text: str) -> int:
    """Return the number of a port, 0 to 65535; raise ArgumentTypeError for any other text."""
    number = int(text) if text.isascii() and text.isdigit() and len(text) < len("100000") else -1
    if not 0 <= number < 2**16:
        raise ArgumentTypeError(f"{quoted(text)} is no port: expected a number from 0 to 65535")
    return number
