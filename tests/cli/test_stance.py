"""``argmap stance``: what leaves the program, for whom, and what it says where there is nothing."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from argmap.cli import main
from argmap.workspace import create, open_map
from tests.analysis.crowd import a_map, a_source, mark, propose

NAMES = ("Pia Lund", "Tor Vik")
PAGE = a_source(
    "page",
    ["The mill gives work.", "A neighbour said that it is loud."],
    [
        (NAMES[0], "Build it and be quick."),
        (NAMES[1], "It stinks. Put it elsewhere."),
        (None, "No mill, thank you."),
    ],
    ["Lo Falk"],
)
CLAIMS = ["Build it", "=SUM(A1:A9)", "It is loud"]


@pytest.fixture
def mill(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A map with four marks, from inside of which the command runs."""
    workspace = a_map(tmp_path / "mill", [PAGE], CLAIMS)
    mark(workspace, "The mill gives work", "+")
    mark(workspace, "Build it and be quick", "+")
    mark(workspace, "Put it elsewhere", "-")
    mark(workspace, "No mill, thank you", "-")
    mark(workspace, "it is loud", "+", claim="=SUM(A1:A9)", speaker="@neighbour")
    monkeypatch.chdir(tmp_path / "mill")
    return tmp_path / "mill"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("COLUMNS", "80")

    def call(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as stopped:
            main(["stance", *arguments])
        out, err = capsys.readouterr()
        assert "Traceback" not in err and "internal error" not in err
        return int(stopped.value.code or 0), out, err

    return call


def test_report_fits_and_never_gives_a_bare_percentage(run, mill: Path) -> None:
    code, out, _ = run()
    assert code == 0
    assert max(map(len, out.splitlines())) <= 80
    assert "2 of 3 people" in out
    for line in out.splitlines():
        if "–" in line and line.rstrip().endswith("%"):
            assert " of " in line
    assert "1 passage by nobody named: +0 −1" in out


def test_readers_have_no_names_anywhere_unless_asked(run, mill: Path) -> None:
    written = ("t.csv", "t-people.csv", "p.svg", "p-heat.svg")
    _, out, err = run("--csv", "t.csv", "-o", "p.svg")
    _, as_json, _ = run("--json")
    everything = out + err + as_json + "".join((mill / f).read_text("utf-8") for f in written)
    for name in NAMES:
        assert name not in everything
    assert "reader 1" in everything and "Lo Falk" in everything
    _, out, err = run("--csv", "t.csv", "-o", "p.svg", "--names")
    _, as_json, _ = run("--json", "--names")
    for text in (
        out,
        as_json,
        *((mill / f).read_text("utf-8") for f in ("t-people.csv", "p-heat.svg")),
    ):
        assert all(name in text for name in NAMES)


def test_pseudonyms_stay_the_same_in_every_report(run, mill: Path) -> None:
    whole = json.loads(run("--json")[1])["people"]
    part = json.loads(run("--json", "--claim", "Build it", "--kind", "comments")[1])["people"]
    reader = {p["name"]: p["stances"][0]["position"] for p in whole if p["kind"] == "reader"}
    assert reader == {"reader 1": "supports", "reader 2": "opposes"}
    assert {p["name"]: p["stances"][0]["position"] for p in part} == reader


def test_json(run, mill: Path) -> None:
    code, out, err = run("--json", "--csv", "t.csv", "--draw")
    data = json.loads(out)
    assert code == 0 and "Wrote t.csv" in err
    claim = next(c for c in data["claims"] if c["title"] == "Build it")
    assert claim["people"] == {"supports": 2, "opposes": 1, "both": 0, "unclear": 0}
    assert (claim["share_supports"]["count"], claim["share_supports"]["of"]) == (2, 3)
    assert claim["unnamed_passages"]["reader"]["opposes"] == 1
    assert claim["by_kind"]["author"]["supports"] == 1
    assert "suggested_passages" not in claim
    ids = {m for p in data["people"] for s in p["stances"] for m in s["marks"]}
    assert ids < {m.id for m in open_map(mill).map.marks}
    assert data["silent"] == ["It is loud"] and data["groups"]["why_not"]
    assert (mill / "exports" / "mill-stance.svg").exists()
    assert (mill / "exports" / "mill-heat.svg").exists()


def _rows(path: Path) -> list[dict[str, str]]:
    raw = path.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))


def test_csv_that_no_spreadsheet_calculates(run, mill: Path) -> None:
    assert run("--csv", "t.csv")[0] == 0
    claims, people = _rows(mill / "t.csv"), _rows(mill / "t-people.csv")
    assert {row["claim"] for row in claims} == {"Build it", "'=SUM(A1:A9)", "It is loud"}
    first = next(row for row in claims if (row["claim"], row["kind"]) == ("Build it", "all"))
    assert (first["supports"], first["people_clear"], first["unnamed_opposes"]) == ("2", "3", "1")
    assert 0 < float(first["share_supports_low"]) < float(first["share_supports_high"]) < 1
    silent = next(row for row in claims if (row["claim"], row["kind"]) == ("It is loud", "all"))
    assert silent["share_supports_low"] == ""
    assert {row["person"] for row in people} == {"Lo Falk", "'@neighbour", "reader 1", "reader 2"}
    assert {row["position"] for row in people} == {"supports", "opposes"}


