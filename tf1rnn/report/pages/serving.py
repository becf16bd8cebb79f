"""The live page of a run: served to this machine alone, with the trained network behind it.

Every path begins with a token that only the printed address holds, and every request must name
this server as its host, so that no other page in the browser can ask. What is served lies in
memory: no path leads to a file.
"""

import asyncio
import contextlib
import hmac
import json
import mimetypes
import secrets
import socket
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from tf1rnn.errors import UserError
from tf1rnn.report.pages.walks import packed

LOOPBACK = "127.0.0.1"
LARGEST_REQUEST = 1_000_000  # bytes
LONGEST_TEXT = 1000  # characters
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; "
    "style-src 'self' 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class Live:
    """A server of pages and of what the network answers.

    `look` makes a walk of what the page asks for: {"instance": name}, {"text": text} or
    {"array": rows}; it raises UserError for what the network cannot take.
    """

    def __init__(self, site: Mapping[str, bytes], look: Callable[[Any], Any]) -> None:
        self._site, self._look = site, look
        self.token = secrets.token_urlsafe(24)
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        self.port = 0

    @property
    def address(self) -> str:
        return f"http://{LOOPBACK}:{self.port}/{self.token}/"

    def bind(self, port: int) -> None:
        """Take a port, any free one for 0; raises UserError if it is taken."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            self.socket.bind((LOOPBACK, port))
            self.socket.listen()
        except OSError as error:
            self.socket.close()
            raise UserError(f"--port {port}: {error.strerror}; choose another") from error
        self.port = self.socket.getsockname()[1]

    def serve(self) -> None:
        """Answer until Ctrl-C."""
        config = uvicorn.Config(
            self.app(), log_level="error", lifespan="off", timeout_graceful_shutdown=1, ws="none"
        )
        # uvicorn ends what it serves, and then passes Ctrl-C on.
        with contextlib.closing(self.socket), contextlib.suppress(KeyboardInterrupt):
            asyncio.run(uvicorn.Server(config).serve(sockets=[self.socket]))

    def app(self) -> Starlette:
        """The application; each answer is made in the thread that opened the network."""
        routes = [
            Route("/{token}/look", self._answer, methods=["POST"]),
            Route("/{path:path}", self._file, methods=["GET"]),
        ]
        return Starlette(routes=routes)

    async def _file(self, request: Request) -> Response:
        token, _, name = request.path_params["path"].partition("/")
        if refusal := self._refusal(request, token):
            return refusal
        name = name or "index.html"
        if name not in self._site:
            return PlainTextResponse("not found", 404, _HEADERS)
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        return Response(self._site[name], media_type=kind, headers=_HEADERS)

    async def _answer(self, request: Request) -> Response:
        if refusal := self._refusal(request, request.path_params["token"]):
            return refusal
        try:
            asked = await _json(request)
            return JSONResponse(packed(self._look(asked)), headers=_HEADERS)
        except UserError as error:
            return JSONResponse({"error": str(error)}, 400, _HEADERS)

    def _refusal(self, request: Request, token: str) -> Response | None:
        """A refusal of what did not come from this server's own page; None if it did."""
        hosts = {f"{LOOPBACK}:{self.port}", f"localhost:{self.port}"}
        origin = request.headers.get("origin")
        if (
            request.headers.get("host") in hosts
            and origin in (None, *(f"http://{host}" for host in hosts))
            and hmac.compare_digest(token.encode(), self.token.encode())
        ):
            return None
        return PlainTextResponse("forbidden: use the address that `view` printed", 403, _HEADERS)


def looking(network: Any) -> Callable[[Any], Any]:
    """What makes walks of what the page of a network asks for."""

    def look(asked: Any) -> Any:
        if not isinstance(asked, dict):
            raise UserError("a question must be a JSON object")
        if isinstance(name := asked.get("instance"), str) and name in network.names:
            return network.look(name)
        if isinstance(text := asked.get("text"), str) and network.reads:
            if not text.strip() or len(text) > LONGEST_TEXT:
                raise UserError(f"type a text of at most {LONGEST_TEXT} characters")
            return network.look(text.strip())
        if "array" in asked and network.input_shape:
            return network.look_at(_array(asked["array"], network.input_shape))
        raise UserError("the network cannot look at that")

    return look


def abilities(network: Any) -> dict[str, Any]:
    """What the page of a network can offer: its instances, and what else may be shown to it."""
    shape, series = network.input_shape, network.series
    fixed = shape if shape and len(shape) == 2 and all(shape) else None
    return {
        "names": network.names,
        "reads": network.reads,
        "shape": fixed,
        "series": None if series is None or not fixed else np.asarray(series).tolist(),
    }


async def _json(request: Request) -> Any:
    """What a request holds; raises UserError if that is too much, or no JSON."""
    data = bytearray()
    async for part in request.stream():
        data += part
        if len(data) > LARGEST_REQUEST:
            raise UserError("the question is too long")
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as error:
        raise UserError("the question is not JSON") from error


def _array(rows: Any, shape: list[int | None]) -> np.ndarray:
    """Rows of numbers as an array of this shape; raises UserError for others."""
    try:
        array = np.asarray(rows, dtype=np.float32)
    except (ValueError, TypeError, OverflowError) as error:
        raise UserError("the array is not one of numbers") from error
    fits = array.ndim == len(shape) and all(
        wanted in (None, n) for wanted, n in zip(shape, array.shape, strict=True)
    )
    if not fits or not np.isfinite(array).all():
        raise UserError(f"the network takes finite numbers in the shape {shape}")
    return array
