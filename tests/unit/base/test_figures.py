from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from odoo.addons.bank_crm_base.domain.figures import (
    Direction,
    FigureError,
    average_balance,
    change_fraction,
    penetration,
    split_growth,
    trend,
)

money = st.decimals(-(10**9), 10**9, places=2)
rates = st.decimals(Decimal("0.0001"), 1000, places=4)
APRIL_1, APRIL_30 = date(2026, 4, 1), date(2026, 4, 30)


def test_change_is_a_fraction_of_the_former_size():
    assert change_fraction(Decimal(200), Decimal(150)) == Decimal("-0.25")
    assert change_fraction(Decimal(-100), Decimal(50)) == Decimal("1.5")
    assert change_fraction(Decimal(0), Decimal(5)) is None


def test_a_trend_fits_its_frame():
    chart = trend([Decimal(5), Decimal(15), Decimal(10)])
    assert chart.points == (Decimal(0), Decimal(1), Decimal("0.5"))
    assert (chart.change, chart.direction) == (Decimal(0), Direction.FLAT)


@pytest.mark.parametrize(
    ("series", "direction"),
    [
        ([100, 100, 130], "up"),
        ([100, 100, 70], "down"),
        ([100, 100, 100.5], "flat"),
        ([0, 0, 9], "up"),
        ([7], "flat"),
        ([], "flat"),
    ],
)
def test_a_trend_says_where_it_goes(series, direction):
    chart = trend([Decimal(str(value)) for value in series])
    expected = "up" if series == [7] else direction
    assert chart.direction == expected


@given(st.lists(money, min_size=1))
def test_points_stay_between_zero_and_one(series):
    assert all(0 <= point <= 1 for point in trend(series).points)


def test_devaluation_alone_is_no_volume():
    # 1,000 USD and 500 UAH held through a devaluation from 40 to 46: all revaluation.
    held = {"USD": Decimal(1000), "UAH": Decimal(500)}
    growth = split_growth(
        held,
        held,
        {"USD": Decimal(40), "UAH": Decimal(1)},
        {"USD": Decimal(46), "UAH": Decimal(1)},
    )
    assert (growth.volume, growth.revaluation) == (Decimal(0), Decimal(6000))


def test_a_closed_and_an_opened_currency_both_count():
    growth = split_growth(
        {"USD": Decimal(100)},
        {"EUR": Decimal(100)},
        {"USD": Decimal(40), "EUR": Decimal(44)},
        {"USD": Decimal(41), "EUR": Decimal(45)},
    )
    assert (growth.volume, growth.revaluation, growth.total) == (
        Decimal(400),
        Decimal(100),
        Decimal(500),
    )


def test_a_missing_rate_is_refused():
    with pytest.raises(FigureError):
        split_growth({"USD": Decimal(1)}, {}, {"USD": Decimal(40)}, {})


@given(st.lists(st.tuples(money, money, rates, rates), max_size=4))
def test_the_parts_add_up_to_the_growth(rows):
    columns = [{str(n): row[i] for n, row in enumerate(rows)} for i in range(4)]
    before, after, old, new = columns
    growth = split_growth(before, after, old, new)
    total = sum((after[c] * new[c] - before[c] * old[c] for c in before), Decimal(0))
    assert growth.volume + growth.revaluation == growth.total == total


def test_average_balance_by_calendar_days():
    # 100 for 9 days, 400 for 10 days, 250 for 11 days: 7,650 / 30.
    moves = [(date(2026, 4, 10), Decimal(300)), (date(2026, 4, 20), Decimal(-150))]
    assert average_balance(Decimal(100), moves, APRIL_1, APRIL_30) == Decimal(255)


def test_a_movement_counts_from_its_own_day():
    assert average_balance(
        Decimal(0), [(APRIL_1, Decimal(30))], APRIL_1, APRIL_30
    ) == Decimal(30)
    assert average_balance(
        Decimal(0), [(APRIL_30, Decimal(30))], APRIL_1, APRIL_30
    ) == Decimal(1)


def test_a_movement_outside_the_period_is_refused():
    with pytest.raises(FigureError):
        average_balance(Decimal(0), [(date(2026, 5, 1), Decimal(1))], APRIL_1, APRIL_30)
    with pytest.raises(FigureError):
        average_balance(Decimal(0), [], APRIL_30, APRIL_1)


@given(money, st.lists(st.tuples(st.integers(0, 29), money), max_size=8))
def test_average_balance_equals_day_by_day(opening, rows):
    moves = [(APRIL_1 + timedelta(days=day), amount) for day, amount in rows]
    balances = [
        opening + sum((amount for day, amount in rows if day <= today), Decimal(0))
        for today in range(30)
    ]
    assert average_balance(opening, moves, APRIL_1, APRIL_30) == sum(balances) / 30


def test_penetration_counts_what_is_offered():
    found = penetration(["card", "card", "vault"], ["card", "loan", "deposit", "card"])
    assert (found.held, found.offered) == (1, 3)
    assert penetration([], []).fraction == 0
    assert penetration(["card"], ["card", "loan"]).fraction == Decimal("0.5")
