"""The data of elements and the front matter, read from their tokens; troubles become slips."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from argmap.argdown.data import Trouble, merge, read_block, read_front_matter
from argmap.argdown.lexer import Slip
from argmap.argdown.tokens import Tokens
from argmap.argdown.tree import NodeType, Tree

__all__ = ["ElementData"]


class ElementData:
    """Reads data tokens of one document."""

    def __init__(self, tokens: Tokens, slips: list[Slip]) -> None:
        self._tokens = tokens
        self._slips = slips
        self._switch = True

    def settings(self, tree: Tree) -> dict[str, Any]:
        """The front matter, whose ``data`` settings hold for all blocks read later."""
        front = tree.blocks[0] if tree.blocks else None
        if front is None or front.type is not NodeType.FRONT_MATTER:
            return {}
        token = front.data[0]
        settings, trouble = read_front_matter(self._tokens.string(token))
        if trouble is not None:
            self._trouble("AM105", token, trouble)
        data = settings.get("data")
        if isinstance(data, Mapping) and data.get("switchToBlockFormatIfMultiline") is False:
            self._switch = False
        return settings

    def of(self, tokens: tuple[int, ...]) -> dict[str, Any]:
        """What the data blocks in these tokens say together; of an unreadable one, nothing."""
        result: dict[str, Any] = {}
        for token in tokens:
            data, trouble = read_block(self._tokens.string(token), switch=self._switch)
            if trouble is not None:
                self._trouble("AM106", token, trouble)
            result = merge(result, data)[0] if result else data
        return result

    def merged(self, old: dict[str, Any], new: dict[str, Any], token: int) -> dict[str, Any]:
        """``new``, which stands in ``token``, merged over what is known already."""
        result, mixed = merge(old, new)
        if mixed:
            starts = self._tokens.starts
            self._slips.append(Slip("AM146", starts[token], starts[token + 1], {}))
        return result

    def _trouble(self, code: str, token: int, trouble: Trouble) -> None:
        start, end = self._tokens.starts[token], self._tokens.starts[token + 1]
        place = min(start + trouble.offset, max(start, end - 1))
        self._slips.append(Slip(code, place, place + 1, {"why": trouble.message}))
