"""Post what a pull request changes in release plans as one comment on it, or update that comment.

    python integrations/github.py [PATH…]

The comment is what `planner diff` says: promises touched, dates that moved, violations gained and lost, a
picture. Everything else comes from the environment of a GitHub job: GITHUB_TOKEN, GITHUB_REPOSITORY,
GITHUB_API_URL, GITHUB_BASE_REF and the event with the number of the pull request. The file stands alone and
needs only the standard library, so that a repository may keep a copy of it.

Exit codes: 0 the comment is up to date, or none is needed; 2 it could not be posted.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from http.client import HTTPException
from pathlib import Path
from typing import Any, NamedTuple, NoReturn
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import HTTPRedirectHandler, Request, build_opener

MOST_CHARACTERS = 65_536
"""The longest comment that GitHub takes."""
PICTURE = "\n```mermaid\n"
PAGE = 100
"""Comments that are asked for at once."""
TIMEOUT = 20
AT_FAULT = frozenset((429, 500, 502, 503, 504))
"""Statuses of a service that may answer if it is asked again."""
TRUSTED = frozenset(("OWNER", "MEMBER", "COLLABORATOR"))
"""Authors whose comments may be taken for ours, besides bots: anybody can write the mark into a comment."""


class Failed(Exception):
    """The comment could not be posted; the message says why."""

    def __init__(self, message: str, status: int | None = None) -> None:
        super().__init__(message)
        self.status = status


class Reply(NamedTuple):
    """An answer of the service."""

    data: Any
    has_next: bool | None = None
    """Whether there is another page; None if the service does not say."""


class _NoRedirects(HTTPRedirectHandler):
    """Refuses redirects: they would carry the token to another host."""

    def redirect_request(self, *_: object) -> None:
        """Return None, by which a redirect becomes an error."""


class GitHub:
    """The comments of one pull request."""

    def __init__(self, environment: Mapping[str, str], number: int, wait: float) -> None:
        token = (environment.get("GITHUB_TOKEN") or environment.get("GH_TOKEN") or "").strip()
        repository = environment.get("GITHUB_REPOSITORY", "")
        self._api = environment.get("GITHUB_API_URL", "https://api.github.com").rstrip("/")
        if not token:
            raise Failed("GITHUB_TOKEN is not set: give the step `GITHUB_TOKEN: ${{ github.token }}`")
        if not re.fullmatch(r"[^/\s]+/[^/\s]+", repository):
            raise Failed("GITHUB_REPOSITORY is not OWNER/NAME")
        if not re.match("https?://", self._api):
            raise Failed("GITHUB_API_URL is no http address")
        self._headers = {
            "Accept": "application/vnd.github+json",
            "Authorization": f"Bearer {token}",
            "Content-Type": "application/json",
            "User-Agent": "release-planner",
            "X-GitHub-Api-Version": "2022-11-28",
        }
        self._issues = f"{self._api}/repos/{quote(repository)}/issues"
        self._number = number
        self._wait = wait

    def find(self, mark: str) -> int | None:
        """Return the id of the first comment that begins with a mark, or None.

        Anybody can write the mark into a comment: only comments by a bot or a trusted author count.
        """
        for comment in self._comments():
            by_bot = comment.get("user", {}).get("type", "Bot") == "Bot"
            by_us = by_bot or comment.get("author_association") in TRUSTED
            if by_us and str(comment["body"]).startswith(mark):
                return int(comment["id"])
        return None

    def write(self, text: str, comment: int | None) -> str:
        """Update a comment, or write a new one if it is None or cannot be updated; return the address."""
        if comment is not None:
            try:
                return self._written("PATCH", f"{self._issues}/comments/{comment}", text)
            except Failed as failed:
                if failed.status not in (403, 404):
                    raise
        return self._written("POST", f"{self._issues}/{self._number}/comments", text)

    def _comments(self) -> Iterator[dict[str, Any]]:
        """Yield the comments of all pages. Raise Failed, or KeyError for an answer of another form."""
        page, more = 1, True
        while more:
            address = f"{self._issues}/{self._number}/comments?per_page={PAGE}&page={page}"
            reply = self._ask("GET", address)
            yield from reply.data
            page, more = page + 1, len(reply.data) >= PAGE if reply.has_next is None else reply.has_next

    def _written(self, method: str, address: str, text: str) -> str:
        """Send a comment's text to an address; return the comment's own address, else its id."""
        data = self._ask(method, address, {"body": text}).data
        return str(data.get("html_url") or data["id"])

    def _ask(self, method: str, address: str, body: object = None) -> Reply:
        """Return the service's answer; ask once more if there is none or the service is at fault.

        A POST is sent only once, so that nothing is posted twice. Raise Failed.
        """
        data = None if body is None else json.dumps(body).encode()
        last = 1 if method == "POST" else 2
        for turn in range(1, last + 1):
            try:
                request = Request(address, data=data, headers=self._headers, method=method)
                with build_opener(_NoRedirects).open(request, timeout=TIMEOUT) as answer:
                    return Reply(json.loads(answer.read()), _has_next(answer.headers))
            except HTTPError as error:
                if error.code not in AT_FAULT or turn == last:
                    raise Failed(_why(error), error.code) from None
            except (OSError, HTTPException, ValueError) as error:
                if turn == last:
                    raise Failed(f"the service did not answer {method}: {error}") from None
            time.sleep(self._wait)
        raise AssertionError


def _has_next(headers: Mapping[str, str]) -> bool | None:
    """Return True or False if the headers of an answer say whether there is another page, else None."""
    if links := headers.get("Link"):
        return 'rel="next"' in links
    page = headers.get("X-Next-Page")
    return None if page is None else bool(page)


def _why(error: HTTPError) -> str:
    """Return a refusal in words: its status, the service's reason, and the cure where one is known."""
    try:
        told = json.loads(error.read())["message"]
    except (OSError, HTTPException, ValueError, LookupError, TypeError):
        told = error.reason
    cure = ""
    if error.code in (401, 403):
        cure = "; the job needs `permissions: pull-requests: write`; pull requests of forks never have it"
    return f"the service answered {error.code}: {told}{cure}"


