"""Small stand-ins of GitHub and GitLab: they keep the comments of one pull or merge request."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit


class Service(ThreadingHTTPServer):
    """Comments by id, and the requests that came in."""

    daemon_threads = True
    silent = False
    """True to say nothing of further pages, which then have as many comments as are asked for."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.comments: list[dict[str, Any]] = []
        self.asked: list[str] = []
        self.headers: list[dict[str, str]] = []
        self.answers: list[tuple[int, str, dict[str, str]] | None] = []
        """What to answer next instead: status, body and headers; None is an answer as usual."""

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    @property
    def bodies(self) -> list[str]:
        return [each["body"] for each in self.comments]

    def add(self, body: str, **more: object) -> dict[str, Any]:
        number = len(self.comments) + 1
        comment = {
            "id": number,
            "body": body,
            "html_url": f"{self.address}/comment/{number}",
            "user": {"type": "Bot"},
            "author_association": "NONE",
            "author": {"id": 7},
            "system": False,
            **more,
        }
        self.comments.append(comment)
        return comment


@contextmanager
def serving() -> Iterator[Service]:
    server = Service()
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


LIST = re.compile(r"/repos/o/r/issues/5/comments|/api/v4/projects/g%2Fp/merge_requests/5/notes")
ONE = re.compile(r"/repos/o/r/issues/comments/(\d+)|/api/v4/projects/g%2Fp/merge_requests/5/notes/(\d+)")
PAGE = 30
"""Comments on a page, whatever is asked for."""


class _Handler(BaseHTTPRequestHandler):
    server: Service

    def do_GET(self) -> None:
        self._handle()

    def do_POST(self) -> None:
        self._handle()

    def do_PATCH(self) -> None:
        self._handle()

    def do_PUT(self) -> None:
        self._handle()

    def _handle(self) -> None:
        server, parts = self.server, urlsplit(self.path)
        length = int(self.headers.get("Content-Length") or 0)
        data = json.loads(self.rfile.read(length)) if length else {}
        server.asked.append(f"{self.command} {parts.path}")
        server.headers.append({name.lower(): value for name, value in self.headers.items()})
        said = server.answers.pop(0) if server.answers else None
        if said is not None:
            self._send(said[0], said[1], **said[2])
        elif self.command == "GET" and parts.path == "/api/v4/user":
            self._send(200, json.dumps({"id": 7}))
        elif LIST.fullmatch(parts.path) and self.command == "GET":
            page = int(parse_qs(parts.query)["page"][0])
            if self.server.silent:
                start = (page - 1) * 100
                self._send(200, json.dumps(server.comments[start : start + 100]))
                return
            more = {"Link": f'<{server.address}{parts.path}?page={page + 1}>; rel="next"'}
            start = (page - 1) * PAGE
            links = more if start + PAGE < len(server.comments) else {}
            self._send(200, json.dumps(server.comments[start : start + PAGE]), **links)
        elif LIST.fullmatch(parts.path) and self.command == "POST":
            self._send(201, json.dumps(server.add(data["body"])))
        elif (found := ONE.fullmatch(parts.path)) and self.command in ("PATCH", "PUT"):
            comment = server.comments[int(found[1] or found[2]) - 1]
            comment["body"] = data["body"]
            self._send(200, json.dumps(comment))
        else:
            self._send(404, '{"message": "Not Found"}')

    def _send(self, status: int, body: str, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body.encode())))
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *args: object) -> None:
        pass