def test_suggestions_have_lines_and_columns_of_their_own(run, mill: Path) -> None:
    propose(open_map(mill), "It stinks.", 0.1, 0.8, claim="It is loud")
    _, out, _ = run()
    assert "1 suggestion of the model not counted" in out and "░" not in out
    _, out, _ = run("--include-suggestions", "--csv", "t.csv", "-o", "p.svg")
    assert "░ suggested, not counted: +0 −1 of 1 passage" in out
    rows = _rows(mill / "t.csv")
    loud = next(row for row in rows if (row["claim"], row["kind"]) == ("It is loud", "all"))
    assert (loud["opposes"], loud["suggested_opposes"]) == ("0", "1")
    assert 'class="so ho"' in (mill / "p.svg").read_text("utf-8")
    data = json.loads(run("--include-suggestions", "--json")[1])
    loud = next(c for c in data["claims"] if c["title"] == "It is loud")
    assert loud["suggested_passages"]["opposes"] == 1 and loud["people"]["opposes"] == 0


def test_only_suggestions(run, tmp_path: Path) -> None:
    workspace = a_map(tmp_path / "m", [PAGE])
    propose(workspace, "It stinks.", 0.1, 0.8)
    code, out, _ = run(str(tmp_path / "m"))
    assert code == 0 and "argmap review" in out
    code, out, err = run(
        str(tmp_path / "m"), "--include-suggestions", "-o", str(tmp_path / "p.svg")
    )
    assert code == 0 and "+0 −1 of 1 passage" in out
    assert "No heat map" in err and not (tmp_path / "p-heat.svg").exists()


def test_options_narrow_it(run, mill: Path) -> None:
    mark(open_map(mill), "Build it and be quick", "-", "bob")
    assert "1 unclear" in run()[1]
    assert "marked by bob" in run("--by", "BOB")[1]
    assert "Lo Falk" not in run("--kind", "comments", "--kind", "speakers")[1]
    assert "Lo Falk" in run("--kind", "articles")[1]
    assert "5 passages" in run("--source", "page")[1]
    assert "SUM" not in run("--claim", "build")[1]
    assert "… and 1 more claim: --top 0 lists all" in run("--top", "1")[1]
    assert "--top 0" not in run("--top", "0")[1]
    assert "all 2 people" not in run()[1]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["--claim", "Nothing like it"], 1, "There is no claim"),
        (["--source", "elsewhere"], 1, "There is no source"),
        (["--by", "zoe"], 1, "Marks are by ann"),
        (["--kind", "robots"], 2, "robots"),
        (["--top", "-1"], 2, "--top"),
        (["--least", "1"], 2, "--least"),
        (["-o", "picture.gif"], 1, "does not draw .gif"),
        (["-o", "missing/p.svg"], 1, "there is no folder missing"),
        (["--csv", "missing/t.csv"], 1, "cannot write"),
        (["nowhere"], 1, "nowhere"),
    ],
)
def test_bad_input(run, mill: Path, arguments: list[str], code: int, words: str) -> None:
    got, _, err = run(*arguments)
    assert (got, words in err) == (code, True), err


def test_empty_maps_say_what_to_do_next(run, tmp_path: Path) -> None:
    folder = tmp_path / "m"
    create(folder)
    (folder / "map.argdown").write_text("", encoding="utf-8")
    assert "argmap claim" in run(str(folder))[1]
    assert json.loads(run(str(folder), "--json")[1])["claims"] == []
    (folder / "map.argdown").write_text("[Build it]: Build the mill.\n", encoding="utf-8")
    assert "argmap add" in run(str(folder))[1]
    silent = a_source("silent", ["A page without comments."])
    workspace = a_map(tmp_path / "n", [silent])
    assert "argmap mark" in run(str(tmp_path / "n"))[1]
    assert "argmap suggest" in run(str(tmp_path / "n"))[1]
    assert "No source has readers' comments" in run(str(tmp_path / "n"), "--kind", "comments")[1]
    code, _, err = run(str(tmp_path / "n"), "-o", str(tmp_path / "p.svg"))
    assert code == 0 and "Nothing to draw yet" in err and not (tmp_path / "p.svg").exists()
    mark(workspace, "without comments", "+")
    assert "No mark fits" in run(str(tmp_path / "n"), "--kind", "speakers")[1]
    nameless = run(str(tmp_path / "n"))[1]
    assert "0 people" in nameless and "1 passage by nobody named: +1 −0" in nameless


def test_a_small_map_needs_no_numbers_library() -> None:
    root = Path(__file__).parents[2]
    code = (
        "import sys\nfrom argmap.cli import main\n"
        "try:\n    main(['stance', 'maps/harbour-bridge'])\n"
        "finally:\n    print(*sorted(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True)
    loaded = set(done.stderr.split())
    assert "argmap.analysis.standing" in loaded
    assert not loaded & {"numpy", "onnxruntime", "tokenizers", "bm25s", "networkx", "textual"}


def test_a_single_file_holds_no_marks(run, tmp_path: Path) -> None:
    (tmp_path / "a.argdown").write_text("[A]: a\n", encoding="utf-8")
    code, _, err = run(str(tmp_path / "a.argdown"))
    assert code == 1 and "single Argdown file" in err


def test_names_cannot_act(run, tmp_path: Path) -> None:
    evil = a_source("evil", [], [("\x1b[31mRed\u202e", "Build it."), ("=cmd()", "Do not.")])
    workspace = a_map(tmp_path / "m", [evil])
    mark(workspace, "Build it.", "+")
    mark(workspace, "Do not.", "-")
    code, out, _ = run(str(tmp_path / "m"), "--names", "--csv", str(tmp_path / "t.csv"))
    assert code == 0 and "\x1b" not in out and "\u202e" not in out
    people = {row["person"] for row in _rows(tmp_path / "t-people.csv")}
    assert people == {"\\x1b[31mRed\\u202e", "'=cmd()"}


def test_broken_evidence_is_told_and_the_rest_counts(run, mill: Path) -> None:
    with (mill / "evidence" / "ann.jsonl").open("a") as file:
        file.write("{broken\n")
    code, out, err = run()
    assert code == 1 and "2 of 3 people" in out and "AM301" in err
