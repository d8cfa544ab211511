"""A tiny model with random weights, saved as any other, and read by the real library."""

from __future__ import annotations

import json
import pickle
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from argmap.diagnostics import Refused
from argmap.stance.choose import choose
from argmap.stance.scores import Pair, Scorer
from argmap.stance.transformers_scorer import TransformersScorer, denied

WHY = "needs pip install 'argmap[transformers]' (make check installs it)"
torch = pytest.importorskip("torch", reason=WHY)
transformers = pytest.importorskip("transformers", reason=WHY)

TEXT = """
the night boat should be kept it is not true that nobody needs brings sick people to hospital a
passage claim we were on in january with my child .
"""
WORDS = sorted(set(TEXT.split()))
NLI = ("contradiction", "entailment", "neutral")


def save_model(folder: Path, labels: tuple[str, ...], seed: int = 7, positions: int = 48) -> Path:
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

    vocabulary = {w: i for i, w in enumerate(["[PAD]", "[UNK]", "[CLS]", "[SEP]", *WORDS])}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]",
        pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[("[CLS]", 2), ("[SEP]", 3)],
    )
    transformers.PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        pad_token="[PAD]",
        unk_token="[UNK]",
        cls_token="[CLS]",
        sep_token="[SEP]",
        model_max_length=positions,
    ).save_pretrained(folder)
    config = transformers.BertConfig(
        vocab_size=len(vocabulary),
        hidden_size=16,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=32,
        initializer_range=0.6,  # far from even, so that differences show
        max_position_embeddings=positions,
        id2label=dict(enumerate(labels)),
        label2id={name: i for i, name in enumerate(labels)},
    )
    torch.manual_seed(seed)
    model = transformers.BertForSequenceClassification(config)
    model.save_pretrained(folder)
    return folder


