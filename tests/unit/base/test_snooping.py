from datetime import time

import pytest
from odoo.addons.bank_crm_base.domain.snooping import (
    Look,
    Rules,
    Sign,
    SnoopingError,
    is_same_surname,
    signs,
)


def look(**facts):
    return Look(
        **{
            "employee_surname": "Мельник",
            "client_surname": "Бондар",
            "first_at": time(11),
            "last_at": time(11, 30),
            "weekday": 2,
            **facts,
        }
    )


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, (Sign.NO_REASON,)),
        ({"is_own": True, "last_at": time(23)}, ()),
        ({"is_granted": True}, ()),
        ({"has_business": True, "is_vip": True}, ()),
        ({"is_of_unit": True, "is_vip": True}, (Sign.VIP,)),
        ({"is_of_unit": True, "client_surname": "Мельник"}, (Sign.SAME_SURNAME,)),
        ({"weekday": 6}, (Sign.NO_REASON, Sign.OFF_HOURS)),
        (
            {"is_of_unit": True, "looks_of_day": 40, "unit_median": 10},
            (Sign.MANY_LOOKS,),
        ),
        ({"is_of_unit": True, "looks_of_day": 40, "unit_median": 20}, ()),
    ],
)
def test_signs_of_a_look(facts, expected):
    assert signs(look(**facts), Rules()) == expected


def test_a_wife_and_a_husband_bear_one_surname():
    assert is_same_surname("Іванов", "Іванова")
    assert is_same_surname("Яворський", "Yavorska")
    assert not is_same_surname("", "")
    assert not is_same_surname("Бондар", "Бондаренко")


def test_hours_in_the_wrong_order_are_refused():
    with pytest.raises(SnoopingError):
        Rules(opens=time(20), closes=time(8))