def compare(options: argparse.Namespace, environment: Mapping[str, str]) -> tuple[str, bool]:
    """Return the differences between the plans and their earlier state as Markdown, and True if any.

    The earlier state is the option's, or where the pull request left its base. Plans that could not be
    compared count as different, and are told on standard error. Raise Failed if nothing could be compared.
    """
    command = [sys.executable, "-P", "-m", "planner", "diff", "--output-format=markdown", "--exit-code"]
    command += [f"--as-of={options.as_of}"] if options.as_of else []
    command += [f"--policy={options.policy}"] if options.policy else []
    command += [f"--exclude={glob}" for glob in options.exclude]
    since = options.since or f"git:origin/{environment.get('GITHUB_BASE_REF') or 'main'}..."
    own = {name: value for name, value in environment.items() if not name.endswith("TOKEN")}
    told = subprocess.run(
        [*command, "--", since, *options.paths],
        env={**own, "PYTHONUTF8": "1"},
        capture_output=True,
        check=False,
    )
    errors, text = told.stderr.decode(errors="replace"), told.stdout.decode(errors="replace")
    sys.stderr.write(errors)
    if not text.strip():
        raise Failed("the plans could not be compared")
    if told.returncode not in (0, 1):
        text = f"{text}\n**Some plans could not be compared: the log of the job says why.**\n"
    return text, told.returncode != 0


