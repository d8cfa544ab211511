"""A composition as one SVG file that stands alone: themed, labelled for screen readers, safe."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from argmap.pictures.cards import Card, Line, relation_word
from argmap.pictures.compose import Composition
from argmap.pictures.layout import Rect
from argmap.pictures.legend import legend, legend_words
from argmap.pictures.links import allowed
from argmap.pictures.markup import escape, num
from argmap.pictures.palette import style_sheet
from argmap.pictures.scene import Kind, Node
from argmap.pictures.svg_cards import card_svg
from argmap.pictures.svg_edges import edge, stub
from argmap.pictures.text import is_rtl, wrap

__all__ = ["Drawing", "LinkBox", "draw_svg"]

PAD = 26.0
_LEAST_WIDTH = 420.0


@dataclass(frozen=True, slots=True)
class LinkBox:
    """A link's place on the page, for formats that cannot read it from the SVG."""

    url: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """A finished SVG."""

    svg: str
    width: int
    height: int
    links: tuple[LinkBox, ...]


def draw_svg(composition: Composition, theme: str = "auto", fonts: str = "") -> Drawing:
    """The SVG of a composition. ``fonts`` goes before the usual font names (constants only)."""
    scene, layout = composition.scene, composition.layout
    left = composition.direction == "RL"
    across, down = (layout.du, layout.dv) if left else (layout.dv, layout.du)
    width = max(_LEAST_WIDTH, across + 2 * PAD)
    if not scene.nodes:
        across = 0.0
    top, head = _head(composition, width - 2 * PAD)
    key = legend(scene, width - 2 * PAD)
    bottom = top + down
    height = bottom + (key.height + 22 if key.height else 0) + PAD - 8
    origin_x, origin_y = (width - across) / 2, top

    def point(u: float, v: float) -> tuple[float, float]:
        return (origin_x + u, origin_y + v) if left else (origin_x + v, origin_y + u)

    parts = [
        _open(composition, width, height, theme, fonts),
        f'<rect class="pg" width="{num(width)}" height="{num(height)}"/>',
        head,
        *_groups(composition, point, left),
        *_edges(composition, point),
    ]
    links: list[LinkBox] = []
    if scene.nodes:
        parts.append('<g role="list" aria-label="Cards of the map, thesis first">')
        for node, card, box in zip(scene.nodes, composition.cards, layout.boxes, strict=True):
            x, y = point(box.u, box.v)
            parts.append(card_svg(node, card, x, y))
            links += _links(card, x, y)
        parts.append("</g>")
    if key.height:
        parts.append(
            f'<g aria-hidden="true" transform="translate({num(PAD)} {num(bottom + 20)})">'
            f"{key.svg}</g>"
        )
    parts.append("</svg>\n")
    return Drawing("".join(parts), round(width), round(height), tuple(links))


def _links(card: Card, x: float, y: float) -> list[LinkBox]:
    """Where the links of a card are on the page."""
    found: list[LinkBox] = []
    for cell in card.cells:
        for mark in cell.marks:
            if isinstance(mark, Line) and (url := allowed(mark.url)):
                width = mark.right - mark.left
                found.append(LinkBox(url, x + mark.left, y + mark.y - 10, width, 13))
    return found


def _open(composition: Composition, width: float, height: float, theme: str, fonts: str) -> str:
    scene = composition.scene
    sentences = [scene.summary, *composition.notes]
    thesis = next((n for n in scene.nodes if n.kind is Kind.THESIS), None)
    if thesis is not None:
        sentences.insert(0, f"Central claim: {thesis.text}")
    words = " ".join(s.rstrip(".") + "." for s in sentences)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg"'
        f' width="{round(width)}" height="{round(height)}"'
        f' viewBox="0 0 {round(width)} {round(height)}"'
        ' role="graphics-document document" aria-labelledby="title desc">'
        f'<title id="title">{escape(scene.title)}</title>'
        f'<desc id="desc">{escape(words)} {escape(legend_words(scene))}</desc>'
        f"<style>{style_sheet(theme, fonts)}</style>"
    )


def _head(composition: Composition, room: float) -> tuple[float, str]:
    """Title, counts and what is left out; first the height they take."""
    scene = composition.scene
    parts: list[str] = []
    y = PAD
    rows = [
        ("title ft", scene.title, 19.0, True, 25.0),
        ("sub fq", scene.summary, 12.0, False, 17.0),
    ]
    rows += [
        ("sub ft", f"{note[0].upper()}{note[1:]}.", 12.0, False, 17.0) for note in composition.notes
    ]
    if not scene.nodes:
        rows.append(("sub ft", "This map has no claims yet.", 12.0, False, 17.0))
    for style, text, size, bold, leading in rows:
        rtl = is_rtl(text)
        for line in wrap(text, room, size, bold, 3):
            y += leading
            body = escape(line)
            if rtl:
                body = f"\u2067{body}\u2069"
            where = f'x="{num(PAD + room)}" text-anchor="end"' if rtl else f'x="{num(PAD)}"'
            parts.append(f'<text class="{style}" {where} y="{num(y - 6)}">{body}</text>')
    return y + 14, f'<g aria-hidden="true">{"".join(parts)}</g>'


def _groups(
    composition: Composition, point: Callable[[float, float], tuple[float, float]], left: bool
) -> list[str]:
    parts: list[str] = []
    for group, frame in zip(composition.scene.groups, composition.layout.groups, strict=True):
        if frame is None:
            continue
        x, y = point(frame.u, frame.v)
        width, height = _extent(frame, left)
        rtl = is_rtl(group.label)
        lines = wrap(group.label, width - 28, 12, True, 1)
        label = escape(lines[0] if lines else "")
        label = f"\u2067{label}\u2069" if rtl else label
        where = f'x="{num(x + width - 14)}" text-anchor="end"' if rtl else f'x="{num(x + 14)}"'
        parts.append(
            f'<g aria-hidden="true"><rect class="gr" x="{num(x)}" y="{num(y)}"'
            f' width="{num(width)}" height="{num(height)}" rx="14"/>'
            f'<text class="gl fq" {where} y="{num(y + 21)}">{label}</text></g>'
        )
    return parts


def _extent(frame: Rect, left: bool) -> tuple[float, float]:
    return (frame.du, frame.dv) if left else (frame.dv, frame.du)


def _edges(
    composition: Composition, point: Callable[[float, float], tuple[float, float]]
) -> list[str]:
    """Edges of the tree last, so that they lie above the others; then all signs."""
    scene = composition.scene
    lines: list[tuple[bool, str]] = []
    signs: list[str] = []
    for drawn, way in zip(scene.edges, composition.ways, strict=True):
        source, target = scene.nodes[drawn.source], scene.nodes[drawn.target]
        if source.kind is Kind.MORE:
            lines.append((True, stub(way, point)))
            continue
        label = f"{_short(source)} {relation_word(drawn.type)} {_short(target)}"
        line, sign = edge(way, drawn.type, point, label, drawn.primary)
        lines.append((drawn.primary, line))
        signs.append(sign)
    lines.sort(key=lambda entry: entry[0])
    return ["<g>", *(line for _, line in lines), '</g><g aria-hidden="true">', *signs, "</g>"]


def _short(node: Node) -> str:
    if node.kind is Kind.PASSAGES:
        return "Evidence"
    return f"“{node.title or node.text}”"
