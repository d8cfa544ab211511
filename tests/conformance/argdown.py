"""Compares our reading of Argdown documents with the reference's: ``python -m
tests.conformance.argdown CORPUS EXPECTED``.

CORPUS is a folder of ``*.argdown``; EXPECTED one of ``<name>.json`` as the oracle writes them. What
is compared: statements (text of each member, tags, data, section), arguments (also their
premise–conclusion structures), relations, sections, tags, and the nodes and edges of the map.
Documents that the reference rejects must be reported by us as well. Prints each document that
differs with its first difference and, as the last line, one JSON object.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from argmap.argdown import Reading, map_graph, read
from argmap.diagnostics import Severity
from argmap.model import NodeKind, NodeRef

ON_PURPOSE = {
    "probe_crlf-data": "data over several lines in a file with CRLF is data",
    "probe_stale-inference-undercut": "an undercut aimed at a claim stays at that claim",
    "probe_undercut-statement-no-pcs": "an undercut aimed at a claim stays at that claim",
    "probe_double-undercut": "a second undercut does not displace the first",
}
"""Documents on which we differ because the reference loses something in silence, and how."""

Difference = tuple[str, Any, Any]


def compare(reading: Reading, expected: dict[str, Any]) -> Iterator[Difference]:
    """What differs: what it is about, ours, theirs."""
    map_ = reading.map
    ours: dict[str, Any] = {}
    theirs: dict[str, Any] = {}
    rejected = bool(expected["parserErrors"] or expected["exceptions"] or expected["lexerErrors"])
    if rejected:
        if not any(d.severity is not Severity.NOTE for d in reading.diagnostics):
            wanted = expected["parserErrors"] or expected["exceptions"]
            if not any(d.code in ("AM157", "AM158") for d in reading.diagnostics):
                yield "rejection", [d.message for d in reading.diagnostics], wanted[:1]
        return
    ours["front matter"], theirs["front matter"] = map_.settings, expected["frontMatter"] or {}
    ours["claims"] = sorted(map_.claims)
    theirs["claims"] = sorted(s["title"] for s in expected["statements"])
    ours["arguments"] = sorted(map_.arguments)
    theirs["arguments"] = sorted(a["title"] for a in expected["arguments"])
    for s in expected["statements"]:
        claim = map_.claims.get(s["title"])
        if claim is not None:
            ours[f"claim {s['title']}"] = _facts(claim)
            theirs[f"claim {s['title']}"] = _their_facts(s, s["members"])
    for a in expected["arguments"]:
        argument = map_.arguments.get(a["title"])
        if argument is not None:
            key = f"argument {a['title']}"
            ours[key] = _facts(argument)
            theirs[key] = _their_facts(a, a["descriptions"])
            ours[key + " steps"] = [(s.conclusion, s.rules, _plain(s.data)) for s in argument.steps]
            theirs[key + " steps"] = [
                (p["title"], tuple(p["inference"]["rules"]), p["inference"]["data"] or {})
                for p in a["pcs"]
                if p["inference"]
            ]
            conclusions = {p["nr"] for p in a["pcs"] if p["inference"]}
            ours[key + " premises"] = list(argument.premises)
            theirs[key + " premises"] = [p["title"] for p in a["pcs"] if p["nr"] not in conclusions]
    ours["relations"] = _counted(
        (str(r.type), _end(reading, r.source), _end(reading, r.target)) for r in map_.relations
    )
    theirs["relations"] = _counted(
        (r["type"], _their_end(r["from"]), _their_end(r["to"])) for r in expected["relations"]
    )
    ours["sections"] = [(s.id, s.level, s.title, s.tags, _plain(s.data)) for s in map_.sections]
    theirs["sections"] = list(_flat(expected["sections"]))
    ours["tags"] = list(map_.tags)
    theirs["tags"] = [
        t["tag"] for t in sorted(expected["tags"], key=lambda t: t["occurrenceIndex"])
    ]
    graph = map_graph(map_)
    nodes = list(_leaves(expected["map"]["nodes"]))
    ours["map nodes"] = sorted(
        ("statement" if n.kind is NodeKind.CLAIM else "argument", n.title) for n in graph.nodes
    )
    theirs["map nodes"] = sorted((n["type"], n["title"]) for n in nodes)
    ours["map edges"] = _counted(
        (str(e.type), str(e.source.kind), e.source.title, str(e.target.kind), e.target.title)
        for e in graph.edges
    )
    kinds = {"statement": "claim", "argument": "argument"}
    theirs["map edges"] = _counted(
        (
            e["type"],
            kinds.get(e["fromKind"], e["fromKind"]),
            e["fromTitle"],
            kinds.get(e["toKind"], e["toKind"]),
            e["toTitle"],
        )
        for e in expected["map"]["edges"]
    )
    for key, value in ours.items():
        if _plain(value) != _plain(theirs[key]):
            yield key, value, theirs[key]


def _facts(node: Any) -> tuple[Any, ...]:
    texts = tuple((o.text or "").strip() for o in node.occurrences if not o.is_reference)
    return texts, node.tags, _plain(node.data), node.section


def _their_facts(node: dict[str, Any], members: list[dict[str, Any]]) -> tuple[Any, ...]:
    texts = tuple((m["text"] or "").strip() for m in members if not m["isReference"])
    return texts, tuple(node["tags"]), node["data"] or {}, node["section"]


def _end(reading: Reading, ref: NodeRef) -> tuple[Any, ...]:
    if ref.kind is not NodeKind.INFERENCE:
        return str(ref.kind), ref.title, None
    steps = reading.map.arguments[ref.title].steps[: (ref.step or 0) + 1]
    return "inference", ref.title, sum(len(s.premises) + 1 for s in steps) - 1


def _their_end(end: dict[str, Any] | None) -> tuple[Any, ...]:
    if end is None:
        return ("nothing",)
    if end["kind"] == "inference":
        return "inference", end["argument"], end["conclusionIndex"]
    return {"statement": "claim"}.get(end["kind"], end["kind"]), end["title"], None


def _counted(items: Any) -> list[Any]:
    """A multiset that can be compared; a symmetric relation reads the same from both ends."""
    counted: Counter[Any] = Counter()
    for item in items:
        if len(item) == 3 and item[0] in ("contradictory", "contrary"):
            item = (item[0], *sorted(item[1:], key=str))
        counted[item] += 1
    return sorted(counted.items(), key=str)


def _flat(sections: list[dict[str, Any]]) -> Iterator[tuple[Any, ...]]:
    for s in sections:
        yield s["id"], s["level"], s["title"].strip(), tuple(s["tags"]), s["data"] or {}
        yield from _flat(s["children"])


def _leaves(nodes: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for node in nodes:
        if node["type"] == "group":
            yield from _leaves(node["children"])
        else:
            yield node


def _plain(value: Any) -> Any:
    """Data as JSON has them; dates compare by their day, infinities by their names."""
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(v) for v in value]
    if isinstance(value, str):
        head, sep, tail = value.partition("T")
        if sep and tail in ("00:00:00.000Z",):
            return head
        return value.replace(".000Z", "Z")
    if isinstance(value, float) and value in (float("inf"), float("-inf")):
        return "Infinity" if value > 0 else "-Infinity"
    return value


def run(corpus: Path, expected: Path, out: Any = None) -> dict[str, dict[str, int]]:
    """Compares all documents; prints differences to ``out`` if given."""
    agree = documents = 0
    for file in sorted(corpus.glob("*.argdown")):
        result = expected / f"{file.stem}.json"
        if not result.exists():
            continue
        documents += 1
        reading = read(file.read_bytes().decode("utf-8"), file.name)
        wanted = json.loads(result.read_text("utf-8"))
        difference = next(compare(reading, wanted), None)
        if difference is None or file.stem in ON_PURPOSE:
            agree += 1
            if difference is not None and out is not None:
                print(f"on purpose {file.stem}: {ON_PURPOSE[file.stem]}", file=out)
        elif out is not None:
            what, ours, theirs = difference
            print(
                f"differs    {file.stem}: {what}\n    ours   {ours}\n    theirs {theirs}", file=out
            )
    return {"default": {"agree": agree, "of": documents}}


def main(arguments: list[str]) -> int:
    """The command line; exit status 2 for wrong usage, else 0."""
    if len(arguments) != 2:
        print("usage: python -m tests.conformance.argdown CORPUS EXPECTED", file=sys.stderr)
        return 2
    figures = run(Path(arguments[0]), Path(arguments[1]), sys.stdout)
    for setting, f in figures.items():
        print(f"{setting}: {f['agree']} of {f['of']} agree ({f['agree'] / max(1, f['of']):.1%})")
    print(json.dumps(figures))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