@pytest.fixture(scope="module")
def nli(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_model(tmp_path_factory.mktemp("models") / "tiny-nli", NLI)


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Any attempt to reach another machine fails the test."""
    tried: list[Any] = []

    def refuse(*arguments: Any, **_: Any) -> None:
        tried.append(arguments)
        raise OSError("no network here")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    yield
    assert not tried


PAIRS = [
    Pair("The night boat should be kept.", "It brings sick people to the hospital."),
    Pair("The night boat should be kept.", "Nobody needs it."),
    Pair("Nobody needs the boat.", "We were on it in January with my child."),
]


def test_the_figures_are_the_models_own(nli: Path) -> None:
    scorer = choose(f"transformers:{nli}")
    assert isinstance(scorer, Scorer)
    scores = scorer.score(PAIRS)
    tokenizer = transformers.AutoTokenizer.from_pretrained(nli, local_files_only=True)
    model = transformers.AutoModelForSequenceClassification.from_pretrained(nli).eval()
    for pair, score in zip(PAIRS, scores, strict=True):
        # The passage is the premise, the claim the hypothesis.
        code = tokenizer(pair.passage, pair.claim, return_tensors="pt")
        with torch.no_grad():
            opposes, supports, neutral = torch.softmax(model(**code).logits[0], -1).tolist()
        assert (score.supports, score.opposes, score.neutral) == pytest.approx(
            (supports, opposes, neutral), abs=1e-4
        )
    assert len({round(score.supports, 3) for score in scores}) == 3


def test_an_answer_does_not_depend_on_what_is_asked_beside_it(nli: Path) -> None:
    scorer = TransformersScorer(nli)
    alone = [scorer.score([pair])[0] for pair in PAIRS]
    together = scorer.score([*PAIRS, Pair("boat", "night " * 200)] * 20)[:3]
    for one, other in zip(alone, together, strict=True):
        assert one.supports == pytest.approx(other.supports, abs=1e-5)
    assert scorer.score([]) == []


def test_odd_texts_get_an_answer_each(nli: Path) -> None:
    texts = [
        "",
        " ",
        "boat",
        "night boat " * 100_000,
        "\ud800 \x00 \u202e",
        "船应该保留",
        "🙂" * 999,
    ]
    pairs = [Pair(claim, passage) for claim in texts for passage in texts]
    scores = TransformersScorer(nli).score(pairs)
    assert len(scores) == len(pairs)
    for score in scores:
        assert score.supports + score.opposes + score.neutral == pytest.approx(1)
        assert min(score.supports, score.opposes, score.neutral) >= 0


def test_a_model_of_two_classes_is_asked_for_the_denial_too(tmp_path: Path) -> None:
    path = save_model(tmp_path / "two", ("entailment", "not_entailment"))
    scorer = TransformersScorer(path)
    tokenizer = transformers.AutoTokenizer.from_pretrained(path, local_files_only=True)
    model = transformers.AutoModelForSequenceClassification.from_pretrained(path).eval()

    def entailed(passage: str, claim: str) -> float:
        with torch.no_grad():
            logits = model(**tokenizer(passage, claim, return_tensors="pt")).logits[0]
        return float(torch.softmax(logits, -1)[0])

    for pair, score in zip(PAIRS, scorer.score(PAIRS), strict=True):
        yes, no = entailed(pair.passage, pair.claim), entailed(pair.passage, denied(pair.claim))
        assert score.supports == pytest.approx(yes * (1 - no), abs=1e-4)
        assert score.opposes == pytest.approx(no * (1 - yes), abs=1e-4)
        assert score.supports + score.opposes + score.neutral == pytest.approx(1)


def test_how_a_claim_is_denied() -> None:
    assert denied("The boat stays.") == "It is not true that the boat stays."
    assert denied("Bo pays.") == "It is not true that Bo pays."
    assert denied("") == "It is not true that "


def test_id_and_version_tell_models_apart_and_hide_the_path(nli: Path, tmp_path: Path) -> None:
    scorer = TransformersScorer(nli)
    assert scorer.id == "transformers:tiny-nli"
    assert scorer.version == TransformersScorer(nli).version
    copy = tmp_path / "tiny-nli"
    shutil.copytree(nli, copy)
    assert TransformersScorer(copy).version == scorer.version
    # The same settings and sizes, other weights.
    other = save_model(tmp_path / "other" / "tiny-nli", NLI, seed=8)
    again = TransformersScorer(other)
    assert again.id == scorer.id
    assert again.version != scorer.version
    assert scorer.window >= 80


def test_it_can_be_sent_to_another_process(nli: Path) -> None:
    scorer = TransformersScorer(nli)
    twin = pickle.loads(pickle.dumps(scorer))
    assert twin.version == scorer.version
    assert twin.score(PAIRS) == scorer.score(PAIRS)


def _without_head(path: Path) -> None:
    from safetensors.torch import load_file, save_file

    weights = load_file(path / "model.safetensors")
    kept = {name: t for name, t in weights.items() if not name.startswith("classifier")}
    save_file(kept, path / "model.safetensors", metadata={"format": "pt"})


def _short_vocabulary(path: Path) -> None:
    from safetensors.torch import load_file, save_file

    weights = load_file(path / "model.safetensors")
    name = "bert.embeddings.word_embeddings.weight"
    weights[name] = weights[name][:6].clone()
    save_file(weights, path / "model.safetensors", metadata={"format": "pt"})
    _change(path, vocab_size=6)


def _change(path: Path, **settings: object) -> None:
    config = json.loads((path / "config.json").read_text())
    (path / "config.json").write_text(json.dumps(config | settings))


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (_without_head, "was not trained to classify: classifier."),
        (_short_vocabulary, "do not fit together"),
        (
            lambda p: (p / "model.safetensors").write_bytes(b"\x10" + b"\0" * 7 + b"{}"),
            "cannot be used",
        ),
        (
            lambda p: (p / "model.safetensors").rename(p / "pytorch_model.bin"),
            "holds no model.safetensors",
        ),
        (lambda p: (p / "tokenizer.json").write_text("{"), "cannot be used"),
        (lambda p: _change(p, model_type="no-such-kind"), "cannot be used"),
        (lambda p: _change(p, hidden_size=24), "cannot be used|was not trained"),
        (
            lambda p: _change(p, auto_map={"AutoConfig": "evil.Config"}, model_type="evil"),
            "cannot be used",
        ),
    ],
)
def test_a_damaged_model_is_refused_in_one_line(
    nli: Path, tmp_path: Path, damage: Any, said: str
) -> None:
    path = tmp_path / "damaged"
    shutil.copytree(nli, path)
    (path / "evil.py").write_text("raise SystemExit('code out of the folder was run')")
    damage(path)
    with pytest.raises(Refused, match=said) as refused:
        TransformersScorer(path)
    assert "\n" not in refused.value.line
    assert len(refused.value.line) < 600


def test_a_model_that_gives_no_number_has_no_answer(nli: Path, tmp_path: Path) -> None:
    from safetensors.torch import load_file, save_file

    path = tmp_path / "nan"
    shutil.copytree(nli, path)
    weights = load_file(path / "model.safetensors")
    weights["classifier.bias"][:] = float("nan")
    save_file(weights, path / "model.safetensors", metadata={"format": "pt"})
    [score] = TransformersScorer(path).score(PAIRS[:1])
    assert score.void == "the model gave no number"
