"""Which scorer judges: the shipped one, words alone, a model on this disk, or a server."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from argmap.diagnostics import ExitCode, Refused, nearest
from argmap.stance.scores import Scorer

if TYPE_CHECKING:
    from argmap.stance.notice import Notice

__all__ = ["SCORERS", "UnknownScorer", "choose"]

SCORERS = ("onnx", "lexical", "transformers:PATH", "openai:MODEL")
"""What ``--scorer`` takes."""


class UnknownScorer(Refused):
    """No scorer is called that, or what it needs was not said."""

    exit_code = ExitCode.USAGE


def choose(
    spec: str | None = None,
    base_url: str | None = None,
    *,
    api_key: str | None = None,
    announce: Callable[[str], None] | None = None,
    confirm: Callable[[Notice], bool] | None = None,
) -> Scorer:
    """The scorer that ``spec`` names; the shipped one without it.

    ``base_url``, ``api_key``, ``announce`` and ``confirm`` are for ``openai:MODEL``: the server,
    its key (else ``OPENAI_API_KEY``), who is told what leaves the machine before the first
    question, and who is asked whether it may where the server is another machine. Without
    ``confirm`` nothing is sent to another machine.

    Raises :class:`UnknownScorer`, :class:`~argmap.stance.extras.MissingExtra`,
    :class:`~argmap.stance.runtime.BrokenModel` and what the chosen scorer refuses.
    """
    kind, colon, rest = (spec if spec is not None else "onnx").strip().partition(":")
    kind, rest = kind.strip().casefold(), rest.strip()
    if base_url is not None and kind != "openai":
        raise UnknownScorer(
            "A base URL belongs to a model on a server.",
            hint="--scorer openai:MODEL --base-url URL",
        )
    if kind == "transformers" and rest:
        from argmap.stance.transformers_scorer import TransformersScorer

        return TransformersScorer(rest)
    if kind == "openai" and rest:
        from argmap.stance.openai_scorer import OpenAIScorer

        return OpenAIScorer(
            rest, base_url=base_url, api_key=api_key, announce=announce, confirm=confirm
        )
    if kind == "transformers":
        raise UnknownScorer(
            "Which model? Name the folder it lies in.", hint="--scorer transformers:PATH"
        )
    if kind == "openai":
        raise UnknownScorer(
            "Which model? Name it as the server does.",
            hint="--scorer openai:MODEL --base-url URL",
        )
    if not colon and kind == "onnx":
        from argmap.stance.onnx_scorer import load_scorer

        return load_scorer()
    if not colon and kind == "lexical":
        from argmap.stance.lexical import LexicalScorer

        return LexicalScorer()
    raise _unknown(spec or "", kind)


def _unknown(spec: str, kind: str) -> UnknownScorer:
    names = [scorer.partition(":")[0] for scorer in SCORERS]
    near = [SCORERS[names.index(name)] for name in nearest(kind, names, 1)]
    meant = f" Did you mean {near[0]}?" if near and near[0] != spec else ""
    return UnknownScorer(
        f"There is no scorer “{spec[:60]}”.{meant}",
        hint=f"Scorers are {', '.join(SCORERS[:-1])} and {SCORERS[-1]}.",
    )
