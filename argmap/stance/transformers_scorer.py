"""A stance or inference model that lies on this disk, run by the ``transformers`` library.

The passage is the premise, the claim the hypothesis: what entails the claim supports it, what
contradicts it opposes it. Nothing is ever downloaded, no code out of the model's folder is run,
and weights are read from ``safetensors`` files only, since the older kind can carry programs.
"""

from __future__ import annotations

import hashlib
import json
import math
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from argmap.stance.extras import need
from argmap.stance.labels import UnusableModel, meaning_of
from argmap.stance.runtime import threads
from argmap.stance.scores import Pair, Score

__all__ = ["TransformersScorer", "denied"]

_OFFLINE = {
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_DISABLE_IMPLICIT_TOKEN": "1",
}
_BATCH_TOKENS = 2048
_MOST_TOKENS = 512
_MOST_CHARS = 6_000
"""Characters of a text that the tokenizer is given; what it keeps of them is far less."""
_CLAIM_TOKENS = 64
"""Room left for the claim when passages are cut to size."""
_SMALL = """
a an the this that these those there it its he she they we you our your their my his her every each
all no some many most only if in on at by for from
"""
_LOWERED = frozenset(_SMALL.split())


class TransformersScorer:
    """Any sequence-classification cross-encoder with entailment (or stance) classes.

    A model with the two classes *entailment* and *not entailment* cannot say that a passage
    opposes; it is asked twice, for the claim and for its denial (:func:`denied`). With *s* and *o*
    for what it says to the two, the passage supports with *s(1−o)*, opposes with *o(1−s)*, and
    whatever entails neither, or both, is neutral.
    """

    def __init__(self, path: str | Path) -> None:
        """Raises :class:`~argmap.stance.labels.UnusableModel` and
        :class:`~argmap.stance.extras.MissingExtra`."""
        self._path = Path(path).expanduser()
        config = _config(self._path)
        self._meaning = meaning_of(_labels(config))
        os.environ.update(_OFFLINE)
        self._torch = need("transformers", "torch", "A model on disk")
        library = need("transformers", "transformers", "A model on disk")
        self._tokenizer, self._model = _loaded(library, self._path)
        self._torch.set_num_threads(threads())
        self._longest = self._room(config)
        self._try(len(_labels(config)))
        self.id = f"transformers:{self._path.resolve().name}"
        self.version = _version(self._path)
        # Three characters a token is little, so that windows rarely have to be cut again.
        self.window = max(80, min(2000, 3 * (self._longest - _CLAIM_TOKENS)))

    def __reduce__(self) -> tuple[type[TransformersScorer], tuple[str]]:
        """On another machine it is loaded again, from the same path."""
        return TransformersScorer, (str(self._path),)

    def _room(self, config: dict[str, Any]) -> int:
        limits = [_MOST_TOKENS, int(self._tokenizer.model_max_length)]
        positions = config.get("max_position_embeddings")
        if isinstance(positions, int) and positions > 8:
            # Models of the RoBERTa family count positions from the padding's number on.
            limits.append(positions - 2)
        return max(8, min(limits))

    def _try(self, classes: int) -> None:
        """One pair, so that a model whose parts do not fit is found out now."""
        try:
            known = self._model.get_input_embeddings().num_embeddings
            fits = len(self._tokenizer) <= known and self._tokenizer.pad_token is not None
            fits = fits and len(self._shares([Pair("A claim.", "A passage.")])[0]) == classes
        except Exception as error:  # as open-ended as what loading raises
            raise _broken(self._path, error) from error
        if not fits:
            raise UnusableModel(
                f"The parts of the model in {self._path} do not fit together.",
                hint="Its tokenizer, config.json and weights must come from one model.",
            )

    def score(self, pairs: Sequence[Pair]) -> list[Score]:
        """Probabilities as the model gives them, before calibration."""
        if not self._meaning.entailed_or_not:
            return [self._three(row) for row in self._shares(pairs)]
        asked = [*pairs, *(Pair(denied(pair.claim), pair.passage) for pair in pairs)]
        rows = self._shares(asked)
        return [
            self._two(row, other)
            for row, other in zip(rows[: len(pairs)], rows[len(pairs) :], strict=True)
        ]

    def _three(self, row: Sequence[float]) -> Score:
        meaning = self._meaning
        supports = math.fsum(row[i] for i in meaning.supports)
        opposes = math.fsum(row[i] for i in meaning.opposes)
        return _score(supports, opposes)

    def _two(self, claim: Sequence[float], denial: Sequence[float]) -> Score:
        supports = math.fsum(claim[i] for i in self._meaning.supports)
        opposes = math.fsum(denial[i] for i in self._meaning.supports)
        return _score(supports * (1 - opposes), opposes * (1 - supports))

    def _shares(self, pairs: Sequence[Pair]) -> list[list[float]]:
        """Softmax of the model's outputs, a row a pair."""
        torch = self._torch
        premises = [_clean(pair.passage) for pair in pairs]
        claims = [_clean(pair.claim) for pair in pairs]
        rows: list[list[float]] = [[] for _ in pairs]
        order = sorted(range(len(pairs)), key=lambda i: (len(premises[i]) + len(claims[i]), i))
        for batch in _batches(order, lambda i: len(premises[i]) + len(claims[i]), self._longest):
            codes = self._tokenizer(
                [premises[i] for i in batch],
                [claims[i] for i in batch],
                truncation="longest_first",
                max_length=self._longest,
                padding=True,
                return_tensors="pt",
            )
            with torch.inference_mode():
                logits = self._model(**codes).logits.to(torch.float64)
                shares = torch.softmax(logits, dim=-1).tolist()
            for index, row in zip(batch, shares, strict=True):
                rows[index] = row
        return rows


