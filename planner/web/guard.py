"""The guard of the server: it answers only browsers that opened the address with its key.

Without it any page that is open in the browser, and anybody else on the machine, could drive the screen.
"""

from hashlib import sha256
from secrets import compare_digest

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

KEY = "key"
"""The name of the key in the address that people open."""
LOOPBACK = frozenset(("127.0.0.1", "localhost", "::1"))
"""The names of this machine that no other machine can reach."""
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
}


class Guard:
    """The key of a server, and the hosts that it answers for; None: for all."""

    def __init__(self, key: str, hosts: frozenset[str] | None) -> None:
        self._key = key
        # Browsers send a cookie to all ports of a host: two servers must not replace each other's.
        self._cookie = f"planner-{sha256(key.encode()).hexdigest()[:8]}"
        self._hosts = hosts

    def middleware(self) -> Middleware:
        """Return the middleware that lets requests with the key's cookie through, and answers 403 to others.

        The page's address with the key in it answers with that cookie and leads on to the address without.
        """

        @web.middleware
        async def guarded(request: web.Request, handler: Handler) -> web.StreamResponse:
            if not self._is_meant_for(request):
                raise web.HTTPForbidden(text="This address does not belong to the planner.\n")
            if self._same(request.cookies.get(self._cookie)):
                return await handler(request)
            if request.path == "/" and self._same(request.query.get(KEY)):
                # The key leaves the address bar, and with it bookmarks and screenshots.
                answer = web.HTTPFound("/")
                answer.set_cookie(self._cookie, self._key, httponly=True, samesite="Strict", path="/")
                raise answer
            raise web.HTTPForbidden(text="Open the address that `planner serve` printed: it has the key.\n")

        return guarded

    def _same(self, given: str | None) -> bool:
        """Return True if a text is the key; the comparison takes the same time for every text."""
        return given is not None and compare_digest(given.encode(), self._key.encode())

    def _is_meant_for(self, request: web.Request) -> bool:
        """Return True if a request names a host of this server, and no page of another site has sent it."""
        origin = request.headers.get("Origin")
        if origin is not None and origin.partition("://")[2] != request.host:
            return False
        return self._hosts is None or host_of(request.host) in self._hosts


def is_loopback(host: str) -> bool:
    """Return True for an address, or `localhost`, that only this machine reaches."""
    return host.lower() in LOOPBACK or (host.startswith("127.") and host.replace(".", "").isdigit())


def host_of(netloc: str) -> str:
    """Return the host of `host:port` in small letters; an IPv6 address as written, without brackets."""
    if netloc.startswith("["):
        return netloc[1:].partition("]")[0]
    return netloc.partition(":")[0].lower()


async def add_headers(_: web.Request, response: web.StreamResponse) -> None:
    """Add the headers that keep the page out of caches, frames and referrers, where they are not set."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
