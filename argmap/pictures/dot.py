"""A map as DOT for people's own Graphviz: complete, coloured, and safe whatever the texts say."""

from __future__ import annotations

from argmap.model import RelationType, Stance
from argmap.pictures.cards import header_words, relation_word
from argmap.pictures.links import allowed
from argmap.pictures.palette import DARK, LIGHT
from argmap.pictures.passages import Passage
from argmap.pictures.scene import Kind, Node, Scene
from argmap.pictures.svg_cards import node_label, passage_label
from argmap.pictures.text import clean, cut_words, wrap

__all__ = ["dot"]

_WIDTH, _SIZE = 210.0, 11.0
_STYLES = {
    RelationType.SUPPORT: {"style": "solid", "arrowhead": "normal", "label": "+"},
    RelationType.ENTAILS: {"style": "solid", "arrowhead": "normalnormal", "label": "⇒"},
    RelationType.ATTACK: {"style": "dashed", "arrowhead": "tee", "label": "−"},
    RelationType.UNDERCUT: {"style": "dotted", "arrowhead": "teetee", "label": "×"},
    RelationType.CONTRADICTORY: {
        "style": "dashed",
        "arrowhead": "tee",
        "arrowtail": "tee",
        "dir": "both",
        "label": "≠",
    },
    RelationType.CONTRARY: {
        "style": "dashed",
        "arrowhead": "tee",
        "arrowtail": "tee",
        "dir": "both",
        "label": "≠",
    },
}


def dot(scene: Scene, direction: str, theme: str) -> str:
    """The scene as DOT: ids are generated, every text of the map is quoted for Graphviz."""
    from graphviz import Digraph

    colours = DARK if theme == "dark" else LIGHT
    title = [*wrap(scene.title, 700, 16, True), *wrap(scene.summary, 700, 16)]
    for sentence in scene.left_out:
        title += wrap(sentence, 700, 16)
    graph = Digraph("argmap", comment="made by argmap; lay out with: dot -Tsvg -O FILE")
    graph.attr(
        rankdir=direction,
        newrank="true",
        nodesep="0.25",
        ranksep="0.7",
        bgcolor=colours["page"],
        fontname="Arial",
        fontsize="14",
        fontcolor=colours["text"],
        label=_lines(title),
        labelloc="t",
        labeljust="l",
        tooltip=_quote(scene.title),
    )
    graph.attr("node", fontname="Arial", fontsize=f"{_SIZE:g}", margin="0.15,0.1")
    graph.attr("edge", fontname="Arial", fontsize="13", penwidth="1.6")
    nodes = _ids(scene)
    home = {n: g for g, group in enumerate(scene.groups) for n in group.members}
    for g, group in enumerate(scene.groups):
        with graph.subgraph(name=f"cluster_{g}") as cluster:
            cluster.attr(
                label=_quote(group.label),
                tooltip=_quote(group.label),
                style="rounded,filled",
                color=colours["group-border"],
                fillcolor=colours["group"],
                fontcolor=colours["quiet"],
                # right to left, Graphviz mirrors the sides of a cluster's label
                labeljust="r" if direction == "RL" else "l",
                margin="14",
            )
            for n in group.members:
                _add(cluster, scene, n, nodes[n], colours)
    for n in range(len(scene.nodes)):
        if n not in home:
            _add(graph, scene, n, nodes[n], colours)
    for edge in scene.edges:
        source = scene.nodes[edge.source]
        more = source.kind is Kind.MORE
        colour = colours["support" if edge.type.stance is Stance.SUPPORTS else "oppose"]
        look = {"style": "dotted", "arrowhead": "none"} if more else dict(_STYLES[edge.type])
        look["color"] = look["fontcolor"] = colours["quiet"] if more else colour
        if not more:
            look["tooltip"] = look["edgetooltip"] = relation_word(edge.type)
        look |= {"weight": "3"} if edge.primary else {"constraint": "false", "weight": "0"}
        for name in nodes[edge.source]:
            graph.edge(name, nodes[edge.target][0], **look)
    return str(graph.source)


