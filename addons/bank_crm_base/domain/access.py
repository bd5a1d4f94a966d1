"""Who may see a client: the rule itself. The Odoo compute and search are held to it."""

from dataclasses import dataclass
from enum import StrEnum


class Scope(StrEnum):
    """How far a post sees; the codes of `bank.role.scope`."""

    NONE = "none"
    OWN = "own"
    BRANCH = "branch"
    BANK = "bank"


class Reason(StrEnum):
    """Why a client is seen or not; answers "why can or can't this user see this"."""

    NOT_A_CLIENT = "not_a_client"
    AUDITOR = "auditor"
    GRANTED = "granted"
    PRESENCE = "presence"
    BREAK_GLASS = "break_glass"
    STANDS_IN = "stands_in"
    OWN_PORTFOLIO = "own_portfolio"
    BRANCH = "branch"
    WHOLE_BANK = "whole_bank"
    CLOSED_TO_VIEWER = "closed_to_viewer"
    NO_POST = "no_post"
    BEHIND_WALL = "behind_wall"
    OUT_OF_SCOPE = "out_of_scope"
    SETTING = "setting"


class AccessFactError(ValueError):
    """A branch path that is not a path, by which a prefix would match too much."""


@dataclass(frozen=True, slots=True)
class PostScope:
    """A post in force: its branch as a path ("1/4/9/") and how far it sees."""

    branch_path: str
    scope: Scope

    def __post_init__(self) -> None:
        _check_path(self.branch_path)


@dataclass(frozen=True, slots=True)
class Viewer:
    """An employee now: only posts, grants and visits in force.

    `present_ids` are clients before him at the counter, `opened_ids` those he opened in an
    emergency, `stands_in_for_ids` the managers whose portfolios he looks after.
    """

    user_id: int
    posts: tuple[PostScope, ...] = ()
    sees_wall: bool = False
    is_auditor: bool = False
    granted_ids: frozenset[int] = frozenset()
    closed_ids: frozenset[int] = frozenset()
    stands_in_for_ids: frozenset[int] = frozenset()
    present_ids: frozenset[int] = frozenset()
    opened_ids: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class ClientFacts:
    """What the decision needs of a client; an empty path means no branch.

    `is_kept_back`: an access setting hides him from a role of this very viewer.
    """

    client_id: int
    is_client: bool = True
    manager_id: int | None = None
    branch_path: str = ""
    is_walled: bool = False
    is_kept_back: bool = False

    def __post_init__(self) -> None:
        if self.branch_path:
            _check_path(self.branch_path)


@dataclass(frozen=True, slots=True)
class Decision:
    visible: bool
    reason: Reason


def decide(viewer: Viewer, client: ClientFacts) -> Decision:
    """Say whether the viewer sees the client, and why.

    His own and his relatives' cards are closed to an employee whatever else he may
    see. A grant and the own portfolio name this very client and so pass the wall; a
    branch, the whole bank and another's portfolio do not. A client who stands at the
    counter is seen past unit and portfolio, but not past the wall or a setting; that
    takes an emergency, which is reviewed.

    >>> viewer = Viewer(7, (PostScope("1/4/", Scope.BRANCH),))
    >>> decide(viewer, ClientFacts(1, branch_path="1/4/9/"))
    Decision(visible=True, reason=<Reason.BRANCH: 'branch'>)
    >>> decide(viewer, ClientFacts(1, branch_path="1/4/9/", is_walled=True))
    Decision(visible=False, reason=<Reason.BEHIND_WALL: 'behind_wall'>)
    """
    if not client.is_client:
        return Decision(True, Reason.NOT_A_CLIENT)
    if client.client_id in viewer.closed_ids:
        return Decision(False, Reason.CLOSED_TO_VIEWER)
    is_opened = bool(viewer.posts) and client.client_id in viewer.opened_ids
    if client.is_kept_back and not is_opened:
        return Decision(False, Reason.SETTING)
    if client.is_kept_back:
        return Decision(True, Reason.BREAK_GLASS)
    if viewer.is_auditor:
        return Decision(True, Reason.AUDITOR)
    by_post = _decide_by_post(viewer, client)
    if by_post.visible or not viewer.posts:
        return by_post
    if is_opened:
        return Decision(True, Reason.BREAK_GLASS)
    if client.client_id in viewer.present_ids and not client.is_walled:
        return Decision(True, Reason.PRESENCE)
    return by_post


def _decide_by_post(viewer: Viewer, client: ClientFacts) -> Decision:
    posts = [post for post in viewer.posts if post.scope is not Scope.NONE]
    if not posts:
        # A right to one client serves a post; without one it is worth nothing.
        return Decision(False, Reason.NO_POST)
    if client.client_id in viewer.granted_ids:
        return Decision(True, Reason.GRANTED)
    if client.manager_id == viewer.user_id:
        return Decision(True, Reason.OWN_PORTFOLIO)
    reason = _reached_by(posts, client)
    if client.manager_id in viewer.stands_in_for_ids:
        reason = reason or Reason.STANDS_IN
    if reason is None:
        return Decision(False, Reason.OUT_OF_SCOPE)
    if client.is_walled and not viewer.sees_wall:
        return Decision(False, Reason.BEHIND_WALL)
    return Decision(True, reason)


def _reached_by(posts: list[PostScope], client: ClientFacts) -> Reason | None:
    if any(post.scope is Scope.BANK for post in posts):
        return Reason.WHOLE_BANK
    if client.branch_path and any(
        post.scope is Scope.BRANCH and client.branch_path.startswith(post.branch_path)
        for post in posts
    ):
        return Reason.BRANCH
    return None


def _check_path(path: str) -> None:
    if not path.endswith("/") or not all(
        part.isdigit() for part in path[:-1].split("/")
    ):
        raise AccessFactError("a branch path looks like 1/4/9/")
