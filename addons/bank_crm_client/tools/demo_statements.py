"""Believable statements of the demonstration bank's companies, in the Ukrainian forms.

Shares of the year's revenue; what is owned less what is owed is the owners' part, so a
balance always balances. Whole thousands.
"""

TAX_PERCENT = 18
RATE_PERCENT = 15
ASSETS = {
    "1000": 15, "1010": 310, "1100": 150, "1125": 135, "1130": 18, "1155": 12, "1165": 52,
}  # fmt: skip
DEBTS = {"1510": 95, "1600": 60, "1615": 105, "1620": 18, "1630": 14, "1690": 20}
COSTS = {"2050": 735, "2130": 62, "2150": 58, "2180": 24}
DEPRECIATION, OTHER_INCOME, CAPITAL = 31, 12, 90
# The one that slides: goods lie, suppliers wait, the margin goes; by years.
SLIDE = (
    {},
    {"1100": 70, "1165": -25, "1600": 55, "1615": 45, "2050": 35},
    {"1100": 135, "1125": 40, "1165": -44, "1600": 130, "1615": 105, "2050": 88},
)


def lines(revenue, *, zest=0, slide=0, months=12):
    """Code -> amount of a period in a year of this revenue; `zest` moves shares, `slide` is a
    place in `SLIDE`. What is owned is a year's, what is earned that of the months."""

    def part(code, share):
        return revenue * (share + SLIDE[slide].get(code, 0)) // 1_000

    def earned(amount):
        return amount * months // 12

    found = {code: part(code, share) for code, share in ASSETS.items()}
    owned = sum(found.values())
    debts = {code: part(code, share - 2 * zest) for code, share in DEBTS.items()}
    found |= debts
    capital = revenue * CAPITAL // 1_000
    found["1400"] = capital
    found["1420"] = owned - sum(debts.values()) - capital
    costs = {code: earned(part(code, share + zest)) for code, share in COSTS.items()}
    interest = earned((debts["1510"] + debts["1600"]) * RATE_PERCENT // 100)
    income = earned(revenue * OTHER_INCOME // 1_000)
    before_tax = earned(revenue) + income - sum(costs.values()) - interest
    found |= costs | {
        "2000": earned(revenue),
        "2120": income,
        "2250": interest,
        "2300": max(before_tax, 0) * TAX_PERCENT // 100,
        "2515": earned(revenue * DEPRECIATION // 1_000),
    }
    return found