def denied(claim: str) -> str:
    """The claim with a denial before it: ``It is not true that the bridge should close.``"""
    first, blank, rest = claim.strip().partition(" ")
    if first.casefold() in _LOWERED:
        first = first.lower()
    return f"It is not true that {first}{blank}{rest}"


def _score(supports: float, opposes: float) -> Score:
    if not (math.isfinite(supports) and math.isfinite(opposes)):
        return Score.nothing("the model gave no number")
    supports, opposes = max(0.0, supports), max(0.0, opposes)
    return Score(supports, opposes, max(0.0, 1.0 - supports - opposes))


def _clean(text: str) -> str:
    # Lone surrogates (bytes of a file that is not UTF-8) are no text to a tokenizer.
    return text[:_MOST_CHARS].encode("utf-8", "replace").decode("utf-8")


def _batches(order: Sequence[int], length: Callable[[int], int], longest: int) -> list[list[int]]:
    """Indices sorted by length, in batches of about :data:`_BATCH_TOKENS` tokens."""
    batches: list[list[int]] = []
    for index in order:
        tokens = min(longest, length(index) // 3 + 8)
        if not batches or (len(batches[-1]) + 1) * tokens > _BATCH_TOKENS:
            batches.append([])
        batches[-1].append(index)
    return batches


# ---------------------------------------------------------------------- the folder


def _config(path: Path) -> dict[str, Any]:
    if not path.is_dir():
        raise UnusableModel(
            f"There is no folder {path}.",
            hint="Give the folder of a model that is on this disk; argmap downloads none.",
        )
    try:
        found = json.loads((path / "config.json").read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise UnusableModel(
            f"{path} is no model of the transformers library: its config.json is missing or "
            "damaged.",
            hint="The folder must hold config.json, the tokenizer and model.safetensors.",
        ) from error
    if not isinstance(found, dict):
        raise UnusableModel(f"{path / 'config.json'} is damaged: it holds no settings.")
    if found.get("problem_type") not in (None, "single_label_classification"):
        raise UnusableModel(
            "The model gives several classes at once, or a number instead of a class.",
            hint="Use a model for natural language inference or stance.",
        )
    return found


def _labels(config: dict[str, Any]) -> dict[int, str]:
    named = config.get("id2label")
    # What the library makes of a model that names no classes.
    named = named if named is not None else {"0": "LABEL_0", "1": "LABEL_1"}
    try:
        labels = {int(index): str(name) for index, name in named.items()}
    except (AttributeError, TypeError, ValueError) as error:
        raise UnusableModel("The id2label of the model's config.json is damaged.") from error
    if sorted(labels) != list(range(len(labels))):
        raise UnusableModel("The id2label of the model's config.json is damaged.")
    return labels


def _loaded(library: Any, path: Path) -> tuple[Any, Any]:
    """Tokenizer and network."""
    if not any(path.glob("*.safetensors")):
        raise UnusableModel(
            f"{path} holds no model.safetensors; other kinds of weight files can carry programs "
            "and are not read.",
            hint="Most models are also published with safetensors files; get that one.",
        )
    library.logging.set_verbosity_error()
    library.logging.disable_progress_bar()
    local = {"local_files_only": True, "trust_remote_code": False}
    try:
        tokenizer = library.AutoTokenizer.from_pretrained(path, **local)
        model, report = library.AutoModelForSequenceClassification.from_pretrained(
            path, use_safetensors=True, output_loading_info=True, dtype="float32", **local
        )
    except Exception as error:  # what a damaged or unknown model raises is open-ended
        raise _broken(path, error) from error
    # The library fills what a file lacks with random numbers and goes on.
    missing = sorted(report.get("missing_keys", ())) + [
        str(key) for key in report.get("mismatched_keys", ())
    ]
    if missing:
        raise UnusableModel(
            f"The model in {path} was not trained to classify: {missing[0][:80]} is missing.",
            hint="Use a model for natural language inference or stance.",
        )
    return tokenizer, model.eval()


def _broken(path: Path, error: Exception) -> UnusableModel:
    said = " ".join(str(error).split())[:200]
    return UnusableModel(
        f"The model in {path} cannot be used: {type(error).__name__}: {said}",
        hint="It must be a model for sequence classification with its tokenizer.",
    )


def _version(path: Path) -> str:
    """SHA-256 over the settings, tokenizer and weights, shortened."""
    made = hashlib.sha256(b"1")
    for file in sorted(path.iterdir()):
        if file.is_file() and file.suffix in (".json", ".txt", ".model", ".safetensors"):
            with file.open("rb") as stream:
                digest = hashlib.file_digest(stream, "sha256").digest()
            made.update(file.name.encode("utf-8", "surrogateescape") + b"\0" + digest)
    return made.hexdigest()[:12]
