"""Opinion groups: people who take the same sides on the same claims, where enough of them do.

As Pol.is does it (C. Small and others, “Polis: Scaling Deliberation by Mapping High Dimensional
Opinion Spaces”, Recerca 26, 2021): people × claims, gaps filled with the claim's mean, two
principal components, k-means for two to five groups, the number of groups by silhouette
(P. J. Rousseeuw, Journal of Computational and Applied Mathematics 20, 1987). Small tables fall
into groups by chance, so the silhouette must also beat that of tables in which each claim's
positions are dealt anew among those who spoke to it. Nothing in it is random from run to run.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from argmap.analysis.judged import Position
from argmap.analysis.standing import PersonStanding, Standing

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.intp]

__all__ = ["LEAST_CLAIMS", "LEAST_PEOPLE", "Group", "Groups", "opinion_groups"]

LEAST_CLAIMS, LEAST_PEOPLE = 3, 6
"""So many claims must each of so many people speak to."""
_MOST_CLAIMS = 100
_CLEAR = 0.25
"""Below this silhouette a division has no substance (Kaufman and Rousseeuw 1990)."""
_SHUFFLES, _CHANCE = 99, 0.05
_SAMPLE = 250
"""People that silhouettes are worked out on, evenly drawn, where there are more."""
_VALUES = {Position.SUPPORTS: 1.0, Position.OPPOSES: -1.0, Position.BOTH: 0.0}


@dataclass(frozen=True, slots=True)
class Group:
    """People who take the same sides."""

    members: tuple[PersonStanding, ...]
    marked_by: tuple[tuple[str, float, float], ...]
    """Claims that set it apart: title, mean of the group and of all others, −1 to 1."""


@dataclass(frozen=True, slots=True)
class Groups:
    """The groups, or why there are none."""

    groups: tuple[Group, ...] = ()
    people: int = 0
    """People who speak to claims enough."""
    claims: int = 0
    silhouette: float = 0.0
    """How well the groups are apart, −1 to 1."""
    chance: float = 1.0
    """How often groups as clear come about by chance alone."""
    shared: tuple[str, ...] = ()
    """Claims on which every group is on the same side."""
    why_not: str = ""


def opinion_groups(standing: Standing) -> Groups:
    """The opinion groups among the people of a report."""
    people, titles = _eligible(standing)
    if len(people) < LEAST_PEOPLE:
        return Groups(people=len(people), claims=len(titles), why_not=_too_few(standing))
    import numpy as np

    table = np.full((len(people), len(titles)), np.nan)
    columns = {title: n for n, title in enumerate(titles)}
    for row, person in enumerate(people):
        for title, cell in person.cells.items():
            if title in columns and cell.position in _VALUES:
                table[row, columns[title]] = _VALUES[cell.position]
    points = _project(table)
    best, silhouette = _best(points)
    if best is None or silhouette < _CLEAR:
        why = "people do not fall into groups: positions run into each other"
        return Groups((), len(people), len(titles), silhouette, why_not=why)
    chance = _by_chance(table, silhouette)
    if chance > _CHANCE:
        why = "the groups that show are no clearer than chance makes them"
        return Groups((), len(people), len(titles), silhouette, chance, why_not=why)
    order = sorted(range(int(best.max()) + 1), key=lambda label: -int((best == label).sum()))
    groups = tuple(_group(table, titles, people, best == label) for label in order)
    shared = tuple(
        title
        for title, column in columns.items()
        if _same_side([table[best == label, column] for label in order])
    )
    return Groups(groups, len(people), len(titles), silhouette, chance, shared)


def _too_few(standing: Standing) -> str:
    talkers = sum(1 for row in standing.people if len(_clear(row)) >= LEAST_CLAIMS)
    if talkers >= LEAST_PEOPLE:
        return "too few people speak to the same claims"
    who = f"{talkers} of {len(standing.people)} people speak" + ("s" if talkers == 1 else "")
    return f"{who} to {LEAST_CLAIMS} claims or more, and it takes {LEAST_PEOPLE}"


def _clear(row: PersonStanding) -> list[str]:
    """Titles of the claims on which the person's position is clear."""
    return [title for title, cell in row.cells.items() if cell.position in _VALUES]


def _eligible(standing: Standing) -> tuple[list[PersonStanding], list[str]]:
    """People who speak to claims enough, and claims to which two of them or more speak."""
    clear = {id(row): _clear(row) for row in standing.people}
    people = [row for row in standing.people if len(clear[id(row)]) >= LEAST_CLAIMS]
    while True:
        counts: dict[str, int] = {}
        for row in people:
            for title in clear[id(row)]:
                counts[title] = counts.get(title, 0) + 1
        often = sorted((t for t in counts if counts[t] > 1), key=lambda t: -counts[t])
        titles = set(often[:_MOST_CLAIMS])
        kept = [row for row in people if sum(t in titles for t in clear[id(row)]) >= LEAST_CLAIMS]
        if len(kept) == len(people):
            return people, [c.title for c in standing.claims if c.title in titles]
        people = kept


