"""One server that speaks OpenAI's protocol: where it is, and a question put to it safely.

The official client does the talking. Around it: nothing goes anywhere but to the server named (no
redirects, no proxy on the way to this machine, no headers that describe the machine), no answer
may be longer or slower than :class:`Limits` says, and every failure is told in a few words.
"""

from __future__ import annotations

import json
import os
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from argmap.diagnostics import ExitCode, Refused
from argmap.stance.extras import need
from argmap.stance.notice import is_this_machine

__all__ = ["BadAddress", "Endpoint", "Failure", "Limits", "ServerRefused"]

_FORMS = ("json_schema", "json_object", "text")
"""Ways to ask for JSON, best first; not every server knows them all."""
_BUSY = (408, 409, 425, 429)
_UNKNOWN_FORM = (400, 404, 415, 422, 501)
"""What servers answer to a form of answer, or a setting, that they do not know."""


class BadAddress(Refused):
    """No server was named, or what was named is no address of one."""

    exit_code = ExitCode.USAGE


class ServerRefused(Refused):
    """The server does not let us in, or does not know the model."""


class Failure(Exception):
    """One question got no answer; the message says why, for a person."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How long and how much, in seconds and bytes."""

    call: float = 120.0
    """Seconds for one answer."""
    patience: float = 300.0
    """Seconds for one question with all its tries."""
    tries: int = 4
    backoff: float = 1.0
    """Seconds before the second try; twice as many before each further one."""
    most_bytes: int = 1_000_000
    failures: int = 5
    """Questions in a row that the server fails before the run ends."""
    nonsense: int = 30
    """Questions in a row without a usable answer before the run ends."""


class Endpoint:
    """Raises :class:`BadAddress` and :class:`~argmap.stance.extras.MissingExtra` when made."""

    def __init__(
        self,
        model: str,
        base_url: str | None = None,
        api_key: str | None = None,
        limits: Limits | None = None,
    ) -> None:
        self._limits = limits or Limits()
        key = api_key or os.environ.get("OPENAI_API_KEY") or ""
        wanted = base_url or os.environ.get("OPENAI_BASE_URL") or ""
        if not wanted and not key:
            raise BadAddress(
                "Which server? Nothing is sent anywhere without its address.",
                hint="--base-url http://localhost:11434/v1 (Ollama), or set OPENAI_API_KEY for "
                "OpenAI's own.",
            )
        self._openai: Any = need("openai", "openai", "A model on a server")
        self.model = model
        if not wanted:
            wanted = str(self._openai.OpenAI(api_key=key).base_url)
        self._address(wanted)
        # A key is never sent where others on the way can read it.
        shown = key if self.local or self.secure else ""
        self._client = self._openai.OpenAI(
            api_key=shown or "none",
            base_url=self.url,
            max_retries=0,
            timeout=self._limits.call,
            http_client=_bounded(self._openai, self._limits, direct=self.local),
        )
        self._way = _Way()
        self.stop = threading.Event()
        """Set to give up waiting."""

    def _address(self, wanted: str) -> None:
        try:
            parts = urlsplit(wanted.strip())
            port = parts.port
        except ValueError as error:
            raise BadAddress(f"That is no address of a server: {wanted[:80]}") from error
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise BadAddress(
                f"That is no address of a server: {wanted[:80]}",
                hint="It begins with http:// or https://, as http://localhost:11434/v1",
            )
        if parts.username or parts.password or parts.query or parts.fragment:
            raise BadAddress(
                "The server's address must hold no name, password or other extras.",
                hint="Put the key into OPENAI_API_KEY.",
            )
        self.hostname: str = parts.hostname
        bare = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
        self.host: str = f"{bare}:{port}" if port else bare
        # Every such server has its questions under /v1; people forget it.
        self.path: str = parts.path.rstrip("/") or "/v1"
        self.url: str = f"{parts.scheme}://{self.host}{self.path}"
        self.secure: bool = parts.scheme == "https"
        self.local: bool = is_this_machine(self.hostname)

    # ------------------------------------------------------------------ asking

    def ask(self, system: str, user: str, schema: Mapping[str, Any], seed: int) -> object:
        """What the model says to ``user``: its text, whatever that is.

        Raises :class:`Failure` where no answer came, and :class:`ServerRefused` where none will.
        """
        messages = [{"role": "system", "content": system}, {"role": "user", "content": user}]
        end = time.monotonic() + self._limits.patience
        way, tries = self._way, 1
        while True:
            try:
                answer = self._once(messages, way.settings(schema, seed))
            except self._openai.APIStatusError as error:
                status, said = int(error.status_code), _said(error)
                self._end_if_closed(status, said)
                simpler = way.simpler(status, said)
                if simpler is not None:
                    way = simpler
                    continue
                why = f"the server answered with error {status}"
                if 300 <= status < 400:
                    why = "the server sent the question elsewhere, where it does not go"
                again, wait = status in _BUSY or status >= 500, _retry_after(error)
            except self._openai.APITimeoutError:
                why, again, wait = "the server took too long", True, 0.0
            except self._openai.APIConnectionError as error:
                why, again, wait = _unreached(error), True, 0.0
            except _TooMuch as error:
                why, again, wait = str(error), False, 0.0
            except Failure:
                raise
            except Exception as error:  # what a broken answer raises, in our reading or theirs
                raise Failure("the server's answer cannot be read") from error
            else:
                self._way = way
                return answer
            wait = max(self._limits.backoff * 2 ** (tries - 1), wait)
            tries += 1
            if not again or tries > self._limits.tries or time.monotonic() + wait > end:
                raise Failure(why)
            if self.stop.wait(wait):
                raise Failure("stopped")

    def _once(self, messages: list[dict[str, str]], settings: dict[str, Any]) -> object:
        reply = self._client.chat.completions.with_raw_response.create(
            model=self.model, messages=messages, **settings
        )
        data = json.loads(reply.http_response.content)
        choices = data.get("choices") if isinstance(data, dict) else None
        first = choices[0] if isinstance(choices, list) and choices else None
        message = first.get("message") if isinstance(first, dict) else None
        if not isinstance(first, dict) or not isinstance(message, dict):
            raise Failure("the server does not speak the protocol")
        if first.get("finish_reason") == "length":
            return None
        return message.get("content")

    def _end_if_closed(self, status: int, said: str) -> None:
        """Ends the run where asking again can change nothing."""
        if status in (401, 403):
            raise ServerRefused(
                f"{self.host} does not let us in (error {status}).",
                hint="Set OPENAI_API_KEY to a key that it knows."
                if self.local or self.secure
                else "A key is only sent over https.",
            )
        if status == 404 and "response_format" not in said:
            raise ServerRefused(
                f"{self.host} knows no model “{self.model}” at {self.path}.",
                hint="Ask the server for its list of models, and mind the /v1 of the address.",
            )
        if status == 402 or (status == 429 and "insufficient_quota" in said):
            raise ServerRefused(
                f"{self.host} says that the account has nothing left to spend.",
                hint="The same command goes on from here later.",
            )


