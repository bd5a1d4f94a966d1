"""Whom a map of relations shows around a client, and what of those whom one may not see."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

MOST_NODES = 200


@dataclass(frozen=True, slots=True)
class Edge:
    """A relation between two nodes: clients are above nought, other parties below."""

    id: int
    origin: int
    target: int


@dataclass(frozen=True, slots=True)
class Walk:
    """What was reached: nodes by their distance, and the edges among them."""

    distance: dict[int, int]
    edges: tuple[Edge, ...]
    is_cut: bool


def walk(
    start: int,
    edges_of: Callable[[list[int]], Iterable[Edge]],
    *,
    depth: int,
    may_pass: Callable[[list[int]], set[int]],
    may_be_told: Callable[[list[int]], set[int]],
    most_nodes: int = MOST_NODES,
) -> Walk:
    """Walk from `start` so many steps; who may not be seen is reached and never passed.

    Of whom one may not even be told, neither he nor his relations are there.

    >>> net = [Edge(1, 1, 2), Edge(2, 2, 3), Edge(3, 1, 4)]
    >>> near = lambda nodes: [e for e in net if e.origin in nodes or e.target in nodes]
    >>> found = walk(1, near, depth=2, may_pass=lambda nodes: set(nodes) - {2},
    ...              may_be_told=lambda nodes: set(nodes) - {4})
    >>> found.distance, [edge.id for edge in found.edges]
    ({1: 0, 2: 1}, [1])
    """
    distance = {start: 0}
    edges: dict[int, Edge] = {}
    is_cut = False
    front = [start]
    for step in range(1, depth + 1):
        if not front:
            break
        reached: dict[int, list[Edge]] = defaultdict(list)
        for edge in edges_of(front):
            for end in (edge.origin, edge.target):
                if end not in distance:
                    reached[end].append(edge)
            if edge.origin in distance and edge.target in distance:
                edges[edge.id] = edge
        told = may_be_told(list(reached))
        room = most_nodes - len(distance)
        taken = [node for node in reached if node in told]
        is_cut = is_cut or len(taken) > room
        for node in taken[:room]:
            distance[node] = step
            edges.update({edge.id: edge for edge in reached[node]})
        front = list(may_pass(taken[:room]) & set(taken[:room]))
    kept = [
        edge
        for edge in edges.values()
        if edge.origin in distance and edge.target in distance
    ]
    return Walk(distance, tuple(sorted(kept, key=lambda edge: edge.id)), is_cut)
