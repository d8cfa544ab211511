"""The training loop: length buckets, one optimiser, nothing clever."""

from __future__ import annotations

import math
import random
import time
from collections.abc import Callable, Sequence

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import nn

from training.labelled import Example
from training.network import CrossEncoder

__all__ = ["encode", "fit", "logits"]


def encode(
    tokenizer: Tokenizer, examples: Sequence[Example], longest: int
) -> list[tuple[list[int], list[int]]]:
    """Token ids and segments of each pair, the passage cut so that ``longest`` is kept."""
    tokenizer.no_padding()
    tokenizer.enable_truncation(longest, strategy="longest_first")
    out = []
    for start in range(0, len(examples), 4096):
        batch = [(e.claim, e.passage) for e in examples[start : start + 4096]]
        out += [(code.ids, code.type_ids) for code in tokenizer.encode_batch(batch)]
    return out


def _tensor(
    codes: Sequence[tuple[list[int], list[int]]],
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    width = max(len(ids) for ids, _ in codes)
    ids = torch.zeros(len(codes), width, dtype=torch.long)
    types = torch.zeros_like(ids)
    mask = torch.zeros_like(ids)
    for row, (words, segments) in enumerate(codes):
        ids[row, : len(words)] = torch.tensor(words)
        types[row, : len(words)] = torch.tensor(segments)
        mask[row, : len(words)] = 1
    return ids, mask, types


def _batches(lengths: Sequence[int], tokens: int, rng: random.Random) -> list[list[int]]:
    """Indices in batches of about ``tokens`` tokens, like lengths together, in random order."""
    order = list(range(len(lengths)))
    rng.shuffle(order)
    found: list[list[int]] = []
    for start in range(0, len(order), 2048):
        chunk = sorted(order[start : start + 2048], key=lambda i: lengths[i])
        batch: list[int] = []
        for index in chunk:
            if batch and (len(batch) + 1) * lengths[index] > tokens:
                found.append(batch)
                batch = []
            batch.append(index)
        if batch:
            found.append(batch)
    rng.shuffle(found)
    return found


def fit(
    model: CrossEncoder,
    tokenizer: Tokenizer,
    epochs: Sequence[Callable[[random.Random], list[Example]]],
    *,
    rate: float,
    seed: int,
    longest: int = 160,
    tokens: int = 1400,
    smoothing: float = 0.05,
    warm: float = 0.06,
    end: float = 0.0,
    say: Callable[[str], None] = print,
    after: Callable[[int], None] | None = None,
) -> None:
    """Train in place. Each epoch's examples are made anew by the function given for it.

    The learning rate rises for the first ``warm`` share of the steps, then falls in a straight
    line to ``end`` of its height. Batches hold about ``tokens`` tokens, at most 64 pairs.
    """
    rng = random.Random(seed)
    torch.manual_seed(seed)
    plans = []
    for make in epochs:
        examples = make(rng)
        codes = encode(tokenizer, examples, longest)
        plans.append((examples, codes, _batches([len(i) for i, _ in codes], tokens, rng)))
    steps = sum(len(batches) for _, _, batches in plans)
    decay = [p for p in model.parameters() if p.requires_grad and p.ndim > 1]
    plain = [p for p in model.parameters() if p.requires_grad and p.ndim <= 1]
    optimiser = torch.optim.AdamW(
        [{"params": decay, "weight_decay": 0.01}, {"params": plain, "weight_decay": 0.0}], lr=rate
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser,
        lambda step: min(1.0, (step + 1) / max(1, warm * steps)) * (1 - (1 - end) * step / steps),
    )
    measure = nn.CrossEntropyLoss(label_smoothing=smoothing)
    done, seen, total, start = 0, 0, 0.0, time.time()
    for number, (examples, codes, batches) in enumerate(plans):
        model.train()
        for batch in batches:
            ids, mask, types = _tensor([codes[i] for i in batch])
            labels = torch.tensor([examples[i].label for i in batch])
            loss = measure(model(ids, mask, types), labels)
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            done += 1
            seen += len(batch)
            total = loss.item() if done == 1 else 0.98 * total + 0.02 * loss.item()
            if done % 100 == 0:
                spent = time.time() - start
                left = spent / done * (steps - done)
                say(
                    f"epoch {number + 1}  step {done}/{steps}  loss {total:.3f}  "
                    f"{seen / spent:.0f} pairs/s  {math.ceil(left / 60)} min left"
                )
        if after is not None:
            after(number)


@torch.no_grad()
def logits(
    model: CrossEncoder, tokenizer: Tokenizer, examples: Sequence[Example], longest: int = 256
) -> np.ndarray:
    """Raw outputs ``(n, 3)``."""
    model.eval()
    codes = encode(tokenizer, examples, longest)
    out = np.zeros((len(codes), 3), dtype=np.float32)
    order = sorted(range(len(codes)), key=lambda i: len(codes[i][0]))
    for start in range(0, len(order), 32):
        batch = order[start : start + 32]
        ids, mask, types = _tensor([codes[i] for i in batch])
        out[batch] = model(ids, mask, types).float().numpy()
    return out
