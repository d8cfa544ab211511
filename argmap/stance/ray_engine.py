"""Pairs scored by the workers of a Ray cluster, each of which loads the scorer once.

Batches are numbered and handed out one at a time to each worker; what comes back is put in order
again. A batch whose worker is lost goes to another one, and what it gives is what counts: a batch
is scored again from nothing and its number is given out once, so nothing is lost or there twice.
"""

from __future__ import annotations

import contextlib
import hashlib
import heapq
import os
import pickle
import socket
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from argmap.diagnostics import Refused
from argmap.stance.extras import need
from argmap.stance.scores import Pair, Score, Scorer

__all__ = ["NoCluster", "WorkersLost", "close", "pool_for", "run_on_ray"]

_LOSSES = 3
"""Workers that one batch may take with it before it is given up."""
_START = 300.0
"""Seconds to wait for the first worker."""
_CONNECT, _JOIN = 5.0, 90.0
"""Seconds to reach the cluster's port, and to be let in."""

_QUIET: dict[str, Any] = {"log_to_driver": False, "logging_level": "CRITICAL"}


class NoCluster(Refused):
    """The cluster cannot be reached, or has no room."""


class WorkersLost(Refused):
    """Workers die faster than they can be replaced."""


class Worker:
    """Runs on a node of the cluster, in a process of its own."""

    def load(self, recipe: bytes) -> tuple[str, str, int]:
        """Makes the scorer; its id and version, and this process's id."""
        # One worker a core: more threads would only stand in each other's way.
        os.environ["ARGMAP_THREADS"] = "1"
        self._scorer: Scorer = pickle.loads(recipe)  # noqa: S301 (made by the driver, just now)
        return self._scorer.id, self._scorer.version, os.getpid()

    def score(self, pairs: Sequence[Pair]) -> list[Score]:
        """One score a pair."""
        return self._scorer.score(pairs)


@dataclass(slots=True)
class _Hand:
    """A worker as the driver sees it."""

    actor: Any
    process: int = 0
    """Its process id on its node; 0 until it has loaded the scorer."""
    busy: bool = True


@dataclass(order=True, slots=True)
class _Batch:
    number: int
    pairs: Sequence[Pair] = field(compare=False)
    losses: int = field(default=0, compare=False)


