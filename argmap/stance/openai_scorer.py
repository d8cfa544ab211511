"""A language model behind a server that speaks OpenAI's protocol: Ollama, llama.cpp, or hosted.

Each pair is put to the model three times with different seeds; the mean of the answers that stand
(:mod:`argmap.stance.asking`) is the score, and without a majority of them there is none. A server
that fails, hangs or talks nonsense costs the pairs it was asked about, never more; one that does
so again and again ends the run.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import queue
import threading
from collections.abc import Callable, Iterable, Sequence
from typing import NoReturn

from argmap.diagnostics import Refused
from argmap.stance.asking import PROMPT, SCHEMA, combined, question, read_answer
from argmap.stance.endpoint import Endpoint, Failure, Limits, ServerRefused
from argmap.stance.notice import NotAllowed, Notice, notice_of
from argmap.stance.scores import Pair, Score

__all__ = ["OpenAIScorer"]

_SEEDS = (1, 2, 3)
_MOST_CHARS = 8_000
"""Characters of a claim or passage that are sent at most."""


class StaysHere(Refused):
    """A scorer that cannot be sent to other machines."""


class OpenAIScorer:
    """``announce`` is told what leaves the machine before the first question; ``confirm`` is asked
    whether it may, where the server is another machine.

    Raises what :class:`~argmap.stance.endpoint.Endpoint` raises when made.
    """

    window = 3000

    def __init__(
        self,
        model: str,
        *,
        base_url: str | None = None,
        api_key: str | None = None,
        announce: Callable[[str], None] | None = None,
        confirm: Callable[[Notice], bool] | None = None,
        limits: Limits | None = None,
        at_once: int | None = None,
    ) -> None:
        self._limits = limits or Limits()
        self._endpoint = Endpoint(model, base_url, api_key, self._limits)
        self._announce, self._confirm = announce, confirm
        # A model on this machine mostly answers one question at a time anyway.
        self._at_once = at_once or (2 if self._endpoint.local else 4)
        self.id = f"openai:{model}@{self._endpoint.host}"
        asked = json.dumps([PROMPT, SCHEMA, _SEEDS, self._endpoint.path], sort_keys=True)
        self.version = hashlib.sha256(asked.encode()).hexdigest()[:12]
        self._allowed = False
        self._lock = threading.Lock()
        self._failed = self._useless = 0
        self._end: ServerRefused | None = None

    def __reduce__(self) -> NoReturn:
        """It computes on its server, so sending it to other machines gains nothing."""
        raise StaysHere(
            "A model on a server computes there; a cluster cannot help it.",
            hint="Leave out --engine ray.",
        )

    # ------------------------------------------------------------------ what leaves

    def leaves_machine(self, pairs: Iterable[Pair], *, more: bool = False) -> Notice:
        """What scoring ``pairs`` sends, and where to; nothing is sent yet."""
        host = self._endpoint.host
        sent = (pair for pair in map(_cut, pairs) if _askable(pair))
        return notice_of(sent, host, self._endpoint.hostname, len(_SEEDS), more)

    def tell(self, notice: Notice) -> None:
        """Announce ``notice`` and ask for leave where it is needed; :meth:`score` then asks no
        more. Raises :class:`~argmap.stance.notice.NotAllowed`."""
        if self._announce is not None:
            self._announce(notice.text)
        if not notice.local and (self._confirm is None or not self._confirm(notice)):
            raise NotAllowed(
                f"Nothing was sent to {notice.host}.",
                hint="Agree with --yes, or use a model on this machine.",
            )
        self._allowed = True

    # ------------------------------------------------------------------ scoring

    def score(self, pairs: Sequence[Pair]) -> list[Score]:
        """One score a pair; void where the model gave no answer that stands.

        A server that gives out midway costs the rest of the pairs their answers; it is told at the
        next call, so that what was answered can be kept.

        Raises :class:`~argmap.stance.notice.NotAllowed` and
        :class:`~argmap.stance.endpoint.ServerRefused`.
        """
        if self._end is not None:
            raise self._end
        cut = [_cut(pair) for pair in pairs]
        asked = list(dict.fromkeys(pair for pair in cut if _askable(pair)))
        if asked and not self._allowed:
            self.tell(self.leaves_machine(asked, more=True))
        known = self._answers(asked)
        nothing = Score.nothing("there is nothing to judge")
        return [known.get(pair, nothing) for pair in cut]

    def _answers(self, pairs: Sequence[Pair]) -> dict[Pair, Score]:
        """Asks from a few threads, which die with the program: none may outlive Ctrl+C."""
        waiting: queue.SimpleQueue[Pair] = queue.SimpleQueue()
        for pair in pairs:
            waiting.put(pair)
        answers: queue.SimpleQueue[tuple[Pair, Score | BaseException]] = queue.SimpleQueue()
        over = threading.Event()

        def work() -> None:
            with contextlib.suppress(queue.Empty):
                while not over.is_set():
                    pair = waiting.get_nowait()
                    try:
                        answers.put((pair, self._one(pair)))
                    except BaseException as error:  # handed to the thread that waits
                        answers.put((pair, error))
                        return

        known: dict[Pair, Score] = {}
        try:
            self._endpoint.stop.clear()
            for _ in range(min(self._at_once, len(pairs))):
                threading.Thread(target=work, daemon=True).start()
            while len(known) < len(pairs):
                try:
                    pair, answer = answers.get(timeout=0.2)  # so that Ctrl+C is heard
                except queue.Empty:
                    continue
                if isinstance(answer, ServerRefused) and any(not s.void for s in known.values()):
                    self._end = answer
                    return {**dict.fromkeys(pairs, Score.nothing("the server gave out")), **known}
                if isinstance(answer, BaseException):
                    raise answer
                known[pair] = answer
        finally:
            over.set()
            if len(known) < len(pairs):
                self._endpoint.stop.set()
        return known

    def _one(self, pair: Pair) -> Score:
        votes: list[Score] = []
        for seed in _SEEDS:
            try:
                said = self._endpoint.ask(PROMPT, question(pair), SCHEMA, seed)
            except Failure as failure:
                self._count(failed=True, useless=True, why=str(failure))
                return Score.nothing(str(failure))
            votes.append(read_answer(said, pair))
            if 2 * sum(bool(vote.void) for vote in votes) >= len(_SEEDS):
                break
        score = combined(votes, len(_SEEDS))
        self._count(failed=False, useless=bool(score.void), why=score.void)
        return score

    def _count(self, *, failed: bool, useless: bool, why: str) -> None:
        """Ends the run when the server fails question after question."""
        with self._lock:
            self._failed = self._failed + 1 if failed else 0
            self._useless = self._useless + 1 if useless else 0
            host = self._endpoint.host
            if self._failed >= self._limits.failures:
                raise ServerRefused(
                    f"{host} failed {self._failed} questions in a row: {why}.",
                    hint="Is it running? What was answered is kept; the same command goes on.",
                )
            if self._useless >= self._limits.nonsense:
                raise ServerRefused(
                    f"{self._endpoint.model} gave no usable answer to {self._useless} questions "
                    f"in a row: {why}.",
                    hint="Try another model; larger ones keep to the form.",
                )


def _cut(pair: Pair) -> Pair:
    """The pair as it is sent: not too long, and UTF-8."""
    return Pair(*(text[:_MOST_CHARS].encode("utf-8", "replace").decode() for text in pair))


def _askable(pair: Pair) -> bool:
    return bool(pair.claim.strip()) and any(map(str.isalnum, pair.passage))
