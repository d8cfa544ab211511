"""``read_source``: files, encodings, refusals, and what the user says about a file."""

from __future__ import annotations

import hashlib
import os
import zipfile
from pathlib import Path

import pytest

from argmap.sources import SourceRefused, read_source, source_id
from argmap.sources import reader as reader_module
from argmap.sources.identity import slug

TEXT = """\
Café at the harbour to close

By Zoë Brandt
March 3, 2020

The little café at the harbour will close at the end of the season, because its owner is eighty
years old and none of her children wants to get up at four in the morning.
"""


def write(folder: Path, data: bytes | str, name: str = "cafe.txt") -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def test_a_plain_file(tmp_path: Path) -> None:
    got = read_source(write(tmp_path, TEXT))
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    assert got.source.id == f"cafe-at-the-harbour-to-{digest[:6]}"
    assert got.source.original == "cafe.txt" and got.source.original_sha256 == digest
    assert got.source.revision == hashlib.sha256(got.source.text.encode()).hexdigest()
    assert got.original == TEXT.encode() and got.suffix == ".txt" and got.diagnostics == ()
    assert got.source.authors[0].value == "Zoë Brandt"


def test_what_the_user_says_wins(tmp_path: Path) -> None:
    got = read_source(
        write(tmp_path, TEXT),
        title="  A café \n closes ",
        author="Ann Lee; Bo Chan",
        date="4 May 2021",
        url="https://example.org/x",
    ).source
    assert (got.title.value, got.title.how) == ("A café closes", "--title")
    assert [a.value for a in got.authors] == ["Ann Lee", "Bo Chan"]
    assert got.date is not None and (got.date.value, got.date.how) == ("2021-05-04", "--date")
    assert got.url is not None and got.url.how == "--url"
    assert got.id.startswith("a-cafe-closes-")


def test_a_date_that_cannot_be_read_is_kept_as_given(tmp_path: Path) -> None:
    date = read_source(write(tmp_path, TEXT), date="spring 2021").source.date
    assert date is not None and date.value == "spring 2021"


@pytest.mark.parametrize(
    ("bom", "codec"),
    [(b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")],
)
def test_byte_order_marks(tmp_path: Path, bom: bytes, codec: str) -> None:
    got = read_source(write(tmp_path, bom + TEXT.encode(codec)))
    assert got.source.text == TEXT and got.diagnostics == ()


def test_windows_1252_is_told_with_its_place(tmp_path: Path) -> None:
    data = TEXT.replace("years old", "years “old”").encode("cp1252")
    got = read_source(write(tmp_path, data))
    assert "“old”" in got.source.text and got.source.title.value.startswith("Café")
    (problem,) = got.diagnostics
    assert problem.code == "AM201" and "at byte 3;" in problem.message
    assert "--encoding" in problem.hint


def test_encoding_as_said(tmp_path: Path) -> None:
    path = write(tmp_path, TEXT.encode("mac-roman"))
    got = read_source(path, encoding="mac-roman")
    assert got.source.text == TEXT and got.diagnostics == ()
    with pytest.raises(SourceRefused, match="no such encoding"):
        read_source(path, encoding="klingon")
    with pytest.raises(SourceRefused, match="not utf-8 at byte 3"):
        read_source(path, encoding="utf-8")


def test_line_ends_become_lf(tmp_path: Path) -> None:
    mixed = TEXT.replace("\n\n", "\r\n\r\n").replace("Brandt\n", "Brandt\r")
    got = read_source(write(tmp_path, mixed.encode()))
    assert got.source.text == TEXT
    assert got.original == mixed.encode()


def test_nul_and_lone_surrogates_are_replaced_and_counted(tmp_path: Path) -> None:
    data = (TEXT + "\nIt was a good café.\n" * 40).encode("utf-16-le")
    data = b"\xff\xfe" + data[:-2] + b"\x00\x00" + b"\n\x00"
    got = read_source(write(tmp_path, data))
    assert "\x00" not in got.source.text and "\ufffd" in got.source.text
    assert [d.code for d in got.diagnostics] == ["AM202"]
    assert got.diagnostics[0].message.startswith("1 character ")


def refusal(path: Path, **options: str) -> str:
    with pytest.raises(SourceRefused) as caught:
        read_source(path, **options)  # type: ignore[arg-type]
    assert "\n" not in caught.value.message
    assert caught.value.message.startswith(path.name)
    return caught.value.message


def test_refusals(tmp_path: Path) -> None:
    assert "no such file" in refusal(tmp_path / "gone.txt")
    assert "folder" in refusal(tmp_path)
    assert "empty" in refusal(write(tmp_path, b""))
    assert "empty" in refusal(write(tmp_path, " \n\t\u00a0\n".encode()))
    assert "control bytes" in refusal(write(tmp_path, bytes(range(1, 32)) * 40))
    assert "NUL bytes" in refusal(write(tmp_path, b"abc\x00" * 100))


def test_a_pipe_is_refused_and_does_not_hang(tmp_path: Path) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("this system has no named pipes")
    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)
    assert "not a regular file" in refusal(pipe)


def test_kinds_not_read_yet_are_named(tmp_path: Path) -> None:
    book = tmp_path / "x.txt"
    with zipfile.ZipFile(book, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert "Word document" in refusal(book)
    assert "PDF" in refusal(write(tmp_path, b"%PDF-1.7\n" + b"x" * 99))
    assert "HTML page" in refusal(write(tmp_path, "<!DOCTYPE html>\n<html><body>x</body></html>"))
    assert "RTF" in refusal(write(tmp_path, b"{\\rtf1 hello}"))
    with pytest.raises(SourceRefused) as caught:
        read_source(write(tmp_path, "<html>x</html>", "page.txt"))
    assert ".txt" in caught.value.hint


def test_size_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path, TEXT)
    monkeypatch.setattr(reader_module, "MAX_BYTES", 100)
    assert "too large" in refusal(path)
    monkeypatch.setattr(reader_module, "MAX_BYTES", 10**6)
    monkeypatch.setattr(reader_module, "MAX_LINES", 3)
    assert "too many" in refusal(path)


def test_no_permission(tmp_path: Path) -> None:
    path = write(tmp_path, TEXT)
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user may read everything")
    assert "cannot be read" in refusal(path)


def test_format_goes_by_content_and_name(tmp_path: Path) -> None:
    assert read_source(write(tmp_path, TEXT, "a.md")).suffix == ".md"
    marked = "# A café closes\n\nBy Zoë Brandt\n\n## Why\n\nBecause.\n"
    assert read_source(write(tmp_path, marked)).source.title.how == "first heading"
    front = '---\ntitle: "A café: the end"\n---\nText.\n'
    assert read_source(write(tmp_path, front)).source.title.how == "front matter"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Netanyahu visits Moscow", "netanyahu-visits-moscow"),
        ("Straße über Łódź", "strasse-ueber-lodz"),
        ("../../etc/passwd", "etc-passwd"),
        ("CON", "source"),
        ("האם ישראל", "source"),
        ("\x1b]0;x\x07 a\u202eb", "0-x-a-b"),
        ("a" * 300, "a" * 40),
        ("What's up", "whats-up"),
    ],
)
def test_slugs_are_safe(title: str, expected: str) -> None:
    assert slug(title) == expected
    assert source_id(title, b"x").startswith(expected + "-")