def _ids(scene: Scene) -> list[list[str]]:
    """Generated names; a run of passages is one node each here."""
    names: list[list[str]] = []
    for n, node in enumerate(scene.nodes):
        names.append(
            [f"n{n}_{i}" for i in range(len(node.passages))] if node.passages else [f"n{n}"]
        )
    return names


def _quote(text: str) -> str:
    """``text`` as Graphviz shows it unchanged: no markup, no escapes, no entities."""
    from graphviz import escape

    # the type says "no markup" to the graphviz package, so it must not become a plain string
    quoted: str = escape(clean(text).replace("&", "&amp;"))
    return quoted


def _lines(lines: list[str] | tuple[str, ...]) -> str:
    """Lines joined left-aligned; the joints are ours, so they are not escaped."""
    from graphviz import nohtml

    joined = "".join(f"{_quote(line)}\\l" for line in lines)
    label: str = nohtml(joined)
    return label


def _add(graph: object, scene: Scene, n: int, names: list[str], colours: dict[str, str]) -> None:
    node = scene.nodes[n]
    if node.passages:
        for name, passage in zip(names, node.passages, strict=True):
            graph.node(name, **_passage(node, passage, colours))  # type: ignore[attr-defined]
        return
    thesis = node.kind is Kind.THESIS
    text = [header_words(node)] if node.kind is not Kind.MORE else []
    if node.title and not thesis:
        text += wrap(node.title, _WIDTH, _SIZE, True)
    text += wrap(node.text, _WIDTH * (1.3 if thesis else 1), _SIZE)
    if node.premises:
        text.append(f"{node.premises} premise{'s' if node.premises > 1 else ''}")
    if node.tally:
        text.append(f"evidence: {node.tally[0]} for · {node.tally[1]} against")
    look = {
        "label": _lines(text),
        "tooltip": _quote(node_label(node)),
        "shape": "box",
        "style": "filled",
        "fillcolor": colours["card"],
        "color": _border(node, colours),
        "fontcolor": colours["text"],
        "penwidth": "1.6",
    }
    if thesis:
        look |= {"fillcolor": colours["thesis"], "fontcolor": colours["thesis-text"]}
        look |= {"color": colours["thesis"], "fontsize": "13"}
    elif node.kind is Kind.ARGUMENT:
        look |= {"style": "rounded,filled", "fillcolor": colours["argument"]}
    elif node.kind is Kind.MORE:
        look |= {"style": "rounded,dashed", "color": colours["quiet"]}
    graph.node(names[0], **look)  # type: ignore[attr-defined]


def _border(node: Node, colours: dict[str, str]) -> str:
    if node.stance is None:
        return colours["border"]
    return colours["support" if node.stance is Stance.SUPPORTS else "oppose"]


def _passage(node: Node, passage: Passage, colours: dict[str, str]) -> dict[str, str]:
    side = "support" if passage.stance is Stance.SUPPORTS else "oppose"
    text = [header_words(node), *wrap(f"“{cut_words(passage.quotation, 180)}”", _WIDTH, _SIZE)]
    if passage.speaker:
        text += wrap(f"— {passage.speaker}", _WIDTH, _SIZE)
    source = f"[{passage.grade}] {passage.source}" if passage.grade else passage.source
    text += wrap(source, _WIDTH, _SIZE)
    text += wrap(f"marked by {', '.join(passage.annotators)}", _WIDTH, _SIZE)
    look = {
        "label": _lines(text),
        "tooltip": _quote(passage_label(passage)),
        "shape": "note",
        "style": "filled",
        "fillcolor": colours[f"{side}-tint"],
        "color": colours[side],
        "fontcolor": colours["text"],
    }
    if url := allowed(passage.url):
        look["URL"] = url.replace("&amp;", "&").replace("&", "&amp;")
    return look