class _Pool:
    """The workers for one scorer. They stay for the next run, since loading takes long."""

    def __init__(self, ray: Any, scorer: Scorer, recipe: bytes, workers: int) -> None:
        self._ray = ray
        self._scorer = scorer
        self._recipe = ray.put(recipe)
        self._spare = 2 * workers + _LOSSES
        """Workers that may still be lost."""
        self._loading: dict[Any, _Hand] = {}
        self._hands: list[_Hand] = []
        self._make = ray.remote(num_cpus=1, scheduling_strategy="SPREAD")(Worker)
        self.workers = workers
        for _ in range(workers):
            self._hire()

    @property
    def processes(self) -> list[int]:
        """Process ids of the workers that are ready, each on its node."""
        return [hand.process for hand in self._hands if hand.process]

    def _hire(self) -> None:
        hand = _Hand(self._make.remote())
        self._hands.append(hand)
        self._loading[hand.actor.load.remote(self._recipe)] = hand

    def _lose(self, hand: _Hand, error: Exception) -> None:
        """Another one for the one that is gone."""
        if hand not in self._hands:
            return
        self._hands.remove(hand)
        with contextlib.suppress(Exception):
            self._ray.kill(hand.actor, no_restart=True)
        self._spare -= 1
        if self._spare < 0:
            raise WorkersLost(
                f"The cluster's workers die again and again: {_first_line(error)}",
                hint="Is there memory enough for one model a worker, and the same argmap on every "
                "machine? What was scored so far is kept.",
            )
        self._hire()

    def run(self, batches: Iterable[Sequence[Pair]]) -> Iterator[list[Score]]:
        """The scores of each batch in order."""
        fresh = (_Batch(number, pairs) for number, pairs in enumerate(batches))
        again: list[_Batch] = []
        at_work: dict[Any, tuple[_Hand, _Batch]] = {}
        done: dict[int, list[Score]] = {}
        given, dry = 0, False
        try:
            while True:
                while given in done:
                    yield done.pop(given)
                    given += 1
                for hand in [hand for hand in self._hands if not hand.busy]:
                    batch = heapq.heappop(again) if again else None
                    # Results that wait for a slow batch stay in memory: not too far ahead.
                    if batch is None and not dry and len(done) < 4 * self.workers:
                        batch = next(fresh, None)
                        dry = batch is None
                    if batch is None:
                        break
                    hand.busy = True
                    at_work[hand.actor.score.remote(batch.pairs)] = (hand, batch)
                if dry and not at_work and not again:
                    return
                for reference in self._ready(at_work):
                    if reference in self._loading:
                        self._loaded(reference)
                        continue
                    hand, batch = at_work.pop(reference)
                    scores = self._scores(reference, hand, batch)
                    if scores is None:
                        heapq.heappush(again, batch)
                    else:
                        done[batch.number] = scores
        except BaseException:
            # Left in the middle: these workers may be busy with what nobody wants any more.
            _dismiss()
            raise

    def _ready(self, at_work: dict[Any, Any]) -> list[Any]:
        waiting = [*at_work, *self._loading]
        first = not at_work and not self.processes
        ready, _ = self._ray.wait(waiting, num_returns=1, timeout=_START if first else None)
        if not ready:
            raise NoCluster(
                f"The cluster gave no worker within {_START:.0f} seconds.",
                hint="Are all its cores taken? Try again later, or --engine local.",
            )
        return list(ready)

    def _loaded(self, reference: Any) -> None:
        hand = self._loading.pop(reference)
        try:
            name, version, process = self._ray.get(reference)
        except self._ray.exceptions.RayTaskError as error:
            raise _own(error) from error
        except self._ray.exceptions.RayError as error:
            self._lose(hand, error)
            return
        if (name, version) != (self._scorer.id, self._scorer.version):
            raise NoCluster(
                f"A machine of the cluster has another scorer: {name} {version} instead of "
                f"{self._scorer.id} {self._scorer.version}.",
                hint="Install the same argmap and the same model on every machine.",
            )
        hand.process, hand.busy = process, False

    def _scores(self, reference: Any, hand: _Hand, batch: _Batch) -> list[Score] | None:
        """What a worker gave; ``None`` where it was lost and the batch must go to another."""
        try:
            scores: list[Score] = self._ray.get(reference)
        except self._ray.exceptions.RayTaskError as error:
            raise _own(error) from error
        except self._ray.exceptions.RayError as error:
            self._lose(hand, error)
            batch.losses += 1
            if batch.losses < _LOSSES:
                return None
            return [Score.nothing("the workers that read it died")] * len(batch.pairs)
        hand.busy = False
        return scores

    def close(self) -> None:
        """Ends the workers."""
        for hand in self._hands:
            with contextlib.suppress(Exception):
                self._ray.kill(hand.actor, no_restart=True)
        self._hands.clear()
        self._loading.clear()


_pool: tuple[bytes, _Pool] | None = None
_joined: tuple[str, int | None] | None = None
"""The cluster this module connected to, and, of one on this machine, its cores."""


def run_on_ray(
    scorer: Scorer,
    batches: Iterable[Sequence[Pair]],
    address: str | None = None,
    workers: int | None = None,
) -> Iterator[list[Score]]:
    """The scores of each batch in order, by the cluster at ``address``.

    Without ``address`` that at ``RAY_ADDRESS``, without that workers on this machine. Raises
    :class:`NoCluster`, :class:`WorkersLost`, :class:`~argmap.stance.extras.MissingExtra`, and
    what the scorer raises.
    """
    return pool_for(scorer, address, workers).run(batches)


def pool_for(scorer: Scorer, address: str | None = None, workers: int | None = None) -> _Pool:
    """Workers for ``scorer``: those of the last run if they fit, else new ones."""
    global _pool
    recipe = pickle.dumps(scorer)
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # it would report to its makers
    ray = need("ray", "ray", "The engine “ray”")
    wanted = address or os.environ.get("RAY_ADDRESS") or "local"
    key = hashlib.sha256(f"{wanted} {workers} ".encode() + recipe).digest()
    if _pool is not None and _pool[0] == key and ray.is_initialized():
        return _pool[1]
    _dismiss()
    _join(ray, wanted, workers)
    number = workers or max(1, int(ray.cluster_resources().get("CPU", 1)))
    made = _Pool(ray, scorer, recipe, number)
    _pool = (key, made)
    return made


