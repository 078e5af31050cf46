"""Post what a merge request changes in release plans as one note on it, or update that note.

    python integrations/gitlab.py [PATH…]

The note is what `planner diff` says: promises touched, dates that moved, violations gained and lost, a
picture. Everything else comes from the environment of a GitLab job: CI_API_V4_URL, CI_PROJECT_ID,
CI_MERGE_REQUEST_IID, CI_MERGE_REQUEST_DIFF_BASE_SHA, and GITLAB_TOKEN, a project access token with the scope
`api`; without it CI_JOB_TOKEN, which few servers let write notes. The file stands alone and needs only the
standard library, so that a repository may keep a copy of it.

Exit codes: 0 the note is up to date, or none is needed; 2 it could not be posted.
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

MOST_CHARACTERS = 1_000_000
"""The longest note that GitLab takes."""
PICTURE = "\n```mermaid\n"
PAGE = 100
"""Comments that are asked for at once."""
TIMEOUT = 20
AT_FAULT = frozenset((429, 500, 502, 503, 504))
"""Statuses of a service that may answer if it is asked again."""


class Failed(Exception):
    """The note could not be posted; the message says why."""

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


class GitLab:
    """The notes of one merge request."""

    def __init__(self, environment: Mapping[str, str], number: int, wait: float) -> None:
        token, of_job = (environment.get(name, "").strip() for name in ("GITLAB_TOKEN", "CI_JOB_TOKEN"))
        project = environment.get("CI_MERGE_REQUEST_PROJECT_ID") or environment.get("CI_PROJECT_ID", "")
        self._api = environment.get("CI_API_V4_URL", "").rstrip("/")
        if not token and not of_job:
            raise Failed("GITLAB_TOKEN is not set: make a project access token with the scope api")
        if not project:
            raise Failed("CI_PROJECT_ID is not set")
        if not re.match("https?://", self._api):
            raise Failed("CI_API_V4_URL is no http address")
        self._headers = {
            "Content-Type": "application/json",
            "User-Agent": "release-planner",
            **({"PRIVATE-TOKEN": token} if token else {"JOB-TOKEN": of_job}),
        }
        self._notes = f"{self._api}/projects/{quote(project, safe='')}/merge_requests/{number}/notes"
        self._wait = wait

    def find(self, mark: str) -> int | None:
        """Return the id of our first note that begins with a mark, or None if there is none.

        Anybody can write the mark into a note: only one by the owner of the token is ours, if the service
        tells who that is.
        """
        marked = [
            note
            for note in self._all_notes()
            if not note.get("system") and str(note["body"]).startswith(mark)
        ]
        owner = self._owner() if marked else None
        ours = (note for note in marked if owner is None or note.get("author", {}).get("id", owner) == owner)
        return next((int(note["id"]) for note in ours), None)

    def _owner(self) -> int | None:
        """Return the id of the user who writes with the token; None if the service does not tell."""
        try:
            return int(self._ask("GET", f"{self._api}/user").data["id"])
        except Failed:
            return None  # a note of somebody else cannot be changed: then ours is posted

    def write(self, text: str, note: int | None) -> str:
        """Update a note, or write a new one if it is None or cannot be updated; return "note" and its id."""
        if note is not None:
            try:
                return self._written("PUT", f"{self._notes}/{note}", text)
            except Failed as failed:
                if failed.status not in (403, 404):
                    raise
        return self._written("POST", self._notes, text)

    def _all_notes(self) -> Iterator[dict[str, Any]]:
        """Yield the notes of all pages. Raise Failed, or KeyError for an answer of another form."""
        page, more = 1, True
        while more:
            reply = self._ask("GET", f"{self._notes}?sort=asc&per_page={PAGE}&page={page}")
            yield from reply.data
            page, more = page + 1, len(reply.data) >= PAGE if reply.has_next is None else reply.has_next

    def _written(self, method: str, address: str, text: str) -> str:
        """Send a note's text and return "note" and the id of the note."""
        return f"note {int(self._ask(method, address, {'body': text}).data['id'])}"

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
        cure = "; GITLAB_TOKEN needs the scope api, and a protected variable is not there on other branches"
    return f"the service answered {error.code}: {told}{cure}"