@dataclass(frozen=True, slots=True)
class _Way:
    """How to ask a server for JSON, which not all know how to be asked for."""

    form: int = 0
    dropped: frozenset[str] = frozenset()

    def settings(self, schema: Mapping[str, Any], seed: int) -> dict[str, Any]:
        """What goes into the request beside model and messages."""
        every: dict[str, Any] = {"temperature": 0.7, "seed": seed}
        settings = {name: value for name, value in every.items() if name not in self.dropped}
        kind = _FORMS[self.form]
        if kind == "json_schema":
            named = {"name": "stance", "strict": True, "schema": dict(schema)}
            settings["response_format"] = {"type": kind, "json_schema": named}
        elif kind == "json_object":
            settings["response_format"] = {"type": kind}
        return settings

    def simpler(self, status: int, said: str) -> _Way | None:
        """The next simpler way, where the server's error may mean that it does not know this."""
        of_form = any(word in said for word in ("response_format", "schema", "grammar"))
        if status not in _UNKNOWN_FORM and not (status == 500 and of_form):
            return None
        for name in ("temperature", "seed"):
            if name in said and name not in self.dropped:
                return replace(self, dropped=self.dropped | {name})
        return replace(self, form=self.form + 1) if self.form + 1 < len(_FORMS) else None


class _TooMuch(Exception):
    """An answer longer or slower than allowed."""


def _said(error: Any) -> str:
    """The beginning of the server's error message, in lower case."""
    try:
        return str(error.response.text)[:4000].casefold()
    except Exception:  # an answer in no encoding, or none
        return ""


def _retry_after(error: Any) -> float:
    try:
        return min(60.0, max(0.0, float(error.response.headers.get("retry-after", "0"))))
    except ValueError:
        return 0.0


def _unreached(error: Exception) -> str:
    cause = error.__cause__
    name = type(cause).__name__ if cause is not None else ""
    return "the server cannot be reached" if name == "ConnectError" else "the connection broke"


def _bounded(openai: Any, limits: Limits, *, direct: bool) -> Any:
    """The HTTP client of the official library, which follows nobody elsewhere and reads no more
    and no longer than allowed. ``direct``: past any proxy."""

    class Bounded(openai.DefaultHttpxClient):  # type: ignore[misc,unused-ignore]
        def send(self, request: Any, **options: Any) -> Any:
            kept = {
                name: value
                for name, value in request.headers.items()
                if name.casefold().startswith(("x-stainless", "openai-"))
            }
            for name in kept:
                del request.headers[name]
            request.headers["User-Agent"] = "argmap"
            request.headers["Accept-Encoding"] = "identity"
            options.update(stream=True, follow_redirects=False)
            end = time.monotonic() + limits.call
            response = super().send(request, **options)
            body = bytearray()
            try:
                for piece in response.iter_raw():
                    body += piece
                    if len(body) > limits.most_bytes:
                        raise _TooMuch("the server's answer is too long")
                    if time.monotonic() > end:
                        raise _TooMuch("the server took too long")
            finally:
                response.close()
            request.headers.update(kept)  # the library reads some of them again
            return type(response)(
                response.status_code,
                headers=[
                    (name, value)
                    for name, value in response.headers.multi_items()
                    if name.casefold() in ("content-type", "retry-after")
                ],
                content=bytes(body),
                request=request,
            )

    return Bounded(follow_redirects=False, trust_env=not direct, timeout=limits.call)
