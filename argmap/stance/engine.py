"""Where pairs are scored: in this program, or by the workers of a Ray cluster.

The scorer and the batches are the same either way, and so are the scores.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from argmap.diagnostics import ExitCode, Refused
from argmap.stance.scores import Pair, Score, Scorer

__all__ = ["UnknownEngine", "run"]


class UnknownEngine(Refused):
    """No engine is called that."""

    exit_code = ExitCode.USAGE


def run(
    scorer: Scorer,
    batches: Iterable[Sequence[Pair]],
    *,
    engine: str = "local",
    workers: int | None = None,
) -> Iterator[list[Score]]:
    """The scores of each batch, in order, each as soon as it and those before it are there.

    ``engine`` is ``local``; ``ray``, the cluster at ``RAY_ADDRESS`` or else workers on this
    machine; or ``ray:HOST:PORT``, that cluster. ``workers`` is for Ray: how many; by default one a
    core. Batches are asked for as they are needed, so there may be any number of them.

    Raises :class:`UnknownEngine`, :class:`~argmap.stance.extras.MissingExtra`,
    :class:`~argmap.stance.ray_engine.NoCluster`, and what the scorer raises.
    """
    kind, colon, address = engine.partition(":")
    if kind == "local" and not colon:
        return map(scorer.score, batches)
    if kind == "ray" and (address or not colon):
        from argmap.stance.ray_engine import run_on_ray

        return run_on_ray(scorer, batches, address or None, workers)
    raise UnknownEngine(
        f"There is no engine “{engine[:60]}”.",
        hint="Engines are local, ray, and ray:HOST:PORT for a cluster elsewhere.",
    )
