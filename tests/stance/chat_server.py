"""A server on this machine that speaks OpenAI's protocol, well or badly."""

from __future__ import annotations

import contextlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Handler = BaseHTTPRequestHandler
Behaviour = Callable[["Call", Handler], None]


@dataclass
class Call:
    """One request as it arrived."""

    number: int
    path: str
    headers: dict[str, str]
    body: dict[str, Any]

    @property
    def asked(self) -> dict[str, Any]:
        """The data in the user's message."""
        asked: dict[str, Any] = json.loads(self.body["messages"][-1]["content"])
        return asked


@dataclass
class Server:
    url: str
    behave: Behaviour
    calls: list[Call] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)


def send(handler: Handler, body: bytes, status: int = 200, **headers: str) -> None:
    handler.send_response(status)
    for name, value in {"Content-Type": "application/json", **headers}.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def say(handler: Handler, text: object, **choice: object) -> None:
    """A well-formed reply whose text is ``text``."""
    message = {"role": "assistant", "content": text}
    reply = {"id": "x", "object": "chat.completion", "created": 0, "model": "m"}
    choices = [{"index": 0, "finish_reason": "stop", "message": message, **choice}]
    send(handler, json.dumps({**reply, "choices": choices}).encode())


def answer(call: Call, **fields: object) -> str:
    """The answer in the form asked for: the passage's first four words, for the claim."""
    quote = " ".join(call.asked["passage"].split()[:4])
    plain = {"question": call.asked["question"], "quote": quote, "stance": "supports"}
    return json.dumps({**plain, "certainty": "very likely", **fields})


def good(call: Call, handler: Handler) -> None:
    """``opposes`` where the passage holds the word *no*."""
    words = call.asked["passage"].lower().split()
    say(handler, answer(call, stance="opposes" if "no" in words else "supports"))


def drip(handler: Handler, seconds: float, every: float = 0.05) -> None:
    """A body that never ends."""
    handler.send_response(200)
    handler.send_header("Content-Type", "application/json")
    handler.end_headers()
    end = time.monotonic() + seconds
    with contextlib.suppress(OSError):
        while time.monotonic() < end:
            handler.wfile.write(b" ")
            handler.wfile.flush()
            time.sleep(every)


@contextlib.contextmanager
def serving(behave: Behaviour = good) -> Iterator[Server]:
    class Talk(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            data = self.rfile.read(int(self.headers["Content-Length"]))
            with server.lock:
                number = len(server.calls)
                call = Call(
                    number,
                    self.path,
                    {n.lower(): v for n, v in self.headers.items()},
                    json.loads(data),
                )
                server.calls.append(call)
            with contextlib.suppress(OSError):  # the other side hung up
                server.behave(call, self)

        def log_message(self, *_: Any) -> None:
            pass

    class Quiet(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: Any) -> None:
            pass

    http = Quiet(("127.0.0.1", 0), Talk)
    server = Server(f"http://127.0.0.1:{http.server_address[1]}/v1", behave)
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield server
    finally:
        http.shutdown()
        http.server_close()
        thread.join()
