"""Groups of connected clients: what links tie together, and which group each one goes on as."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .shares import Node

REVIEW_OVER_MEMBERS = 50


@dataclass(frozen=True, slots=True)
class Component:
    """Nodes that links tie together, directly or through others."""

    members: tuple[Node, ...]

    @property
    def needs_review(self) -> bool:
        """Whether a person has to look: so many may be one wrong link's doing."""
        return len(self.members) > REVIEW_OVER_MEMBERS


def components(
    links: Iterable[tuple[Node, Node]],
) -> list[Component]:
    """Return the sets that links tie together, each sorted, largest first.

    >>> [found.members for found in components([(1, 2), (4, 5), (2, 3)])]
    [(1, 2, 3), (4, 5)]
    """
    parent: dict[Node, Node] = {}

    def root(node: Node) -> Node:
        parent.setdefault(node, node)
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for one, other in links:
        parent[root(one)] = root(other)
    found: dict[Node, list[Node]] = defaultdict(list)
    for node in parent:
        found[root(node)].append(node)
    parts = [tuple(sorted(members)) for members in found.values()]
    parts.sort(key=lambda members: (-len(members), members))
    return [Component(members) for members in parts]


def carried_on(
    parts: Iterable[Iterable[Node]], group_of: Mapping[Node, int]
) -> list[int | None]:
    """Return for each part the group that it goes on as: where most of it was before.

    A group goes on as one part only; a part of new members is a new group.

    >>> carried_on([[1, 2, 3], [4, 5]], {1: 7, 2: 7, 4: 7, 3: 8})
    [7, None]
    """
    wanted = []
    for place, members in enumerate(parts):
        before = Counter(group_of[node] for node in members if node in group_of)
        wanted += [(-count, group, place) for group, count in before.items()]
    result: dict[int, int] = {}
    taken: set[int] = set()
    for _count, group, place in sorted(wanted):
        if place not in result and group not in taken:
            result[place] = group
            taken.add(group)
    return [result.get(place) for place in range(len(list(parts)))]


def ways_from(
    start: Node, links: Iterable[tuple[Node, Node]]
) -> dict[Node, list[Node]]:
    """Return a shortest way along links from `start` to everybody it reaches.

    >>> ways_from(1, [(1, 2), (3, 2)])
    {1: [1], 2: [1, 2], 3: [1, 2, 3]}
    """
    near: dict[Node, list[Node]] = defaultdict(list)
    for one, other in links:
        near[one].append(other)
        near[other].append(one)
    ways: dict[Node, list[Node]] = {start: [start]}
    queue = [start]
    for node in queue:
        for other in near[node]:
            if other not in ways:
                ways[other] = [*ways[node], other]
                queue.append(other)
    return ways


def path_between(
    start: Node, goal: Node, links: Iterable[tuple[Node, Node]]
) -> list[Node]:
    """Return a shortest way along links, both ends included; empty where there is none.

    >>> path_between(1, 3, [(1, 2), (3, 2)])
    [1, 2, 3]
    """
    return ways_from(start, links).get(goal, [])
