"""The completions that Tombi, a TOML tool of editors, offers at a place of a file."""

import json
import subprocess
import sysconfig
from pathlib import Path
from typing import IO, Any

TOMBI = Path(sysconfig.get_path("scripts")) / "tombi"


class _Server:
    """A language server, spoken to over pipes."""

    def __init__(self, writes: IO[bytes], reads: IO[bytes]) -> None:
        self.writes = writes
        self.reads = reads

    def send(self, **message: Any) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.writes.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self.writes.flush()

    def until(self, what: int | str) -> Any:
        """Return the result of a request, or None once a notification of a name came."""
        while True:
            length = 0
            while header := self.reads.readline().strip():
                name, value = header.split(b":")
                if name.lower() == b"content-length":
                    length = int(value)
            if not length:
                raise EOFError
            message = json.loads(self.reads.read(length))
            if message.get("method") == what:
                return None
            if "method" not in message and message["id"] == what:
                return message["result"]
            if "id" in message and "method" in message:
                settings = [None] if message["method"] == "workspace/configuration" else None
                self.send(id=message["id"], result=settings)


def completions(path: Path, line: int, column: int) -> list[str]:
    """Return the labels that are offered at a place; lines and columns begin at 0."""
    with subprocess.Popen(
        [TOMBI, "lsp", "--offline", "--no-cache"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=path.parent,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        server = _Server(process.stdin, process.stdout)
        root, document = path.parent.as_uri(), {"uri": path.as_uri()}
        try:
            server.send(
                id=1, method="initialize", params={"processId": None, "rootUri": root, "capabilities": {}}
            )
            server.until(1)
            server.send(method="initialized", params={})
            opened = {**document, "languageId": "toml", "version": 1, "text": path.read_text("utf-8")}
            server.send(method="textDocument/didOpen", params={"textDocument": opened})
            server.until("textDocument/publishDiagnostics")
            place = {"textDocument": document, "position": {"line": line, "character": column}}
            server.send(id=2, method="textDocument/completion", params=place)
            found = server.until(2) or []
        finally:
            process.kill()
    items = found if isinstance(found, list) else found["items"]
    return [each["label"] for each in items]
