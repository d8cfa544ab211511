"""Maps and sources of any size, the same at each call."""

from __future__ import annotations

import random
from pathlib import Path

_WORDS = [
    *("harbour", "council", "traffic", "budget", "bridge", "ferry", "engineer", "resident"),
    *("morning", "winter", "repair", "closure", "survey", "figure", "promise", "market"),
    *("visitor", "ambulance", "school", "noise", "timber", "steel", "record", "argument"),
    *("evidence", "report", "meeting", "vote", "petition", "detour", "queue", "summer"),
    *("island", "cargo", "fish", "price", "safety"),
]


def sentence(rng: random.Random, low: int = 7, high: int = 16) -> str:
    """A made-up sentence of made-up content."""
    words = [rng.choice(_WORDS) for _ in range(rng.randint(low, high))]
    return " ".join(words).capitalize() + "."


def map_text(claims: int, seed: int = 1) -> str:
    """An Argdown map of ``claims`` claims: trees of depth up to 6, a third of them arguments."""
    rng = random.Random(seed)
    lines = ['===\ntitle: "Generated"\n===', ""]
    made = 0
    while made < claims:
        lines.append(f"[Claim {made}]: {sentence(rng)}")
        made += 1
        depth = 1
        for _ in range(min(claims - made, rng.randint(3, 40))):
            sign = rng.choice("+-")
            opening, closing = ("<", ">") if rng.random() < 0.33 else ("[", "]")
            tag = f" #{rng.choice(_WORDS)}" if rng.random() < 0.3 else ""
            lines.append(
                f"{'  ' * depth}{sign} {opening}Claim {made}{closing}: {sentence(rng)}{tag}"
            )
            made += 1
            depth = max(1, min(6, depth + rng.choice((-1, 0, 1))))
        lines.append("")
    return "\n".join(lines)


def map_folder(folder: Path, claims: int) -> Path:
    """A map folder on disk with ``claims`` claims, no sources."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "map.argdown").write_text(map_text(claims), encoding="utf-8")
    return folder


def scrape(characters: int, seed: int = 2) -> str:
    """A plain-text scrape of about that size: an article and a bulleted thread with replies."""
    rng = random.Random(seed)
    parts = ["Home | News | Harbour", "", "Council argues over the bridge", "", "By Ada Stone", ""]
    size = 0
    while size < characters // 2:
        paragraph = " ".join(sentence(rng) for _ in range(5))
        parts += [paragraph, ""]
        size += len(paragraph)
    parts += ["24 Comments", ""]
    while size < characters:
        indent = "  " if rng.random() < 0.7 else "    "
        body = " ".join(sentence(rng) for _ in range(3))
        name = f"{rng.choice(_WORDS).capitalize()} {rng.choice(_WORDS).capitalize()}"
        parts += [f"{indent}• {name}", "", f"{indent}  {body}", ""]
        size += len(body)
    return "\n".join(parts)