def compare(options: argparse.Namespace, environment: Mapping[str, str]) -> tuple[str, bool]:
    """Return the differences between the plans and their earlier state as Markdown, and True if any.

    The earlier state is the option's, or where the merge request begins. Plans that could not be compared
    count as different, and are told on standard error. Raise Failed if nothing could be compared.
    """
    command = [sys.executable, "-P", "-m", "planner", "diff", "--output-format=markdown", "--exit-code"]
    command += [f"--as-of={options.as_of}"] if options.as_of else []
    command += [f"--policy={options.policy}"] if options.policy else []
    command += [f"--exclude={glob}" for glob in options.exclude]
    base = environment.get("CI_MERGE_REQUEST_DIFF_BASE_SHA") or "origin/main..."
    since = options.since or f"git:{base}"
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
        text = f"{before}\n_The picture is left out: the note would be too long._\n{after}"
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
    """Return the number of the merge request that the job is about, or None if it is about none."""
    number = environment.get("CI_MERGE_REQUEST_IID", "")
    return int(number) if re.fullmatch(r"\d{1,18}", number) else None


def post(options: argparse.Namespace, environment: Mapping[str, str]) -> str:
    """Post or update the note and return a sentence about it; a dry run returns the note instead.

    Nothing is posted outside of a merge request, nor if no plan differs and no note is there yet. Raise
    Failed.
    """
    number = options.number or number_of(environment)
    if number is None and not options.dry_run:
        return "this is no merge request: nothing to post"
    if options.body:
        text, differs = Path(options.body).read_text(encoding="utf-8"), True
    else:
        text, differs = compare(options, environment)
    mark = f"<!-- release-planner: {re.sub('[^A-Za-z0-9 _.-]|--', '', options.name)} -->"
    text = cut(f"{mark}\n## Release plans\n\n{text}")
    if options.dry_run:
        return text
    assert number is not None
    service = GitLab(environment, number, options.wait)
    note = service.find(mark)
    if note is None and not differs:
        return "no plan differs: nothing to post"
    return f"{'posted' if note is None else 'updated'}: {service.write(text, note)}"


def main(arguments: Sequence[str], environment: Mapping[str, str]) -> int:
    """Run the command, print its result and return 0; exit with code 2 and a message if it fails."""
    parser = argparse.ArgumentParser("gitlab.py", description=__doc__.partition("\n")[0])
    parser.add_argument("paths", nargs="*", metavar="PATH", help="plans and folders (default: this folder)")
    parser.add_argument("--since", metavar="STATE", help="default: the commit where the merge request begins")
    parser.add_argument("--as-of", metavar="DATE", help="the day that plans are judged on (default: today)")
    parser.add_argument("--policy", metavar="P", help="judge by this policy instead of the plans' own")
    parser.add_argument("--exclude", action="append", default=[], metavar="GLOB", help="files to leave out")
    parser.add_argument("--body", metavar="FILE", help="post this Markdown instead of comparing plans")
    parser.add_argument("--number", type=int, metavar="N", help="default: the merge request of the job")
    parser.add_argument("--name", default="plans", help="tells this note from others of the kind")
    parser.add_argument("--wait", type=float, default=2, metavar="SECONDS", help="before asking again")
    parser.add_argument("--dry-run", action="store_true", help="print the note instead of posting it")
    try:
        print(_plain(post(parser.parse_args(arguments), environment)))
    except (Failed, OSError, ValueError) as error:
        _stop(str(error))
    except (LookupError, TypeError, AttributeError):
        _stop("the service answered with something that is no note")
    return 0


def _stop(message: str) -> NoReturn:
    """Exit with code 2 and a message on one line."""
    print(f"gitlab.py: error: {_plain(' '.join(message.split()))}", file=sys.stderr)
    raise SystemExit(2)


def _plain(text: str) -> str:
    """Return text with a � for each control character: a service may send anything."""
    return "".join(each if each.isprintable() or each == "\n" else "�" for each in text)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], os.environ))