def _dismiss() -> None:
    """Ends the workers."""
    global _pool
    if _pool is not None:
        _pool[1].close()
    _pool = None


def close() -> None:
    """Ends the workers and, where this module made it, the connection to the cluster."""
    global _joined
    _dismiss()
    if _joined is not None:
        need("ray", "ray", "The engine “ray”").shutdown()
    _joined = None


def _join(ray: Any, wanted: str, workers: int | None) -> None:
    """Connects, unless the program that uses this one is connected to a cluster already."""
    global _joined
    there = (wanted, workers if wanted == "local" else None)
    if _joined is not None and _joined != there:
        close()
    if ray.is_initialized():
        return
    try:
        if wanted == "local":
            _start(ray, workers)
        else:
            _reach(wanted)
            ray.init(address=wanted, **_QUIET)
    except Refused:
        raise
    except Exception as error:  # what goes wrong in a cluster is open-ended
        what = "Ray cannot be started" if wanted == "local" else f"No Ray cluster at {wanted}"
        raise NoCluster(f"{what}: {_first_line(error)}", hint="--engine local needs none.") from (
            error
        )
    _joined = there


def _start(ray: Any, cores: int | None) -> None:
    """A cluster on this machine. The library gives its parts 15 seconds to begin, which a busy
    machine may miss at first (https://github.com/ray-project/ray/issues/65983): some more tries."""
    for left in (2, 1, 0):
        try:
            ray.init(
                address="local",
                num_cpus=cores,
                include_dashboard=False,
                object_store_memory=100_000_000,
                **_QUIET,
            )
            return
        except Exception as error:
            ray.shutdown()
            if not left or "timed out during startup" not in str(error):
                raise


def _reach(address: str) -> None:
    """Whether a cluster is there. The library by itself would go on trying for many minutes."""
    if address.startswith("ray://"):
        raise NoCluster(
            "Addresses that begin with ray:// are not supported.",
            hint="Give HOST:PORT of the head machine, as printed by ray start.",
        )
    if address != "auto":
        host, _, port = address.rpartition(":")
        if not host or not port.isdigit() or not 0 < int(port) < 65536:
            raise NoCluster(
                f"That is no address of a cluster: {address[:80]}",
                hint="Give HOST:PORT of the head machine, as printed by ray start.",
            )
        try:
            socket.create_connection((host.strip("[]"), int(port)), _CONNECT).close()
        except OSError as error:
            raise NoCluster(
                f"Nothing answers at {address}: {error.strerror or error}.",
                hint="Is the cluster running (ray start --head)? --engine local needs none.",
            ) from error
    trial = "import sys, ray; ray.init(address=sys.argv[1], logging_level='ERROR')"
    try:
        tried = subprocess.run(
            [sys.executable, "-c", trial, address],
            capture_output=True,
            text=True,
            errors="replace",
            timeout=_JOIN,
            stdin=subprocess.DEVNULL,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise NoCluster(
            f"What answers at {address} is no Ray cluster, or one that does not answer.",
            hint="Give HOST:PORT of the head machine, as printed by ray start.",
        ) from error
    if "AuthToken" in tried.stderr or "AuthenticationError" in tried.stderr:
        raise NoCluster(
            f"The cluster at {address} wants its token.",
            hint="Set RAY_AUTH_MODE=token, and RAY_AUTH_TOKEN to the cluster's token.",
        )
    if tried.returncode:
        raise NoCluster(
            f"The cluster at {address} does not let us in: {_last_line(tried.stderr)}",
            hint="The same Python and the same Ray must run on every machine.",
        )


def _own(error: Any) -> BaseException:
    """What the scorer raised on its machine."""
    cause = getattr(error, "cause", None)
    return cause if isinstance(cause, Exception) else error


def _first_line(error: Exception) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    if not lines:
        return type(error).__name__
    return (lines[-1] if "Error: " in lines[-1] else lines[0])[:300]


def _last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1][:300] if lines else "it gave no reason"