def cut(text: str, most: int = MOST_CHARACTERS) -> str:
    """Return a text no longer than the service takes.

    One that is too long loses its pictures, from the last on, and then its end, at the end of a line.
    """
    note = f"\n_Cut at {most:,} characters; `planner diff` prints all of it._\n"
    while _length(text) > most and PICTURE in text:
        before, _, picture = text.rpartition(PICTURE)
        after = picture.partition("\n```\n")[2]
        text = f"{before}\n_The picture is left out: the comment would be too long._\n{after}"
    if _length(text) <= most:
        return text
    kept, left = [], most - _length(note)
    for line in text.splitlines(keepends=True):
        left -= _length(line)
        if left < 0:
            break
        kept.append(line)
    return "".join(kept) + note


def _length(text: str) -> int:
    """Return the length as services count it, in units of UTF-16."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def number_of(environment: Mapping[str, str]) -> int | None:
    """Return the number of the pull request that the job is about, or None if it is about none."""
    try:
        event = json.loads(Path(environment.get("GITHUB_EVENT_PATH", "")).read_bytes())
        return int((event.get("pull_request") or event)["number"])
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        found = re.match(r"refs/pull/(\d+)/", environment.get("GITHUB_REF", ""))
        return int(found[1]) if found else None


def post(options: argparse.Namespace, environment: Mapping[str, str]) -> str:
    """Post or update the comment and return a sentence about it; a dry run returns the comment instead.

    Nothing is posted outside of a pull request, nor if no plan differs and no comment is there yet. Raise
    Failed.
    """
    number = options.number or number_of(environment)
    if number is None and not options.dry_run:
        return "this is no pull request: nothing to post"
    if options.body:
        text, differs = Path(options.body).read_text(encoding="utf-8"), True
    else:
        text, differs = compare(options, environment)
    mark = f"<!-- release-planner: {re.sub('[^A-Za-z0-9 _.-]|--', '', options.name)} -->"
    text = cut(f"{mark}\n## Release plans\n\n{text}")
    if options.dry_run:
        return text
    assert number is not None
    service = GitHub(environment, number, options.wait)
    comment = service.find(mark)
    if comment is None and not differs:
        return "no plan differs: nothing to post"
    return f"{'posted' if comment is None else 'updated'}: {service.write(text, comment)}"


def main(arguments: Sequence[str], environment: Mapping[str, str]) -> int:
    """Run the command, print its result and return 0; exit with code 2 and a message if it fails."""
    parser = argparse.ArgumentParser("github.py", description=__doc__.partition("\n")[0])
    parser.add_argument("paths", nargs="*", metavar="PATH", help="plans and folders (default: this folder)")
    parser.add_argument("--since", metavar="STATE", help="default: git:origin/BASE... of the pull request")
    parser.add_argument("--as-of", metavar="DATE", help="the day that plans are judged on (default: today)")
    parser.add_argument("--policy", metavar="P", help="judge by this policy instead of the plans' own")
    parser.add_argument("--exclude", action="append", default=[], metavar="GLOB", help="files to leave out")
    parser.add_argument("--body", metavar="FILE", help="post this Markdown instead of comparing plans")
    parser.add_argument("--number", type=int, metavar="N", help="default: the pull request of the job")
    parser.add_argument("--name", default="plans", help="tells this comment from others of the kind")
    parser.add_argument("--wait", type=float, default=2, metavar="SECONDS", help="before asking again")
    parser.add_argument("--dry-run", action="store_true", help="print the comment instead of posting it")
    try:
        print(_plain(post(parser.parse_args(arguments), environment)))
    except (Failed, OSError, ValueError) as error:
        _stop(str(error))
    except (LookupError, TypeError, AttributeError):
        _stop("the service answered with something that is no comment")
    return 0


def _stop(message: str) -> NoReturn:
    """Exit with code 2 and a message on one line."""
    print(f"github.py: error: {_plain(' '.join(message.split()))}", file=sys.stderr)
    raise SystemExit(2)


def _plain(text: str) -> str:
    """Return text with a � for each control character: a service may send anything."""
    return "".join(each if each.isprintable() or each == "\n" else "�" for each in text)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], os.environ))
