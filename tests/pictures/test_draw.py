"""Pictures as files: formats, safety, engines that fail, other scripts, refusals."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from argmap.model import Claim, Map, Relation, RelationType, Stance
from argmap.pictures import FORMATS, DrawOptions, PictureRefused, draw, render
from argmap.pictures.engine import find_engine, run
from argmap.pictures.links import allowed
from argmap.pictures.raster import undrawn_scripts

SVG = "{http://www.w3.org/2000/svg}"
NO_ENGINE = "ARGMAP_DOT" not in os.environ and find_engine() is None
needs_engine = pytest.mark.skipif(NO_ENGINE, reason="no Graphviz here: pip install graphviz-pure")


def parse(svg: bytes) -> ElementTree.Element:
    """The picture as XML, checked for everything that could act."""
    root = ElementTree.fromstring(svg)
    for element in root.iter():
        name = element.tag.rpartition("}")[2].lower()
        assert name not in ("script", "image", "foreignobject", "use", "iframe", "animate", "set")
        for key, value in element.attrib.items():
            key = key.rpartition("}")[2].lower()
            assert not key.startswith("on")
            if key == "href":
                assert value.split(":")[0].lower() in ("http", "https", "mailto")
            if key == "style":
                pytest.fail("styles are in the style sheet")
    text = svg.decode("utf-8")
    assert "var(" not in text
    assert "url(" not in text
    return root


def texts(root: ElementTree.Element) -> list[str]:
    return ["".join(t.itertext()) for t in root.iter(f"{SVG}text")]


def test_svg_stands_alone_and_says_everything(kit: SimpleNamespace, tmp_path: Path) -> None:
    target = tmp_path / "town.svg"
    picture = draw(kit.town(), target)
    assert picture.path == target
    root = parse(target.read_bytes())
    assert (root.get("width"), root.get("height")) == (str(picture.width), str(picture.height))
    said = " ".join(texts(root))
    for words in ("THESIS", "SUPPORTS", "OPPOSES", "UNDERCUTS · ARGUMENT", "CONTRADICTS", "1 for"):
        assert words in said
    assert "also marked as opposing by bo" in said
    assert "also marked as supporting by ana" in said
    assert "B2" in texts(root)
    links = {a.get("href") for a in root.iter(f"{SVG}a")}
    assert links == {"https://paper.example/walk?a=1&b=2"}
    assert picture.cards == 36
    assert any("15 of 16 passages" in note for note in picture.notes)


def test_svg_for_screen_readers(kit: SimpleNamespace) -> None:
    root = parse(render(kit.town(), "svg"))
    ids = root.get("aria-labelledby", "").split()
    named = {e.get("id"): e.text or "" for e in root.iter() if e.get("id")}
    assert root.get("role") == "graphics-document document"
    assert [name for name in ids if name in named] == ids
    assert "Legend: supports: blue solid line" in named["desc"]
    cards = [e for e in root.iter(f"{SVG}g") if e.get("role") == "listitem"]
    assert all(card.get("aria-label") and card.get("tabindex") == "0" for card in cards)
    assert cards[0].get("aria-label", "").startswith("Thesis: Car-free Sundays: The town")
    edges = [e for e in root.iter() if e.get("role") == "graphics-symbol img"]
    labels = {e.get("aria-label") for e in edges}
    assert "“Sunny bias” undercuts “Trial result”" in labels
    parents = {child: parent for parent in root.iter() for child in parent}
    for card in cards:
        above = parents[card]
        assert above.get("role") == "list"


def test_support_and_attack_differ_in_line_sign_and_word(kit: SimpleNamespace) -> None:
    root = parse(render(kit.town(), "svg", DrawOptions(evidence=False)))
    lines: dict[str, set[str]] = {}
    for group in root.iter(f"{SVG}g"):
        label = group.get("aria-label") or ""
        found = re.search(r"” (\w+) “", label)
        if found and group.get("role") == "graphics-symbol img":
            lines.setdefault(found[1], set()).add((group[1].get("class") or "").removesuffix(" x"))
    assert lines["supports"] == {"e ss"}
    assert lines["opposes"] == {"e so d"}
    assert lines["undercuts"] == {"e so p"}
    assert lines["contradicts"] == {"e so dd"}


def test_themes(kit: SimpleNamespace) -> None:
    light, dark, auto = (
        render(kit.town(), "svg", DrawOptions(theme=theme)).decode()
        for theme in ("light", "dark", "auto")
    )
    assert "@media" not in light
    assert "@media" not in dark
    assert ".pg{fill:#fbfbf9}" in light
    assert ".pg{fill:#0f1520}" in dark
    before, media, after = auto.partition("@media(prefers-color-scheme:dark){")
    assert media
    assert ".pg{fill:#fbfbf9}" in before
    assert ".pg{fill:#0f1520}" in after


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_contrast_is_enough_to_read_in_both_themes() -> None:
    from argmap.pictures.palette import DARK, LIGHT

    backs = ("card", "argument", "support-tint", "oppose-tint", "page", "group")
    pairs = [(text, back) for text in ("text", "quiet", "support", "oppose") for back in backs]
    pairs += [(text, "thesis") for text in ("thesis-text",)]
    for palette in (LIGHT, DARK):
        for text, back in pairs:
            one, other = luminance(palette[text]), luminance(palette[back])
            ratio = (max(one, other) + 0.05) / (min(one, other) + 0.05)
            assert ratio >= 4.5, (text, back, ratio)


def test_the_same_map_gives_the_same_bytes(kit: SimpleNamespace) -> None:
    for format_ in ("svg", "dot"):
        assert render(kit.town(), format_) == render(kit.town(), format_)


HOSTILE = st.one_of(
    st.sampled_from(
        [
            "<script>alert(1)</script>",
            '" onload="alert(1)',
            "]]> <!-- &amp; &lt; &#0; %%",
            "</text></svg><svg onload='x'>",
            "a\u202eb\u2069c\u2066d",
            "nul\x00 bell\x07 esc\x1b[31m \ud800 \ufffe",
            "\\N \\G \\l ends with \\",
            "<b>bold</b>",
            "<<TABLE><TR><TD>x</TD></TR></TABLE>>",
            "{a|b|<c> d}",
            '}; n0 [image="/etc/passwd"]; {',
            "שלום, whose river?",
            "مرحبا بالعالم 12",
            "河边的路，应该在星期日关闭。",
            "👩\u200d👩\u200d👧 🇩🇪 🏴\U000e0067\U000e007f",
            "Ελλάς Россия",
            "x" * 400,
        ]
    ),
    st.text(st.characters(codec=None, categories=None), max_size=80),
)


@given(st.lists(HOSTILE, min_size=3, max_size=6, unique=True), HOSTILE, HOSTILE)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_hostile_texts_change_nothing_but_words(
    kit: SimpleNamespace, words: list[str], url: str, name: str
) -> None:
    map_ = hostile_map(kit, words, url, name)
    svg = render(map_, "svg", DrawOptions())
    root = parse(svg)
    assert len([e for e in root.iter(f"{SVG}g") if e.get("role") == "listitem"]) >= len(words)
    assert render(map_, "dot").decode("utf-8").startswith("// made by argmap")


def hostile_map(kit: SimpleNamespace, words: list[str], url: str, name: str) -> Map:
    from argmap.model import Section

    claims = {w: Claim(w, w[::-1], section="s") for w in words}
    types = list(RelationType)
    relations = tuple(
        Relation(kit.claim(w), kit.claim(words[0]), types[i % len(types)])
        for i, w in enumerate(words[1:])
    )
    source = kit.source("src", name, "x" * 2000, url)
    mark = kit.mark(
        1,
        name,
        words[0],
        Stance.OPPOSES,
        words[1],
        "src",
        speaker=name,
        basis=name,
        source_grade="B",
    )
    return Map(
        claims=claims,
        relations=relations,
        sections=(Section("s", name, 1),),
        sources={"src": source},
        evidence=(mark,),
        settings={"title": name},
    )


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "java\nscript:alert(1)",
        " javascript:alert(1)",
        "data:text/html,<script>",
        "file:///etc/passwd",
        'https://x.example/" onclick="alert(1)',
        "https://x.example/\u2028",
        "http://x.example/a b",
        "//x.example/",
        "",
    ],
)
def test_addresses_that_are_no_links(kit: SimpleNamespace, url: str) -> None:
    assert allowed(url) == ""
    root = parse(render(hostile_map(kit, ["a", "b", "c"], url, "Name"), "svg"))
    assert list(root.iter(f"{SVG}a")) == []
    assert "Name" in texts(root)


def test_addresses_that_are_links() -> None:
    for url in ("https://x.example/?a=1&b=ü", "HTTP://x.example", "mailto:a@x.example"):
        assert allowed(url) == url


@needs_engine
@given(st.lists(HOSTILE, min_size=3, max_size=5, unique=True), HOSTILE)
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_dot_export_parses_and_labels_come_back(
    kit: SimpleNamespace, words: list[str], name: str
) -> None:
    engine = find_engine()
    assert engine is not None
    map_ = hostile_map(kit, words, "https://x.example/?a=1&b=2", name)
    answer = run(engine, ["-Tsvg"], render(map_, "dot").decode("utf-8"), 30)
    root = ElementTree.fromstring(answer.encode("utf-8"))
    drawn = "".join("".join(texts(root)).split())
    from argmap.pictures.build import build
    from argmap.pictures.text import clean

    scene = build(map_, DrawOptions())
    for node in scene.nodes:
        if not node.passages:
            assert "".join(clean(node.text).split()) in drawn
    links = {v for e in root.iter() for k, v in e.attrib.items() if k.endswith("href")}
    assert links - {None} <= {"https://x.example/?a=1&b=2", ""}


def script(folder: Path, body: str) -> str:
    path = folder / "engine"
    path.write_text(f"#!{sys.executable}\nimport sys, time, os\n{body}\n", "utf-8")
    path.chmod(0o755)
    return str(path)


@pytest.mark.skipif(os.name != "posix", reason="stand-in engines are scripts")
@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("time.sleep(60)", "took longer than 1 s"),
        ("os.fork(); time.sleep(60)", "took longer than 1 s"),
        ("sys.stdin.read(); sys.stderr.write('out of paper'); sys.exit(3)", "out of paper"),
        ("os.kill(os.getpid(), 9)", "exit status -9"),
        ("sys.stdin.read(); print('no json')", "no layout"),
        ("sys.stdin.read(); print('{}')", "no layout"),
        ("sys.stdin.read(); print('[]')", "no layout"),
        ('sys.stdin.read(); print(\'{"objects": [{"name": "n0", "pos": "nan,1"}]}\')', "no layout"),
        ("sys.stdout.buffer.write(bytes(range(256)))", "no layout"),
    ],
)
def test_engines_that_fail(
    kit: SimpleNamespace,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    body: str,
    said: str,
) -> None:
    monkeypatch.setenv("ARGMAP_DOT", script(tmp_path, body))
    picture = draw(kit.town(), tmp_path / "town.svg", DrawOptions(timeout=1.0))
    assert picture.engine == "built-in"
    assert any(said in note and "built-in tree layout" in note for note in picture.notes)
    root = parse((tmp_path / "town.svg").read_bytes())
    assert said in " ".join(texts(root))


def test_an_engine_that_is_not_there(
    kit: SimpleNamespace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ARGMAP_DOT", str(tmp_path / "nothing"))
    picture = draw(kit.town(), tmp_path / "town.svg")
    assert picture.engine == "built-in"
    assert any("ARGMAP_DOT names" in note for note in picture.notes)


def test_without_any_engine_the_note_names_the_command(
    kit: SimpleNamespace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from argmap.pictures import engine

    monkeypatch.delenv("ARGMAP_DOT", raising=False)
    monkeypatch.setattr(engine, "_graphviz_pure", lambda: None)
    monkeypatch.setenv("PATH", str(tmp_path))
    picture = draw(kit.town(), tmp_path / "town.svg")
    assert any("pip install graphviz-pure" in note for note in picture.notes)
    assert draw(kit.town(), tmp_path / "town.dot").notes == picture.notes[1:]


@pytest.mark.skipif(os.name != "posix", reason="stand-in engines are scripts")
def test_order_of_engines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from argmap.pictures import engine

    monkeypatch.delenv("ARGMAP_DOT", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    for version, pure, expected in [
        ("2.43.0", "pure", "graphviz-pure"),
        ("2.43.0", None, "dot 2.43"),
        ("14.1.5", "pure", "dot 14.1"),
    ]:
        (tmp_path / "dot").unlink(missing_ok=True)
        body = f"sys.stderr.write('dot - graphviz version {version} (2025)')"
        Path(script(tmp_path, body)).rename(tmp_path / "dot")
        engine._dot_version.cache_clear()
        monkeypatch.setattr(engine, "_graphviz_pure", lambda pure=pure: pure)
        found = engine.find_engine()
        assert found is not None
        assert found.name == expected


def test_large_maps_go_to_the_built_in_layout(kit: SimpleNamespace, tmp_path: Path) -> None:
    picture = draw(kit.tree(900), tmp_path / "large.svg", DrawOptions(max_cards=0))
    assert (picture.engine, picture.cards) == ("built-in", 900)
    assert any("800" in note for note in picture.notes)


@pytest.mark.parametrize("direction", ["RL", "BT"])
def test_directions(kit: SimpleNamespace, direction: str) -> None:
    root = parse(render(kit.town(), "svg", DrawOptions(direction=direction)))
    width, height = int(root.get("width", "0")), int(root.get("height", "0"))
    assert (width < height) == (direction == "RL")


def test_right_to_left_lines_are_isolated_and_set_from_the_right(kit: SimpleNamespace) -> None:
    root = parse(render(hostile_map(kit, ["שלום לכולם", "b", "c"], "", "n"), "svg"))
    lines = [t for t in root.iter(f"{SVG}text") if "\u05e9" in (t.text or "")]
    assert lines
    for line in lines:
        assert line.get("text-anchor") == "end"
        assert line.get("direction") is None
        assert (line.text or "").startswith("\u2067")
        assert (line.text or "").endswith("\u2069")


def test_png(kit: SimpleNamespace, tmp_path: Path) -> None:
    picture = draw(kit.town(), tmp_path / "town.png")
    data = (tmp_path / "town.png").read_bytes()
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    assert int.from_bytes(data[16:20], "big") == 2 * picture.width
    blank = render(Map(name="empty"), "png")
    assert len(data) > 10 * len(blank)


def test_png_has_text_on_a_machine_without_fonts(
    kit: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    import resvg_py

    real = resvg_py.svg_to_bytes
    monkeypatch.setattr(
        resvg_py, "svg_to_bytes", lambda **more: real(**{**more, "skip_system_fonts": True})
    )
    with_text = render(kit.tree(2), "png")
    monkeypatch.setattr("argmap.pictures.raster.font_files", list)
    with pytest.raises(PictureRefused, match="no font"):
        render(kit.tree(2), "png")
    monkeypatch.setattr("argmap.pictures.raster._draws", lambda char: True)
    assert len(render(kit.tree(2), "png")) < len(with_text)


def test_scripts_that_no_font_has_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("argmap.pictures.raster._draws", lambda char: char == "ش")
    assert undrawn_scripts("Plain, Ünïcödé, Россия") == []
    assert undrawn_scripts("ش") == []
    (note,) = undrawn_scripts("ش 河边 देव 🦊")
    assert "Chinese and Japanese" in note
    assert "Devanagari" in note
    assert "emoji" in note
    assert "Arabic" not in note


def test_a_box_for_a_missing_character_does_not_count_as_drawn(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import resvg_py

    real = resvg_py.svg_to_bytes
    monkeypatch.setattr(
        resvg_py, "svg_to_bytes", lambda **more: real(**{**more, "skip_system_fonts": True})
    )
    (note,) = undrawn_scripts("Plain words and 河边 देव")
    assert "Devanagari or Chinese and Japanese" in note


def test_pdf(kit: SimpleNamespace, tmp_path: Path) -> None:
    pytest.importorskip("typst", reason='PDF needs typst: pip install "argmap[pdf]"')
    draw(kit.town(), tmp_path / "town.pdf")
    data = (tmp_path / "town.pdf").read_bytes()
    assert data.startswith(b"%PDF")
    assert data.count(b"https://paper.example/walk?a=1&b=2") >= 1
    assert data == render(kit.town(), "pdf")


def test_pdf_without_typst_says_what_to_install(
    kit: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(PictureRefused) as refused:
        render(kit.tree(2), "pdf")
    assert 'pip install "argmap[pdf]"' in refused.value.hint


def test_formats_are_named_where_one_is_unknown(kit: SimpleNamespace, tmp_path: Path) -> None:
    for name in ("map.jpg", "map", "map.svgz"):
        with pytest.raises(PictureRefused) as refused:
            draw(kit.tree(2), tmp_path / name)
        for works in FORMATS:
            assert f".{works}" in refused.value.message
    with pytest.raises(PictureRefused):
        render(kit.tree(2), "gif")
    assert draw(kit.tree(2), tmp_path / "MAP.SVG").cards == 2


def test_places_that_cannot_be_written(
    kit: SimpleNamespace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(PictureRefused, match="no folder"):
        draw(kit.tree(2), tmp_path / "no" / "map.svg")
    (tmp_path / "folder.svg").mkdir()
    with pytest.raises(PictureRefused, match="is a folder"):
        draw(kit.tree(2), tmp_path / "folder.svg")

    def refuse(*_: object, **__: object) -> int:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr(os, "open", refuse)
        with pytest.raises(PictureRefused, match="permission denied"):
            draw(kit.tree(2), tmp_path / "map.svg")
    assert not (tmp_path / "map.svg").exists()


def test_a_failed_write_leaves_the_old_picture_and_no_rubbish(
    kit: SimpleNamespace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "map.svg"
    target.write_text("old", "utf-8")

    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(PictureRefused, match="no space"):
        draw(kit.tree(2), target)
    assert [p.name for p in tmp_path.iterdir()] == ["map.svg"]
    assert target.read_text("utf-8") == "old"


@pytest.mark.parametrize(
    "bad",
    [{"direction": "TB"}, {"theme": "pink"}, {"max_cards": -1}, {"timeout": 0}],
)
def test_options_that_make_no_sense(bad: dict[str, object]) -> None:
    with pytest.raises(PictureRefused):
        DrawOptions(**bad)  # type: ignore[arg-type]


def test_an_empty_map_is_a_picture_that_says_so() -> None:
    assert "This map has no claims yet." in texts(parse(render(Map(name="new"), "svg")))
    assert b"digraph" in render(Map(name="new"), "dot")


def test_importing_pictures_loads_nothing_heavy() -> None:
    code = (
        "import sys, argmap.pictures\n"
        "heavy = {'graphviz', 'resvg_py', 'typst', 'networkx', 'textual', 'click'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
