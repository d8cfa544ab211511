"""The cross-encoder: claim and passage read together by a small transformer."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import BertModel

__all__ = ["CrossEncoder"]


class CrossEncoder(nn.Module):
    """``[CLS] claim [SEP] passage [SEP]`` → logits for supports, opposes, neutral.

    Word and position embeddings stay as they are: a few thousand claims would only bend the
    words that happen to be in them.
    """

    def __init__(self, base: Path, dropout: float = 0.1) -> None:
        super().__init__()
        # Dropout inside the encoder costs a third of the time on a CPU and, in the few passes that
        # are made over the data, bought nothing on the development sets.
        self.bert = BertModel.from_pretrained(
            base,
            add_pooling_layer=False,
            attention_probs_dropout_prob=0.0,
            hidden_dropout_prob=0.0,
        )
        for frozen in (
            self.bert.embeddings.word_embeddings,
            self.bert.embeddings.position_embeddings,
        ):
            frozen.weight.requires_grad_(False)
        width = self.bert.config.hidden_size
        self.join = nn.Linear(3 * width, width)
        self.drop = nn.Dropout(dropout)
        self.out = nn.Linear(width, 3)

    def forward(self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor) -> Tensor:
        """Logits ``(batch, 3)`` of token ids, mask and segments ``(batch, length)``."""
        states = self.bert(
            input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
        ).last_hidden_state
        mask = attention_mask.to(states.dtype)
        passage = mask * token_type_ids.to(states.dtype)
        claim = mask - passage
        pooled = torch.cat([states[:, 0], _mean(states, claim), _mean(states, passage)], dim=-1)
        return self.out(self.drop(torch.tanh(self.join(self.drop(pooled)))))


def _mean(states: Tensor, mask: Tensor) -> Tensor:
    weights = mask.unsqueeze(-1)
    return (states * weights).sum(1) / weights.sum(1).clamp(min=1.0)
