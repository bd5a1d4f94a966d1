"""Published cases of lending, through our own engine: see `published`."""

from __future__ import annotations

from .published import fineract, lateness, rates, replays, scenarios, schedules
from .published.comparing import Handler

KINDS: dict[str, Handler] = {
    **rates.KINDS,
    **schedules.KINDS,
    **fineract.KINDS,
    **lateness.KINDS,
    **replays.KINDS,
    **scenarios.KINDS,
}
