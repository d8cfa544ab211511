"""``source.json``: the structure of a source on disk. The text itself lies beside it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from argmap.model import Block, BlockKind, Comment, Field, Mention, Source, Span
from argmap.sources.structure import sha256_text

__all__ = ["SCHEMA", "from_json", "to_json"]

SCHEMA = 1
"""Version of the layout of ``source.json``; readers accept this one and ignore unknown keys."""


def to_json(source: Source) -> dict[str, Any]:
    """``source`` as plain JSON data, without its text but with the text's SHA-256.

    Spans are ``[start, end]`` in code points of the text, half open. Empty fields are left out.
    """
    data: dict[str, Any] = {
        "schema": SCHEMA,
        "id": source.id,
        "title": _field(source.title),
        "authors": [_field(author) for author in source.authors],
    }
    for key in ("outlet", "date", "url", "language"):
        value: Field | None = getattr(source, key)
        if value is not None:
            data[key] = _field(value)
    data["text"] = {"sha256": source.revision, "characters": len(source.text)}
    data["original"] = {"name": source.original, "sha256": source.original_sha256}
    if source.stated_comments is not None:
        data["stated_comments"] = source.stated_comments
    data["blocks"] = [{"kind": str(b.kind), "span": list(b.span)} for b in source.blocks]
    data["comments"] = [_comment(c) for c in source.comments]
    return data


def _field(value: Field) -> dict[str, str]:
    return {"value": value.value, "how": value.how}


def _comment(comment: Comment) -> dict[str, Any]:
    data: dict[str, Any] = {
        "id": comment.id,
        "author": comment.author,
        "date": comment.date,
        "reply_to": comment.reply_to,
        "depth": comment.depth,
        "span": list(comment.span),
        "body": list(comment.body),
    }
    if comment.mentions:
        data["mentions"] = [
            {"name": m.name, "span": list(m.span), "comment": m.comment} for m in comment.mentions
        ]
    if comment.quoted:
        data["quoted"] = [list(span) for span in comment.quoted]
    if comment.aside:
        data["aside"] = [list(span) for span in comment.aside]
    return data


class _Reader:
    """Takes values out of untrusted JSON, naming the key in what it complains about."""

    def __init__(self, size: int) -> None:
        self.size = size

    def mapping(self, value: object, key: str) -> Mapping[str, Any]:
        if not isinstance(value, Mapping):
            raise ValueError(f"{key}: expected an object")
        return value

    def rows(self, value: object, key: str) -> list[Any]:
        if value is None:
            return []
        if not isinstance(value, list):
            raise ValueError(f"{key}: expected a list")
        return value

    def text(self, value: object, key: str) -> str:
        if not isinstance(value, str):
            raise ValueError(f"{key}: expected a string")
        return value

    def maybe_text(self, value: object, key: str) -> str | None:
        return None if value is None else self.text(value, key)

    def number(self, value: object, key: str) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise ValueError(f"{key}: expected a number that is not negative")
        return value

    def span(self, value: object, key: str) -> Span:
        if not isinstance(value, list) or len(value) != 2:
            raise ValueError(f"{key}: expected [start, end]")
        start, end = self.number(value[0], key), self.number(value[1], key)
        if not start <= end <= self.size:
            raise ValueError(f"{key}: [{start}, {end}] is not inside the text (0 … {self.size})")
        return Span(start, end)

    def field(self, value: object, key: str) -> Field:
        if isinstance(value, str):
            return Field(value, "source.json")
        data = self.mapping(value, key)
        return Field(
            self.text(data.get("value"), f"{key}.value"),
            self.maybe_text(data.get("how"), f"{key}.how") or "source.json",
        )

    def maybe_field(self, data: Mapping[str, Any], key: str) -> Field | None:
        value = data.get(key)
        return None if value is None else self.field(value, key)

    def comment(self, value: object, key: str) -> Comment:
        data = self.mapping(value, key)
        mentions = []
        for number, row in enumerate(self.rows(data.get("mentions"), f"{key}.mentions")):
            where = f"{key}.mentions[{number}]"
            mention = self.mapping(row, where)
            mentions.append(
                Mention(
                    self.text(mention.get("name"), f"{where}.name"),
                    self.span(mention.get("span"), f"{where}.span"),
                    self.maybe_text(mention.get("comment"), f"{where}.comment"),
                )
            )
        return Comment(
            id=self.text(data.get("id"), f"{key}.id"),
            span=self.span(data.get("span"), f"{key}.span"),
            body=self.span(data.get("body"), f"{key}.body"),
            author=self.maybe_text(data.get("author"), f"{key}.author"),
            date=self.maybe_text(data.get("date"), f"{key}.date"),
            reply_to=self.maybe_text(data.get("reply_to"), f"{key}.reply_to"),
            depth=self.number(data.get("depth", 0), f"{key}.depth"),
            mentions=tuple(mentions),
            quoted=self.spans(data.get("quoted"), f"{key}.quoted"),
            aside=self.spans(data.get("aside"), f"{key}.aside"),
        )

    def spans(self, value: object, key: str) -> tuple[Span, ...]:
        return tuple(self.span(v, f"{key}[{i}]") for i, v in enumerate(self.rows(value, key)))

    def block(self, value: object, key: str) -> Block:
        data = self.mapping(value, key)
        kind = self.text(data.get("kind"), f"{key}.kind")
        try:
            known = BlockKind(kind)
        except ValueError:
            raise ValueError(f"{key}.kind: unknown kind of block: {kind[:40]!r}") from None
        return Block(known, self.span(data.get("span"), f"{key}.span"))


def from_json(data: object, text: str) -> Source:
    """The source that ``data`` describes, over ``text``.

    Unknown keys are ignored. Whether ``text`` is the text that was described is not checked here:
    compare :attr:`Source.revision` (computed from ``text``) with ``data["text"]["sha256"]``.

    Raises:
        ValueError: ``data`` is not what :func:`to_json` writes; the message names the key.
    """
    reader = _Reader(len(text))
    root = reader.mapping(data, "source.json")
    schema = root.get("schema", SCHEMA)
    if reader.number(schema, "schema") > SCHEMA:
        raise ValueError(f"schema: {schema} is newer than this version reads ({SCHEMA})")
    original = reader.mapping(root.get("original") or {}, "original")
    stated = root.get("stated_comments")
    comments = tuple(
        reader.comment(row, f"comments[{i}]")
        for i, row in enumerate(reader.rows(root.get("comments"), "comments"))
    )
    ids = [comment.id for comment in comments]
    if len(set(ids)) != len(ids):
        raise ValueError("comments: two comments have the same id")
    earlier: set[str] = set()
    for number, comment in enumerate(comments):
        if comment.reply_to is not None and comment.reply_to not in earlier:
            raise ValueError(
                f"comments[{number}].reply_to: no earlier comment {comment.reply_to!r}"
            )
        earlier.add(comment.id)
    return Source(
        id=reader.text(root.get("id"), "id"),
        text=text,
        revision=sha256_text(text),
        title=reader.field(root.get("title"), "title"),
        authors=tuple(
            reader.field(row, f"authors[{i}]")
            for i, row in enumerate(reader.rows(root.get("authors"), "authors"))
        ),
        outlet=reader.maybe_field(root, "outlet"),
        date=reader.maybe_field(root, "date"),
        url=reader.maybe_field(root, "url"),
        language=reader.maybe_field(root, "language"),
        blocks=tuple(
            reader.block(row, f"blocks[{i}]")
            for i, row in enumerate(reader.rows(root.get("blocks"), "blocks"))
        ),
        comments=comments,
        stated_comments=None if stated is None else reader.number(stated, "stated_comments"),
        original=reader.maybe_text(original.get("name"), "original.name") or "",
        original_sha256=reader.maybe_text(original.get("sha256"), "original.sha256") or "",
    )
