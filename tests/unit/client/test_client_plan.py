from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.bank_crm_client.domain.client_plan.goals import progress
from odoo.addons.bank_crm_client.domain.client_plan.norms import (
    Contact,
    Norm,
    NormError,
    due_date,
    fulfilment,
    strictest,
)

days = st.dates(date(2000, 1, 1), date(2090, 1, 1))
norms = st.builds(Norm, st.sampled_from(Contact), st.integers(1, 36))


@given(norms, days, days)
def test_a_contact_is_due_after_the_last_one(norm, last, since):
    assert due_date(norm, last, since) > last
    assert due_date(norm, None, since) == due_date(norm, since, last)


@given(st.lists(norms))
def test_no_norm_of_a_kind_is_stricter_than_the_one_that_binds(found):
    bound = strictest(found)
    assert {norm.kind for norm in found} == set(bound)
    assert all(bound[norm.kind].months <= norm.months for norm in found)


def test_norms_and_parts_that_cannot_be():
    with pytest.raises(NormError):
        Norm(Contact.CALL, 0)
    with pytest.raises(NormError):
        fulfilment(3, 2)


# Worked out by hand.
@pytest.mark.parametrize(
    ("base", "plan", "fact", "wanted"),
    [(100, 300, 200, "50.0"), (100, 300, 50, "-25.0"), (0, 3, 4, "133.3"), (5, 5, 5, "100.0")],
)
def test_progress_by_hand(base, plan, fact, wanted):
    assert progress(*map(Decimal, (base, plan, fact))) == Decimal(wanted)
