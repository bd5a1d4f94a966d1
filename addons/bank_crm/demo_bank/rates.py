"""Official rates of every bank day, with one day on which the hryvnia lost 15 %."""

from datetime import date, timedelta

from .bankdays import add_months, bank_days, on_or_after
from .records import Bank

# currency, units quoted, rate at the beginning, how much it wanders a day
QUOTED = (
    ("USD", 1, 41.4, 0.0016),
    ("EUR", 1, 44.9, 0.0026),
    ("CNY", 10, 57.2, 0.0019),
    ("CZK", 10, 17.9, 0.0028),
)
DEVALUATION = 1.15
DEVALUED_MONTHS_AGO = 5
DRIFT = 0.00008


def add_rates(bank: Bank) -> None:
    """Fill `bank.rates`, one row for each currency and bank day."""
    rng = bank.rng("rates")
    day_of_fall = on_or_after(add_months(bank.today, -DEVALUED_MONTHS_AGO))
    bank.story["devaluation"] = {"date": day_of_fall, "percent": 15}
    now = {currency: rate for currency, _units, rate, _wander in QUOTED}
    for day in bank_days(bank.start - timedelta(5), bank.today):
        for currency, units, _rate, wander in QUOTED:
            step = 1 + DRIFT + rng.gauss(0, wander)
            if day == day_of_fall:
                step = DEVALUATION
            now[currency] *= step
            bank.rates.append(
                {
                    "currency": currency,
                    "date": day,
                    "units": units,
                    "rate": f"{now[currency]:.4f}",
                }
            )


def next_rates(rng, now: dict[str, float], day: date) -> list[dict]:
    """The next day's rows from the last rates, which are moved on."""
    rows = []
    for currency, units, _rate, wander in QUOTED:
        now[currency] = round(now[currency] * (1 + DRIFT + rng.gauss(0, wander)), 4)
        rows.append(
            {
                "currency": currency,
                "date": day,
                "units": units,
                "rate": f"{now[currency]:.4f}",
            }
        )
    return rows


def per_unit(currency: str) -> float:
    """Hryvnias for one unit at the beginning: near enough for choosing sums.

    >>> per_unit("UAH")
    1.0
    """
    quoted = {code: rate / units for code, units, rate, _wander in QUOTED}
    return quoted.get(currency, 1.0)
