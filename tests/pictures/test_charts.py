"""Bars and heat maps: what they say in words, that they are safe, and that nothing overlaps."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from argmap.pictures import PictureRefused
from argmap.pictures.bars import Bar, draw_bars
from argmap.pictures.chart import hatching, save
from argmap.pictures.heatmap import HeatRow, draw_heatmap
from argmap.pictures.svg import Drawing

SVG = "{http://www.w3.org/2000/svg}"
NASTY = '<script>alert("x")</script> & \x1b[31m \u202eevil'


def _bar(label: str = "Build it", **other: object) -> Bar:
    values: dict[str, object] = {
        "supports": 3, "opposes": 2, "both": 1, "unclear": 1,
        "low": 0.2, "high": 0.8, "interval": "20–80 %",
    }  # fmt: skip
    return Bar(label=label, **{**values, **other})  # type: ignore[arg-type]


def _bars(*bars: Bar, theme: str = "auto") -> Drawing:
    return draw_bars("Title", "9 people", ["A note."], bars, theme)


def _parse(drawing: Drawing) -> ElementTree.Element:
    root = ElementTree.fromstring(drawing.svg)
    names = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert names <= {"svg", "title", "desc", "style", "g", "rect", "path", "circle", "text"}
    assert "url(" not in drawing.svg and "var(" not in drawing.svg
    assert (root.get("width"), root.get("height")) == (str(drawing.width), str(drawing.height))
    return root


def _said(root: ElementTree.Element) -> list[str]:
    return [g.get("aria-label", "") for g in root.iter(f"{SVG}g") if g.get("role") == "listitem"]


def _texts(root: ElementTree.Element) -> list[str]:
    return ["".join(t.itertext()) for t in root.iter(f"{SVG}text")]


def test_bars_say_it_in_words_signs_and_numbers() -> None:
    root = _parse(_bars(_bar()))
    assert _said(root) == [
        "Build it: 3 for, 2 against, 1 both; 1 unclear; "
        "3 of 6 people support it, 95 % interval 20–80 %."
    ]
    texts = _texts(root)
    for words in ("+3", "−2", "±1", "3 of 6 people · 1 unclear", "20–80 %", "A note."):
        assert words in texts
    assert root.find(f"{SVG}title").text == "Title"  # type: ignore[union-attr]
    assert "9 people A note." in (root.find(f"{SVG}desc").text or "")  # type: ignore[union-attr]


def test_suggestions_are_hatched_and_never_solid() -> None:
    plain = _bars(_bar()).svg
    asked = _bars(_bar(suggested=(7, 4))).svg
    assert 'class="ss hs"' not in plain and 'class="so ho"' not in plain
    assert asked.count('class="ss hs"') == 2  # the bar and the legend
    assert asked.count('class="fs"') == plain.count('class="fs"')
    root = _parse(_bars(_bar(suggested=(7, 4))))
    assert "suggested passages: 7 for, 4 against" in _said(root)[0]
    assert "passages a model suggests, on a scale of their own" in _texts(root)


def _rects(root: ElementTree.Element, style: str) -> list[tuple[float, float]]:
    return [
        (float(r.get("x", 0)), float(r.get("x", 0)) + float(r.get("width", 0)))
        for r in root.iter(f"{SVG}rect")
        if r.get("class") == style and float(r.get("height", 0)) == 20
    ]


@pytest.mark.parametrize("size", [1, 7, 40_000])
def test_bars_grow_with_the_number_and_stay_in_their_column(size: int) -> None:
    bars = [_bar(str(n), supports=n * size, opposes=(4 - n) * size) for n in range(5)]
    root = _parse(_bars(*bars))
    supports, opposes = _rects(root, "fs"), _rects(root, "fo")
    assert len(supports) == len(opposes) == 4  # none where there is nobody
    unit = supports[0][1] - supports[0][0]
    for n, (left, right) in enumerate(supports, start=1):
        assert right - left == pytest.approx(n * unit, abs=0.5)
    for left, right in supports + opposes:
        assert 278 < left < right < 640
    assert max(right for _, right in opposes) <= min(left for left, _ in supports) + 0.1


def test_hatching_stays_inside_its_rectangle() -> None:
    for supports in (True, False):
        path = hatching(10, 20, 33, 9, supports)
        # Moves and lines are absolute after the outline, which is relative.
        lines = path.split("Z", 1)[1]
        points = [(float(x), float(y)) for x, y in re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", lines)]
        assert len(points) > 8
        assert all(9.9 <= x <= 43.1 and 19.9 <= y <= 29.1 for x, y in points)


def test_nobody_clear_and_nobody_at_all() -> None:
    nobody = _bar(supports=0, opposes=0, both=0, unclear=2)
    root = _parse(_bars(nobody, _bar("Silent", supports=0, opposes=0, both=0, unclear=0)))
    assert "nobody clear · 2 unclear" in _texts(root)
    assert "nobody" in _texts(root)
    assert "95 %" not in _said(root)[0]


def test_heat_map_says_it_in_words_and_signs() -> None:
    rows = [
        HeatRow("Lo Falk", "Authors", (("+", 3), None, ("?", 1))),
        HeatRow("reader 1", "Readers", (("−", 1), ("±", 2), None)),
    ]
    root = _parse(draw_heatmap("T", "2 people", [], ["One", "Two", "Three"], rows))
    assert _said(root) == [
        "Lo Falk: supports “One” (3 passages); is unclear on “Three” (1 passage).",
        "reader 1: opposes “One” (1 passage); is on both sides of “Two” (2 passages).",
    ]
    texts = _texts(root)
    for words in ("+3", "−", "±2", "?", "AUTHORS", "READERS", "annotators disagree"):
        assert words in texts


def test_heat_map_is_wide_enough_for_its_titles() -> None:
    titles = ["A title that goes on and on until nobody reads it any more"] * 3
    drawing = draw_heatmap("T", "", [], titles, [HeatRow("A", "Authors", (("+", 1),) * 3)])
    root = _parse(drawing)
    heads = [t for t in root.iter(f"{SVG}text") if "rotate" in t.get("transform", "")]
    assert len(heads) == 3
    for head in heads:
        assert "…" in "".join(head.itertext())
        assert (head[0].text or "").startswith("A title that goes on")  # whole in the tooltip
        x = float(re.findall(r"translate\(([\d.]+)", head.get("transform", ""))[0])
        assert x + 130 < drawing.width


@pytest.mark.parametrize("theme", ["auto", "light", "dark"])
def test_foreign_text_cannot_act(theme: str) -> None:
    bars = _bars(_bar(NASTY, suggested=(1, 1)), theme=theme)
    heat = draw_heatmap(NASTY, NASTY, [NASTY], [NASTY], [HeatRow(NASTY, NASTY, (("+", 1),))], theme)
    for drawing in (bars, heat):
        _parse(drawing)
        assert "<script" not in drawing.svg and "\x1b" not in drawing.svg
        assert "\u202e" not in drawing.svg
        assert ("prefers-color-scheme" in drawing.svg) == (theme == "auto")


def test_right_to_left_titles_are_isolated() -> None:
    heat = draw_heatmap("T", "", [], ["גשר"], [HeatRow("קורא", "Readers", (("+", 1),))])
    assert heat.svg.count("\u2067") == 2


def test_as_png_and_pdf(tmp_path: Path) -> None:
    def draw(theme: str, fonts: str) -> Drawing:
        return draw_bars("Title", "", [], [_bar()], theme, fonts)

    save(draw, "Title", tmp_path / "a.png")
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")
    pytest.importorskip("typst", reason="no typst here: pip install typst")
    save(draw, "Title", tmp_path / "a.pdf")
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize("name", ["a.gif", "a", "missing/a.svg"])
def test_refusals(tmp_path: Path, name: str) -> None:
    with pytest.raises(PictureRefused):
        save(lambda theme, fonts: _bars(_bar()), "Title", tmp_path / name)
