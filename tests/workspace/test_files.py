from __future__ import annotations

import stat
import threading
from pathlib import Path

import pytest

from argmap.workspace import files
from argmap.workspace.files import CannotWrite, append_line, slug, write_bytes


def test_replaces_whole_and_leaves_no_litter(tmp_path: Path) -> None:
    path = tmp_path / "map.argdown"
    write_bytes(path, b"one")
    write_bytes(path, b"two")
    assert path.read_bytes() == b"two"
    assert [p.name for p in tmp_path.iterdir()] == ["map.argdown"]


def test_keeps_the_mode_and_follows_a_symlink(tmp_path: Path) -> None:
    real = tmp_path / "real.txt"
    write_bytes(real, b"one")
    real.chmod(0o640)
    link = tmp_path / "link.txt"
    link.symlink_to(real)
    write_bytes(link, b"two")
    assert link.is_symlink() and real.read_bytes() == b"two"
    assert stat.S_IMODE(real.stat().st_mode) == 0o640


def test_a_failed_write_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "map.argdown"
    write_bytes(path, b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", full)
    with pytest.raises(CannotWrite, match="No space left") as refused:
        write_bytes(path, b"new")
    assert "Nothing was changed" in refused.value.message
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["map.argdown"]


def test_a_missing_folder_is_explained(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite):
        write_bytes(tmp_path / "no" / "such" / "x", b"")


def test_a_line_is_appended_after_a_torn_one(tmp_path: Path) -> None:
    path = tmp_path / "evidence" / "ada.jsonl"
    append_line(path, '{"a": 1}')
    with path.open("ab") as file:
        file.write(b'{"torn')
    append_line(path, '{"b": 2}')
    assert path.read_bytes() == b'{"a": 1}\n{"torn\n{"b": 2}\n'


def test_lines_of_many_writers_do_not_mix(tmp_path: Path) -> None:
    path = tmp_path / "ada.jsonl"

    def write(name: str) -> None:
        for _ in range(20):
            append_line(path, name * 500)

    threads = [threading.Thread(target=write, args=(c,)) for c in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    lines = path.read_text().splitlines()
    assert len(lines) == 80
    assert all(len(line) == 500 and len(set(line)) == 1 for line in lines)


def test_slugs_are_safe_file_names() -> None:
    assert slug("Ada Stone") == "ada-stone"
    assert slug("../../etc/passwd") == "etc-passwd"
    assert slug("José Ñandú") == "jose-nandu"
    assert slug("שלום", "nobody") == "nobody"
    assert len(slug("x" * 500)) == 40
