from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from argmap.diagnostics import ExitCode, Refused
from argmap.stance.choose import UnknownScorer, choose
from argmap.stance.engine import UnknownEngine, run
from argmap.stance.extras import MissingExtra, need
from argmap.stance.labels import UnusableModel, meaning_of
from argmap.stance.lexical import LexicalScorer
from argmap.stance.scores import Pair


def test_lexical_by_name_however_written() -> None:
    assert isinstance(choose("lexical"), LexicalScorer)
    assert isinstance(choose(" Lexical "), LexicalScorer)


@pytest.mark.parametrize(
    ("spec", "said"),
    [
        ("oracle", "Scorers are onnx, lexical, transformers:PATH and openai:MODEL."),
        ("", "There is no scorer “”."),
        ("transformer:models/x", "Did you mean transformers:PATH?"),
        ("lexical:x", "There is no scorer “lexical:x”."),
        ("transformers:", "Name the folder"),
        ("transformers", "Name the folder"),
        ("openai:", "Name it as the server does"),
        ("x" * 500, "Scorers are"),
    ],
)
def test_other_names_are_refused_with_the_list(spec: str, said: str) -> None:
    with pytest.raises(UnknownScorer) as refused:
        choose(spec)
    assert said in refused.value.line
    assert refused.value.exit_code == ExitCode.USAGE
    assert len(refused.value.line) < 250


def test_a_base_url_without_a_model_on_a_server() -> None:
    for spec in (None, "lexical", "transformers:x"):
        with pytest.raises(UnknownScorer, match="belongs to a model on a server"):
            choose(spec, "http://localhost:1/v1")


def test_what_is_not_installed_is_named_with_its_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openai", None)
    monkeypatch.setitem(sys.modules, "torch", None)
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(MissingExtra) as refused:
        choose("openai:small", "http://localhost:1/v1")
    assert refused.value.line.endswith("pip install 'argmap[openai]'.")
    with pytest.raises(MissingExtra, match="torch, which is not installed"):
        need("transformers", "torch", "A model on disk")
    with pytest.raises(MissingExtra) as refused:
        run(LexicalScorer(), [], engine="ray")
    assert "pip install 'argmap[ray]'" in refused.value.line


def test_the_local_engine_scores_batch_after_batch_as_they_come() -> None:
    pulled: list[int] = []

    def batches() -> object:
        for number in range(3):
            pulled.append(number)
            yield [Pair("The bridge should close.", f"Yes, the bridge should close. {number}")]

    scorer = LexicalScorer()
    results = run(scorer, batches())  # type: ignore[arg-type]
    first = next(iter(results))
    assert first == scorer.score(
        [Pair("The bridge should close.", "Yes, the bridge should close. 0")]
    )
    assert pulled == [0]
    assert len(list(results)) == 2


@pytest.mark.parametrize("engine", ["dask", "", "local:x", "ray:"])
def test_other_engines_are_refused(engine: str) -> None:
    with pytest.raises(UnknownEngine, match="There is no engine"):
        run(LexicalScorer(), [], engine=engine)


# ---------------------------------------------------------------------- classes of a model


@pytest.mark.parametrize(
    ("names", "meaning"),
    [
        (("entailment", "neutral", "contradiction"), ((0,), (2,), (1,))),
        (("CONTRADICTION", "Neutral", "ENTAILMENT"), ((2,), (0,), (1,))),
        (("supports", "opposes", "neutral"), ((0,), (1,), (2,))),
        (("AGAINST", "FAVOR", "NONE"), ((1,), (0,), (2,))),
        (("SUPPORTS", "REFUTES", "NOT ENOUGH INFO"), ((0,), (1,), (2,))),
        (("agree", "disagree", "discuss", "unrelated"), ((0,), (1,), (2, 3))),
        (("entailment", "not_entailment"), ((0,), (), (1,))),
        (("not-entailment", "entailment"), ((1,), (), (0,))),
    ],
)
def test_classes_by_their_names(
    names: Sequence[str], meaning: tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]
) -> None:
    found = meaning_of(dict(enumerate(names)))
    assert (found.supports, found.opposes, found.neutral) == meaning
    assert found.entailed_or_not == (not meaning[1])


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (("LABEL_0", "LABEL_1", "LABEL_2"), '"id2label"'),
        (("0", "1"), "does not say what its classes mean"),
        (("joy", "anger", "fear"), "classes that mean nothing here: joy, anger, fear"),
        (("entailment", "LABEL_1", "contradiction"), "LABEL_1"),
        (("pro", "con"), "nothing between them"),
        (("neutral", "entailment"), "cannot tell who supports"),
        ((), "cannot tell who supports"),
        (tuple(f"topic {i}" for i in range(90)), "topic 5 …"),
    ],
)
def test_classes_that_tell_no_stance(names: Sequence[str], said: str) -> None:
    with pytest.raises(UnusableModel) as refused:
        meaning_of(dict(enumerate(names)))
    assert said in refused.value.line


# ---------------------------------------------------------------------- before any library


@pytest.mark.parametrize(
    ("config", "said"),
    [
        (None, "config.json is missing or damaged"),
        ("{", "config.json is missing or damaged"),
        ("[]", "holds no settings"),
        ("{}", "LABEL_0"),
        ('{"id2label": ["a"]}', "id2label of the model's config.json is damaged"),
        ('{"id2label": {"0": "entailment", "7": "neutral"}}', "is damaged"),
        ('{"id2label": {"zero": "entailment"}}', "is damaged"),
        ('{"problem_type": "regression"}', "several classes at once, or a number"),
        ("[" * 100_000, "config.json is missing or damaged"),
    ],
)
def test_a_folder_that_holds_no_usable_model(
    tmp_path: Path, config: str | None, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "torch", None)  # found out before it is loaded
    if config is not None:
        (tmp_path / "config.json").write_text(config)
    with pytest.raises(Refused) as refused:
        choose(f"transformers:{tmp_path}")
    assert said in refused.value.line


def test_a_model_by_its_name_on_a_hub_is_not_fetched() -> None:
    with pytest.raises(UnusableModel, match="no folder some-one/some-model"):
        choose("transformers:some-one/some-model")