def _project(table: Floats) -> Floats:
    """People as points in the plane: the first two principal components."""
    import numpy as np

    spoken = ~np.isnan(table)
    means = np.nansum(table, axis=0) / np.maximum(spoken.sum(axis=0), 1)
    filled = np.where(spoken, table, means) - means
    _, axes = np.linalg.eigh(filled.T @ filled)
    axes = axes[:, ::-1][:, :2]
    # Either direction of an axis would do; the largest part is made positive.
    signs = np.sign(axes[np.abs(axes).argmax(axis=0), np.arange(axes.shape[1])])
    # Gaps pull towards the middle: who spoke to few claims is moved out again, as in Pol.is.
    reach = np.sqrt(table.shape[1] / np.maximum(spoken.sum(axis=1), 1))
    points: Floats = (filled @ (axes * signs)) * reach[:, None]
    return points


def _means(points: Floats, k: int) -> Ints:
    """k-means from centres that lie as far apart as can be; the same result each time."""
    import numpy as np

    centres = points[[int(((points - points.mean(axis=0)) ** 2).sum(axis=1).argmax())]]
    while len(centres) < k:
        far = ((points[:, None] - centres[None]) ** 2).sum(axis=2).min(axis=1)
        centres = np.vstack([centres, points[int(far.argmax())]])
    labels: Ints = np.full(len(points), -1, dtype=np.intp)
    for _ in range(100):
        new = ((points[:, None] - centres[None]) ** 2).sum(axis=2).argmin(axis=1)
        if (new == labels).all():
            break
        labels = new
        for label in range(k):
            if (labels == label).any():
                centres[label] = points[labels == label].mean(axis=0)
    return labels


def _silhouette(distance: Floats, labels: Ints) -> float:
    import numpy as np

    found = np.unique(labels)
    sizes = np.array([(labels == label).sum() for label in found])
    sums = np.stack([distance[:, labels == label].sum(axis=1) for label in found], axis=1)
    own = labels[:, None] == found[None]
    size = sizes[own.argmax(axis=1)]
    within = sums[own] / np.maximum(size - 1, 1)
    beyond = np.where(own, np.inf, sums / sizes).min(axis=1)
    scale = np.maximum(np.maximum(within, beyond), 1e-12)
    return float(np.where(size > 1, (beyond - within) / scale, 0.0).mean())


def _best(points: Floats) -> tuple[Ints | None, float]:
    """The clearest division into two to five groups of two people or more."""
    import numpy as np

    best, highest = None, -1.0
    sample = np.linspace(0, len(points) - 1, min(len(points), _SAMPLE)).astype(np.intp)
    shown = points[sample]
    distance = np.sqrt(((shown[:, None] - shown[None]) ** 2).sum(axis=2))
    for k in range(2, min(5, len(points) // 3) + 1):
        labels = _means(points, k)
        if np.bincount(labels, minlength=k).min() < 2 or len(np.unique(labels[sample])) < 2:
            continue
        value = _silhouette(distance, labels[sample])
        if value > highest + 1e-9:
            best, highest = labels, value
    return best, highest


def _by_chance(table: Floats, silhouette: float) -> float:
    """The share of tables with dealt positions whose groups are as clear."""
    import numpy as np

    dice = np.random.default_rng(1979)
    sample = np.linspace(0, len(table) - 1, min(len(table), _SAMPLE)).astype(np.intp)
    small = table[sample]
    as_clear = 0
    for _ in range(_SHUFFLES):
        dealt = small.copy()
        for column in dealt.T:
            spoken = ~np.isnan(column)
            column[spoken] = dice.permutation(column[spoken])
        as_clear += _best(_project(dealt))[1] >= silhouette
    return (1 + as_clear) / (1 + _SHUFFLES)


def _group(
    table: Floats,
    titles: Sequence[str],
    people: Sequence[PersonStanding],
    inside: NDArray[np.bool_],
) -> Group:
    """A group and the claims on which it differs most from all others."""
    import numpy as np

    apart: list[tuple[str, float, float]] = []
    for column, title in enumerate(titles):
        mine, others = (
            values[~np.isnan(values)] for values in (table[inside, column], table[~inside, column])
        )
        if len(mine) > 1 and len(others):
            apart.append((title, float(mine.mean()), float(others.mean())))
    apart.sort(key=lambda entry: -abs(entry[1] - entry[2]))
    members = tuple(person for person, is_in in zip(people, inside, strict=True) if is_in)
    return Group(members, tuple(entry for entry in apart[:3] if abs(entry[1] - entry[2]) >= 0.5))


def _same_side(values: Sequence[Floats]) -> bool:
    """Whether two people or more of every group speak to it, most of each on the same side."""
    import numpy as np

    means = []
    for group in values:
        spoken = group[~np.isnan(group)]
        if len(spoken) < 2:
            return False
        means.append(float(spoken.mean()))
    return all(mean > 0.5 for mean in means) or all(mean < -0.5 for mean in means)
