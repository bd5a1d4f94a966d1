"""Who controls whom: over half of the votes, directly and through those he controls."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal

from .shares import Node, Owners

MAJORITY = Decimal("0.5")

Influence = Mapping[Node, frozenset[Node]]


def controlled_by(
    root: Node, owners: Owners, influence: Influence | None = None
) -> set[Node]:
    """Return whom `root` controls; `influence` are those decided over without a majority.

    Stakes of everybody controlled are counted together with his own.

    >>> d = Decimal
    >>> owners = {"b": {"a": d("0.8")}, "c": {"a": d("0.3"), "b": d("0.3")}}
    >>> sorted(controlled_by("a", owners)), controlled_by("b", owners)
    (['b', 'c'], set())
    """
    return _controlled(root, _held(owners), influence or {}, {}) - {root}


def control_links(
    owners: Owners, influence: Influence | None = None
) -> list[tuple[Node, Node]]:
    """Return (who controls, whom) for every head of control and all below it.

    >>> d = Decimal
    >>> control_links({"b": {"a": d("0.6")}, "c": {"b": d("0.6")}, "x": {"a": d("0.5")}})
    [('a', 'b'), ('a', 'c')]
    """
    influence = influence or {}
    held = _held(owners)
    has_majority = {
        owned
        for owned, parts in owners.items()
        if any(share > MAJORITY for share in parts.values())
    }
    has_majority |= {owned for below in influence.values() for owned in below}
    holders = list(dict.fromkeys([*held, *influence]))
    # Heads first: whom somebody controls controls no more than his head does.
    heads = [node for node in holders if node not in has_majority]
    links: list[tuple[Node, Node]] = []
    covered: set[Node] = set()
    for node in [*heads, *(node for node in holders if node in has_majority)]:
        if node in covered:
            continue
        below = _controlled(node, held, influence, {}) - {node}
        links += [(node, owned) for owned in below]
        covered |= below
    return sorted(links, key=lambda link: (str(link[0]), str(link[1])))


def heads_of(members: Iterable[Node], links: Iterable[tuple[Node, Node]]) -> list[Node]:
    """Return those of a group who control most of it, the widest first.

    >>> heads_of(["a", "b", "c"], [("a", "b"), ("a", "c")])
    ['a']
    """
    count: dict[Node, int] = defaultdict(int)
    inside = set(members)
    for head, owned in links:
        if head in inside and owned in inside:
            count[head] += 1
    return sorted(count, key=lambda node: (-count[node], str(node)))


def _held(owners: Owners) -> dict[Node, dict[Node, Decimal]]:
    held: dict[Node, dict[Node, Decimal]] = defaultdict(dict)
    for owned, parts in owners.items():
        for owner, share in parts.items():
            held[owner][owned] = share
    return held


def _controlled(
    root: Node,
    held: Mapping[Node, Mapping[Node, Decimal]],
    influence: Influence,
    votes: dict[Node, Decimal],
) -> set[Node]:
    controlled = {root}
    queue = [root]
    for node in queue:
        gained = set(influence.get(node, ()))
        for owned, share in held.get(node, {}).items():
            votes[owned] = votes.get(owned, Decimal(0)) + share
            if votes[owned] > MAJORITY:
                gained.add(owned)
        for owned in gained - controlled:
            controlled.add(owned)
            queue.append(owned)
    return controlled
