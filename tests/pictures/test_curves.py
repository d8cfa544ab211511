"""The two plots of the model card."""

from __future__ import annotations

import itertools
import re
from xml.etree import ElementTree

import pytest

from training.curves import Curve, reliability_svg, risk_coverage_svg

STRAIGHT = Curve("even", ((0.2, 0.2), (0.6, 0.6), (1.0, 1.0)), (0.2, 0.5, 0.3))


def _texts(svg: str) -> list[str]:
    return [e.text or "" for e in ElementTree.fromstring(svg).iter() if e.tag.endswith("}text")]


def test_a_calibrated_model_lies_on_the_diagonal() -> None:
    svg = reliability_svg("Title", "Note", [STRAIGHT], "light")
    guide = re.search(r'class="guide" d="M([\d.]+) ([\d.]+)L([\d.]+) ([\d.]+)"', svg)
    assert guide
    x0, y0, x1, y1 = map(float, guide.groups())
    for x, y in re.findall(r'<circle[^>]*cx="([\d.]+)" cy="([\d.]+)"', svg):
        share = (float(x) - x0) / (x1 - x0)
        assert (float(y) - y0) / (y1 - y0) == pytest.approx(share, abs=0.002)


def test_words_say_what_the_lines_show() -> None:
    svg = risk_coverage_svg("Risk", "By kind.", [Curve("comments", ((0.2, 0.1), (1.0, 0.4)))])
    assert "comments: from 10% at 20% to 40% at 100%" in svg
    assert "comments" in _texts(svg)


def test_the_axis_fits_the_worst_and_stays_below_one() -> None:
    for worst, top in ((0.05, "20 %"), (0.42, "50 %"), (0.71, "80 %"), (1.0, "100 %")):
        texts = _texts(risk_coverage_svg("T", "N", [Curve("a", ((0.1, 0.0), (1.0, worst)))]))
        assert texts.count(top) >= 1
    assert "half of them wrong" in texts


def test_names_at_the_end_of_the_lines_do_not_cover_each_other() -> None:
    curves = [Curve(f"set number {i}", ((0.1, 0.1), (1.0, 0.3 + i / 1000))) for i in range(5)]
    svg = risk_coverage_svg("T", "N", curves)
    heights = sorted(float(y) for y in re.findall(r'class="name t\d" x="[\d.]+" y="([\d.]+)"', svg))
    assert len(heights) == 5
    assert all(b - a >= 14 for a, b in itertools.pairwise(heights))


@pytest.mark.parametrize("theme", ["light", "dark", "auto"])
def test_titles_cannot_break_the_file_and_nothing_is_drawn_of_nothing(theme: str) -> None:
    svg = reliability_svg("<b>&\x07", "x" * 900, [Curve("]]>", ())], theme)
    ElementTree.fromstring(svg)
    assert "<b>" not in svg
    assert ("prefers-color-scheme" in svg) == (theme == "auto")
