"""The trees inside a map graph: who hangs below whom, and which branches are folded."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from argmap.model import Relation

__all__ = ["Folding", "Forest", "fold", "plant"]


@dataclass(frozen=True, slots=True)
class Forest:
    """Trees over nodes ``0 … n-1``; every node is in exactly one."""

    parent: tuple[int | None, ...]
    via: tuple[int | None, ...]
    """Index of the relation that hangs a node below its parent."""
    children: tuple[tuple[int, ...], ...]
    roots: tuple[int, ...]
    depth: tuple[int, ...]

    def preorder(self) -> list[int]:
        """All nodes as they are read: parent first, children in the order of the text."""
        order: list[int] = []
        stack = list(reversed(self.roots))
        while stack:
            node = stack.pop()
            order.append(node)
            stack.extend(reversed(self.children[node]))
        return order


def plant(
    count: int, ends: Sequence[tuple[int, int]], relations: Sequence[Relation], thesis: int | None
) -> Forest:
    """Hang every node below the first one it speaks to that is nearest to a root.

    ``ends`` gives source and target of each relation. Roots are the thesis, then whatever speaks to
    nothing, then the first node of each ring that is left. Breadth first, so that no depth of the
    map is too deep.
    """
    speakers: list[list[tuple[int, int]]] = [[] for _ in range(count)]
    speaks = [False] * count
    for index, ((source, target), relation) in enumerate(zip(ends, relations, strict=True)):
        speakers[target].append((source, index))
        if relation.type.is_symmetric:
            speakers[source].append((target, index))
        elif source != target:
            speaks[source] = True
    parent: list[int | None] = [None] * count
    via: list[int | None] = [None] * count
    children: list[list[int]] = [[] for _ in range(count)]
    depth = [0] * count
    seen = [False] * count
    roots: list[int] = []
    first = [] if thesis is None else [thesis]
    candidates = [*first, *(n for n in range(count) if not speaks[n]), *range(count)]
    for root in candidates:
        if seen[root]:
            continue
        roots.append(root)
        seen[root] = True
        queue = deque([root])
        while queue:
            node = queue.popleft()
            for child, index in speakers[node]:
                if not seen[child]:
                    seen[child] = True
                    parent[child], via[child] = node, index
                    depth[child] = depth[node] + 1
                    children[node].append(child)
                    queue.append(child)
    return Forest(
        tuple(parent), tuple(via), tuple(tuple(c) for c in children), tuple(roots), tuple(depth)
    )


@dataclass(frozen=True, slots=True)
class Folding:
    """What is shown of a forest."""

    shown: frozenset[int]
    stubs: dict[int, int]
    """For each shown node with folded children: how many nodes are folded below it."""
    lost: int
    """Nodes of trees of which nothing is shown."""


def fold(forest: Forest, weights: Sequence[int], limit: int) -> Folding:
    """Keep at most ``limit`` nodes and stubs: near the first root before far, heavy before light.

    ``weights`` say what a node itself counts for; a branch counts for the sum of its nodes. A limit
    of 0 keeps everything. At least the first root is kept.
    """
    order = forest.preorder()
    if not limit or len(order) <= limit:
        return Folding(frozenset(order), {}, 0)
    weight, size = list(weights), [1] * len(order)
    for node in reversed(order):
        above = forest.parent[node]
        if above is not None:
            weight[above] += weight[node]
            size[above] += size[node]
    tree: dict[int, int] = {root: rank for rank, root in enumerate(forest.roots)}
    for node in order:
        above = forest.parent[node]
        if above is not None:
            tree[node] = tree[above]
    ranked = sorted(
        order,
        # a tree that is not the thesis' own has to be as heavy to come as early
        key=lambda n: (forest.depth[n] + 2 * bool(tree[n]), -weight[n], tree[n], n),
    )
    shown: set[int] = set()
    missing = [len(children) for children in forest.children]
    used = 0
    for node in ranked:
        above = forest.parent[node]
        cost = 1 + bool(forest.children[node])
        if above is not None and missing[above] == 1:
            cost -= 1
        if shown and used + cost > limit:
            continue
        if above is not None:
            if above not in shown:
                continue
            missing[above] -= 1
        shown.add(node)
        used += cost
    stubs = {
        node: sum(size[child] for child in forest.children[node] if child not in shown)
        for node in shown
        if missing[node]
    }
    lost = sum(size[root] for root in forest.roots if root not in shown)
    return Folding(frozenset(shown), stubs, lost)
