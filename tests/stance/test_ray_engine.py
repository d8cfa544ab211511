"""A real cluster of several processes on this machine."""

from __future__ import annotations

import itertools
import os
import secrets
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from argmap.diagnostics import Refused
from argmap.stance import ray_engine
from argmap.stance.engine import run
from argmap.stance.lexical import LexicalScorer
from argmap.stance.onnx_scorer import load_scorer
from argmap.stance.ray_engine import NoCluster, WorkersLost, close, pool_for
from argmap.stance.scores import Pair
from tests.stance.steady import (
    AbsentScorer,
    BrokenScorer,
    FatalScorer,
    RefusingScorer,
    ShyScorer,
    SlowScorer,
    SteadyScorer,
)

ray = pytest.importorskip("ray", reason="needs pip install 'argmap[ray]' (make check installs it)")

BATCHES = [[Pair("c", f"passage {b}.{i}") for i in range(5)] for b in range(30)]


@pytest.fixture(scope="module", autouse=True)
def cluster() -> Iterator[None]:
    """The first run starts a cluster of two cores, closed to others; it is gone afterwards."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("RAY_ADDRESS", raising=False)
        patch.delenv("RAY_AUTH_MODE", raising=False)  # the library sets it by itself
        patch.setenv("RAY_AUTH_TOKEN", secrets.token_hex(16))
        yield
        close()
        assert not ray.is_initialized()


def on_ray(scorer: SteadyScorer, batches: list[list[Pair]] = BATCHES) -> list[list[object]]:
    return [list(scores) for scores in run(scorer, batches, engine="ray", workers=2)]


def here(folder: Path, batches: list[list[Pair]] = BATCHES) -> list[list[object]]:
    folder.mkdir()
    return [list(scores) for scores in run(SteadyScorer(folder), batches)]


def logged(folder: Path) -> dict[int, list[str]]:
    return {int(p.stem): p.read_text().splitlines() for p in folder.glob("*.log")}


def both_ready(scorer: SteadyScorer) -> list[int]:
    """The process ids of both workers, once both have loaded the scorer."""
    pool = pool_for(scorer, None, 2)
    while len(pool.processes) < 2:
        on_ray(scorer, BATCHES[:1])
    for log in scorer.folder.glob("*.log"):
        log.unlink()
    return pool.processes


def test_a_cluster_scores_as_this_program_does_and_shares_the_work(tmp_path: Path) -> None:
    scorer = SteadyScorer(tmp_path, pause=0.02)
    processes = both_ready(scorer)
    assert on_ray(scorer) == here(tmp_path / "here")
    log = logged(tmp_path)
    assert set(log) == set(processes)
    assert os.getpid() not in log
    # Nothing twice, nothing left out.
    passages = sorted(pair.passage for batch in BATCHES for pair in batch)
    assert sorted(itertools.chain.from_iterable(log.values())) == passages
    # The workers stay for the next run.
    on_ray(scorer)
    assert pool_for(scorer, None, 2).processes == processes
    assert set(logged(tmp_path)) == set(processes)


def test_no_batches_and_empty_ones(tmp_path: Path) -> None:
    assert on_ray(SteadyScorer(tmp_path), []) == []
    assert on_ray(SteadyScorer(tmp_path), [[], BATCHES[0], []])[::2] == [[], []]


def test_batches_are_asked_for_as_they_are_needed(tmp_path: Path) -> None:
    pulled = 0

    def endless() -> Iterator[list[Pair]]:
        nonlocal pulled
        while True:
            pulled += 1
            yield [Pair("c", f"passage {pulled}")]

    results = run(SteadyScorer(tmp_path), endless(), engine="ray", workers=2)
    for _ in range(10):
        next(results)
    assert pulled < 40
    results.close()  # type: ignore[attr-defined]
    assert len(on_ray(SteadyScorer(tmp_path))) == len(BATCHES)


def test_a_slow_batch_holds_up_the_order_and_nothing_else(tmp_path: Path) -> None:
    scorer = SlowScorer(tmp_path)
    both_ready(scorer)
    batches = [[Pair("c", "slow")], *([Pair("c", f"passage {n}")] for n in range(60))]
    assert on_ray(scorer, batches) == here(tmp_path / "here", batches)


def test_a_worker_killed_from_outside_costs_nothing(tmp_path: Path) -> None:
    scorer = SteadyScorer(tmp_path, pause=0.1)
    processes = both_ready(scorer)
    results = run(scorer, BATCHES, engine="ray", workers=2)
    got = [next(results) for _ in range(4)]
    os.kill(processes[0], signal.SIGKILL)
    got += results
    assert got == here(tmp_path / "here")
    log = logged(tmp_path)
    assert set(processes) <= set(log)
    assert processes[0] not in pool_for(scorer, None, 2).processes
    # The one batch it had in hand may have been begun twice; every other was scored once.
    lines = list(itertools.chain.from_iterable(log.values()))
    assert len(lines) - len(set(lines)) in (0, 5)
    assert set(lines) == {pair.passage for batch in BATCHES for pair in batch}


def test_a_worker_that_dies_over_its_work_costs_nothing_either(tmp_path: Path) -> None:
    batches = [*BATCHES[:7], [Pair("c", "before"), Pair("c", "fatal")], *BATCHES[7:]]
    assert on_ray(FatalScorer(tmp_path), batches) == here(tmp_path / "here", batches)
    assert (tmp_path / "killed").exists()
    assert sum("fatal" in lines for lines in logged(tmp_path).values()) == 1


def test_a_batch_that_kills_whoever_reads_it_is_given_up(tmp_path: Path) -> None:
    batches = [*BATCHES[:3], [Pair("c", "fatal")] * 2, *BATCHES[3:]]
    scores = on_ray(FatalScorer(tmp_path, always=True), batches)
    assert [score.void for score in scores.pop(3)] == ["the workers that read it died"] * 2
    assert scores == here(tmp_path / "here")


def test_workers_that_die_again_and_again_end_the_run(tmp_path: Path) -> None:
    batches = [[Pair("c", "fatal")]] * 10
    with pytest.raises(WorkersLost, match="die again and again") as refused:
        on_ray(FatalScorer(tmp_path, always=True), batches)
    assert "\n" not in refused.value.line
    assert len(on_ray(SteadyScorer(tmp_path))) == len(BATCHES)


def test_what_the_scorer_refuses_is_told_as_it_would_be_here(tmp_path: Path) -> None:
    for batches in (BATCHES, BATCHES[:1]):
        with pytest.raises(Refused) as refused:
            on_ray(RefusingScorer(tmp_path), batches)
    assert refused.value.line == "This scorer is out of order. argmap doctor."
    with pytest.raises(KeyError, match="a mistake in the scorer"):
        on_ray(BrokenScorer(tmp_path))
    with pytest.raises(Refused, match="not on this machine") as refused:
        on_ray(AbsentScorer(tmp_path))
    assert refused.value.hint == "Copy it there."


def test_another_version_on_another_machine_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NoCluster, match="another scorer: steady elsewhere instead of steady 1"):
        on_ray(ShyScorer(tmp_path))


def test_the_shipped_words_scorer_on_a_cluster() -> None:
    pairs = [
        Pair("The bridge should close.", f"No, the bridge should not close, says {n}.")
        for n in range(9)
    ]
    [scores] = run(LexicalScorer(), [pairs], engine="ray", workers=2)
    assert scores == LexicalScorer().score(pairs)


def test_the_shipped_model_on_a_cluster() -> None:
    scorer = load_scorer()
    claims = ("The night boat should be kept.", "Nobody travels at night.")
    batches = [
        [Pair(claim, f"Without the boat {n} people would have waited until morning.")]
        for n in range(4)
        for claim in claims
    ]
    there = list(run(scorer, batches, engine="ray", workers=2))
    for scores, alone in zip(there, run(scorer, batches), strict=True):
        assert scores[0].supports == pytest.approx(alone[0].supports, abs=1e-6)
        assert scores[0].opposes == pytest.approx(alone[0].opposes, abs=1e-6)


def test_a_cluster_that_gives_no_worker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    on_ray(SteadyScorer(tmp_path))
    ray_engine._dismiss()
    monkeypatch.setattr(ray_engine, "_START", 3.0)

    @ray.remote(num_cpus=2)
    class Hog:
        def here(self) -> bool:
            return True

    hog = Hog.remote()
    ray.get(hog.here.remote())
    try:
        with pytest.raises(NoCluster, match="gave no worker"):
            on_ray(SteadyScorer(tmp_path))
    finally:
        ray.kill(hog)
        ray_engine._dismiss()


# ---------------------------------------------------------------------- a cluster by its address


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("somewhere", "That is no address of a cluster"),
        (":6379", "That is no address of a cluster"),
        ("localhost:x", "That is no address of a cluster"),
        ("localhost:99999", "That is no address of a cluster"),
        ("ray://localhost:10001", "begin with ray:// are not supported"),
    ],
)
def test_addresses_that_are_none(address: str, said: str) -> None:
    with pytest.raises(NoCluster, match=said):
        ray_engine._reach(address)


def test_nobody_there() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(NoCluster, match=f"Nothing answers at {address}"):
            ray_engine._reach(address)


def test_somebody_else_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ray_engine, "_JOIN", 5.0)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(NoCluster, match=f"What answers at {address} is no Ray cluster"):
            ray_engine._reach(address)


PROGRAM = """
import sys
from argmap.stance.engine import run
from argmap.stance.lexical import LexicalScorer
from argmap.stance.scores import Pair
print(len(list(run(LexicalScorer(), [[Pair('a', 'b')]] * 3, engine=sys.argv[1], workers=1))))
"""


def test_another_program_joins_the_cluster_by_its_address_if_it_has_the_token(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_ray(SteadyScorer(tmp_path), BATCHES[:1])
    ray_engine._dismiss()  # leaves the cores free
    address = ray.get_runtime_context().gcs_address
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, f"ray:{address}"],
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.stdout.strip() == "3", done.stderr
    monkeypatch.setenv("RAY_AUTH_MODE", "disabled")
    with pytest.raises(NoCluster, match="wants its token"):
        ray_engine._reach(address)
