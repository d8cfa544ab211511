from __future__ import annotations

import multiprocessing
import sqlite3
from pathlib import Path

import numpy as np
import pytest

from argmap.stance.cache import ScoreCache, VectorCache, digest, pair_key
from argmap.stance.scores import Pair, Score


def keys(count: int, name: str = "s") -> list[bytes]:
    return [pair_key(name, "1", Pair("claim", f"passage {n}")) for n in range(count)]


def test_what_was_put_is_there_the_next_time(tmp_path: Path) -> None:
    path = tmp_path / ".argmap" / "stance.sqlite3"
    cache = ScoreCache(path)
    known = {key: Score(0.1, 0.2, 0.7) for key in keys(1000)}
    cache.put(known)
    cache.close()
    assert ScoreCache(path).get([*keys(1000), b"other"]) == known


def test_the_key_is_all_of_it() -> None:
    base = ("s", "1", Pair("a", "b"))
    others = [
        ("t", "1", Pair("a", "b")),
        ("s", "2", Pair("a", "b")),
        ("s", "1", Pair("ab", "")),
        ("s", "1", Pair("", "ab")),
        ("s1", "", Pair("a", "b")),
    ]
    assert len({pair_key(*each) for each in [base, *others]}) == 6
    assert digest("a\ud800") != digest("a")


def test_no_answer_is_not_kept(tmp_path: Path) -> None:
    cache = ScoreCache(tmp_path / "c")
    [key] = keys(1)
    cache.put({key: Score.nothing("timeout")})
    assert cache.get([key]) == {}


@pytest.mark.parametrize(
    "damage", [b"", b"not a database at all", b"SQLite format 3\x00" + b"\xff" * 5000]
)
def test_a_damaged_file_is_made_anew(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "c.sqlite3"
    path.write_bytes(damage)
    known = {key: Score(0.5, 0.25, 0.25) for key in keys(3)}
    cache = ScoreCache(path)
    cache.put(known)
    cache.close()
    assert ScoreCache(path).get(keys(3)) == known


def test_a_file_damaged_while_it_is_open(tmp_path: Path) -> None:
    path = tmp_path / "c.sqlite3"
    cache = ScoreCache(path)
    cache.put({key: Score(0.5, 0.25, 0.25) for key in keys(3000)})
    cache.close()
    data = bytearray(path.read_bytes())
    data[4096:] = b"\x00\xff" * ((len(data) - 4096) // 2)
    path.write_bytes(bytes(data))
    cache = ScoreCache(path)
    cache.get(keys(3000))
    fresh = {key: Score(0.2, 0.2, 0.6) for key in keys(5, "t")}
    cache.put(fresh)
    cache.get(keys(3000))
    cache.put(fresh)
    assert cache.get(keys(5, "t")) == fresh


def test_a_table_of_another_shape(tmp_path: Path) -> None:
    path = tmp_path / "c.sqlite3"
    base = sqlite3.connect(path)
    base.execute("CREATE TABLE scores (key BLOB PRIMARY KEY, answer TEXT)")
    base.commit()
    base.close()
    known = {key: Score(0.5, 0.25, 0.25) for key in keys(3)}
    ScoreCache(path).put(known)
    assert ScoreCache(path).get(keys(3)) == known


def test_where_nothing_can_be_written_memory_does(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    cache = ScoreCache(tmp_path / "file" / "c.sqlite3")
    known = {key: Score(0.5, 0.25, 0.25) for key in keys(3)}
    cache.put(known)
    assert cache.get(keys(3)) == known


def _fill(path: str, name: str) -> None:
    cache = ScoreCache(Path(path))
    for key in keys(200, name):
        cache.put({key: Score(0.1, 0.2, 0.7)})


def test_two_programs_at_once(tmp_path: Path) -> None:
    path = tmp_path / "c.sqlite3"
    context = multiprocessing.get_context("spawn")
    both = [context.Process(target=_fill, args=(str(path), name)) for name in ("a", "b")]
    for process in both:
        process.start()
    for process in both:
        process.join()
    cache = ScoreCache(path)
    assert len(cache.get(keys(200, "a"))) == len(cache.get(keys(200, "b"))) == 200


def test_vectors_are_made_once(tmp_path: Path) -> None:
    made: list[list[str]] = []

    def make(texts):
        made.append(list(texts))
        return np.full((len(texts), 4), 0.5, dtype=np.float32)

    for _ in range(2):
        cache = VectorCache(tmp_path / "v")
        rows = cache.get("e", ["a", "b"], make)
        assert rows.shape == (2, 4)
        assert rows.dtype == np.float32
    assert made == [["a", "b"]]
    [kept] = (tmp_path / "v").iterdir()
    kept.write_bytes(b"\x93NUMPY broken")
    assert VectorCache(tmp_path / "v").get("e", ["a", "b"], make).shape == (2, 4)
    assert len(made) == 2
    other = VectorCache(tmp_path / "v")
    other.get("e", ["c"], make)
    other.tidy()
    assert len(list((tmp_path / "v").iterdir())) == 1
