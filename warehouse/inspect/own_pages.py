"""Guards around an ASGI application on loopback: only its own names, origins and policies get through.

Its pages load and reach only what a content security policy allows.

A web page from anywhere can send requests to 127.0.0.1, and a name server can let its own name point there (DNS
rebinding). Starlette's TrustedHostMiddleware sees neither the port nor the Origin; CORS is left to the browser, and
there is none for web sockets.
"""

from collections.abc import Callable

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

NAMES = ("127.0.0.1", "localhost")


def own_origins(port: int | None) -> list[str]:
    """The origins of the own pages of an application that listens on a port (None: the usual one).

    >>> own_origins(8001)
    ['http://127.0.0.1:8001', 'http://localhost:8001']
    """
    return [f"http://{name}:{port}" if port else f"http://{name}" for name in NAMES]


def only_own_pages(app: ASGIApp) -> ASGIApp:
    """The application, which now answers 421 to another Host and 403 to another Origin; a web socket is closed."""

    async def guarded(scope: Scope, receive: Receive, send: Send) -> None:
        refusal = None if scope["type"] == "lifespan" else _refusal(scope, own_origins(scope["server"][1]))
        if refusal is None:
            await app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})  # before it is accepted, so the server answers 403
        else:
            await refusal(scope, receive, send)

    return guarded


def with_policy(app: ASGIApp, policy: Callable[[Scope], str]) -> ASGIApp:
    """The application, whose answers now bear the content security policy that is made for each request."""

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        value = "" if scope["type"] == "lifespan" else policy(scope)

        async def send_with_policy(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Content-Security-Policy"] = value
                headers["X-Content-Type-Options"] = "nosniff"
                headers["Cross-Origin-Resource-Policy"] = "same-origin"
            await send(message)

        await app(scope, receive, send_with_policy)

    return wrapped


def _refusal(scope: Scope, origins: list[str]) -> PlainTextResponse | None:
    hosts = [f"http://{value}" for value in _values(scope, b"host")]
    if len(hosts) != 1 or hosts[0].lower() not in origins:
        return PlainTextResponse(f"This service is called {' or '.join(origins)}, and nothing else.\n", 421)
    if any(value not in origins for value in _values(scope, b"origin")):
        return PlainTextResponse("This service answers its own pages, not those of another origin.\n", 403)
    return None


def _values(scope: Scope, name: bytes) -> list[str]:
    return [value.decode("latin-1") for key, value in scope["headers"] if key.lower() == name]
