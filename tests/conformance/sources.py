"""Score the segmenter on a folder of ``NAME.txt`` with ``NAME.json``.

Run as ``python -m tests.conformance.sources DIR [--verbose]``; the last line is one JSON object.
A label file has ``comments`` (``i``, ``author``, ``span``, ``reply_to``) and may have ``title``,
``authors``, ``date``, ``outlet`` and ``body`` (spans of the article's text). Comments are matched
by intersection over union of the bodies, at least 0.8, greedily from the best.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

from argmap.sources.plain import Structure, segment_text

IOU = 0.8


def _iou(a: tuple[int, int], b: tuple[int, int]) -> float:
    inter = min(a[1], b[1]) - max(a[0], b[0])
    if inter <= 0:
        return 0.0
    return inter / (max(a[1], b[1]) - min(a[0], b[0]))


def _name(value: str | None) -> str:
    return " ".join((value or "").casefold().split())


def score_page(text: str, truth: dict[str, Any], found: Structure) -> dict[str, float]:
    """Counts for one page, to be summed."""
    wanted = truth.get("comments", [])
    pairs = []
    for w, label in enumerate(wanted):
        for g, comment in enumerate(found.comments):
            value = _iou(tuple(label["span"]), comment.body)
            if value >= IOU:
                pairs.append((value, w, g))
    match: dict[int, int] = {}
    for _, w, g in sorted(pairs, reverse=True):
        if w not in match and g not in match.values():
            match[w] = g
    ids = {comment.id: g for g, comment in enumerate(found.comments)}
    back = {g: w for w, g in match.items()}
    index = {label["i"]: w for w, label in enumerate(wanted)}
    result: dict[str, float] = defaultdict(float)
    result.update(wanted=len(wanted), found=len(found.comments), matched=len(match))
    for w, g in match.items():
        label, comment = wanted[w], found.comments[g]
        if label.get("author"):
            result["author_of"] += 1
            result["author_ok"] += _name(label["author"]) == _name(comment.author)
        parent = label.get("reply_to")
        got = ids[comment.reply_to] if comment.reply_to else None
        result["reply_of"] += 1
        if parent is None:
            result["reply_ok"] += got is None
        else:
            result["reply_ok"] += got is not None and back.get(got) == index.get(parent)
    for key in ("title", "date", "outlet"):
        if key in truth:
            have = getattr(found, key)
            result[f"{key}_of"] += 1
            result[f"{key}_ok"] += _name(truth[key]) == _name(have.value if have else None)
    if "authors" in truth:
        result["authors_of"] += 1
        result["authors_ok"] += [_name(a) for a in truth["authors"]] == [
            _name(a.value) for a in found.authors
        ]
    if "body" in truth:
        want = {i for s, e in truth["body"] for i in range(s, e) if not text[i].isspace()}
        have_chars = {
            i
            for block in found.blocks
            if block.kind.is_article
            for i in range(*block.span)
            if not text[i].isspace()
        }
        result["body_hit"] += len(want & have_chars)
        result["body_want"] += len(want)
        result["body_have"] += len(have_chars)
    return result


def _rates(total: dict[str, float]) -> dict[str, float | int]:
    precision = total["matched"] / total["found"] if total["found"] else 0.0
    recall = total["matched"] / total["wanted"] if total["wanted"] else 0.0
    out: dict[str, float | int] = {
        "pages": int(total["pages"]),
        "comments": int(total["wanted"]),
        "precision": round(precision, 3),
        "recall": round(recall, 3),
        "f1": round(2 * precision * recall / (precision + recall), 3)
        if precision + recall
        else 0.0,
        "page_f1": round(total["page_f1"] / total["pages"], 3) if total["pages"] else 0.0,
    }
    for key in ("author", "reply", "title", "date", "outlet", "authors"):
        if total[f"{key}_of"]:
            out[key] = round(total[f"{key}_ok"] / total[f"{key}_of"], 3)
    if total["body_want"] and total["body_have"]:
        p, r = total["body_hit"] / total["body_have"], total["body_hit"] / total["body_want"]
        out["body_f1"] = round(2 * p * r / (p + r), 3) if p + r else 0.0
    return out


def main(argv: list[str]) -> int:
    """Print a line a page (with ``--verbose``) and the figures for each layout."""
    verbose = "--verbose" in argv
    folders = [Path(a) for a in argv if not a.startswith("--")]
    if len(folders) != 1 or not folders[0].is_dir():
        print("usage: python -m tests.conformance.sources DIR [--verbose]", file=sys.stderr)
        return 2
    totals: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for label in sorted(folders[0].glob("*.json")):
        page = label.with_suffix(".txt")
        if not page.exists():
            continue
        truth = json.loads(label.read_text(encoding="utf-8"))
        with page.open(encoding="utf-8", newline="") as handle:
            text = handle.read()
        one = score_page(text, truth, segment_text(text, page.name))
        both = one["wanted"] + one["found"]
        one["page_f1"] = 2 * one["matched"] / both if both else 1.0
        one["pages"] = 1
        layout = truth.get("layout") or page.name.split("__")[0]
        for name in (layout, "all"):
            for key, value in one.items():
                totals[name][key] += value
        if verbose:
            print(
                f"{page.stem[:58]:58} want {one['wanted']:3.0f} found {one['found']:3.0f} "
                f"matched {one['matched']:3.0f} "
                f"author {one['author_ok']:.0f}/{one['author_of']:.0f} "
                f"reply {one['reply_ok']:.0f}/{one['reply_of']:.0f}"
            )
    print(json.dumps({name: _rates(total) for name, total in sorted(totals.items())}))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
