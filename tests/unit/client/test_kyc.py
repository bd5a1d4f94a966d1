import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.bank_crm_client.domain.kyc.lists import (
    BETWEEN,
    Fault,
    FaultWhy,
    Listed as Row,
    ListFileError,
    read_csv,
    read_xml,
)
from odoo.addons.bank_crm_client.domain.kyc.risk import (
    ORDER,
    Criterion,
    Risk,
    RiskError,
    judge,
    review_date,
)
from odoo.addons.bank_crm_client.domain.kyc.screening import (
    Listed,
    Why,
    listed_facts,
    match,
    screen_keys,
)
from odoo.addons.bank_crm_client.domain.matching.facts import facts

BORN = date(1970, 5, 1)
ZAIETS = facts(kind="person", name="Заєць Віктор Сергійович", birth=BORN)
criteria = st.sets(st.sampled_from(Criterion))
levels = st.dictionaries(st.sampled_from(Criterion), st.sampled_from(Risk))
words = st.text(
    st.characters(codec="utf-8", exclude_characters=BETWEEN + "\0\r\n", exclude_categories=["C", "Z"]),
    min_size=1,
    max_size=12,
)


@given(criteria, levels)
def test_the_risk_is_the_highest_of_what_holds(holds, rules):
    found = judge(holds, rules)
    asked = [rules[one] for one in holds if one in rules]
    assert found.risk == max(asked, key=ORDER.index, default=Risk.LOW)
    assert set(found.reasons) == {one for one in holds if one in rules}


@given(criteria, levels, st.sampled_from(Criterion))
def test_one_more_reason_never_lowers_the_risk(holds, rules, more):
    before, after = judge(holds, rules), judge(holds | {more}, rules)
    assert ORDER.index(after.risk) >= ORDER.index(before.risk)


def test_a_review_of_a_leap_day_comes_on_the_last_of_february():
    assert review_date(date(2024, 2, 29), 12) == date(2025, 2, 28)
    with pytest.raises(RiskError):
        review_date(date(2024, 2, 29), 0)


@pytest.mark.parametrize(
    ("name", "birth", "year", "points", "why"),
    [
        # 70 for the name; 30, 20 or -15 for the birth: by hand.
        ("ZAYETS Viktor Serhiyovych", BORN, None, 100, (Why.NAME, Why.BIRTH)),
        ("ZAYETS Viktor", None, 1970, 90, (Why.NAME, Why.YEAR)),
        ("Viktor Zayets", None, None, 70, (Why.NAME,)),
        ("ZAYETS Viktor", None, 1961, 55, (Why.NAME, Why.OTHER_BIRTH)),
        ("ZAYETS Viktor", None, 1971, 70, (Why.NAME,)),
        ("ZAYETS Oleksandr", None, 1970, 0, ()),
        ("BONDAR Viktor", None, 1970, 0, ()),
    ],
)
def test_points_of_a_match(name, birth, year, points, why):
    found = match(ZAIETS, "UA", Listed(listed_facts("person", name), birth, year))
    assert (found.points, found.reasons) == (points, why)


def test_the_country_adds_and_a_company_is_no_person():
    listed = Listed(listed_facts("person", "Zayets Viktor"), countries=frozenset({"UA"}))
    assert match(ZAIETS, "UA", listed).points == 75
    entity = Listed(listed_facts("entity", "Zayets Viktor"))
    assert match(ZAIETS, "UA", entity).points == 0


@pytest.mark.parametrize(
    ("listed", "client"),
    [
        ("ZAYETS Viktor Serhiyovych", "Заєць Віктор"),
        ("Viktor ZAYETS", "Заєць Віктор"),
        ("KOVALENKO Olena", "Коваленко Олена"),
        ("Kovalyenko Olena", "Коваленко Олена"),
    ],
)
def test_whoever_is_a_match_shares_a_key(listed, client):
    one, two = listed_facts("person", listed), facts(kind="person", name=client)
    assert match(two, "", Listed(one)).is_hit
    assert set(screen_keys(one)) & set(screen_keys(two))


@given(st.lists(st.tuples(words, words, st.lists(words, max_size=2)), max_size=5))
def test_csv_and_xml_of_the_same_rows_say_the_same(rows):
    from csv import writer
    from xml.sax.saxutils import escape, quoteattr

    text, parts = io.StringIO(), ["<list>"]
    out = writer(text)
    out.writerow(["number", "kind", "name", "aliases"])
    for number, (name, programme, aliases) in enumerate(rows):
        out.writerow([number, "person", name, BETWEEN.join(aliases)])
        told = "".join(f"<alias>{escape(one)}</alias>" for one in aliases)
        parts.append(
            f"<entry id={quoteattr(str(number))} kind='person'>"
            f"<name>{escape(name)}</name>{told}</entry>"
        )
    if not rows:
        return
    as_csv = list(read_csv(io.BytesIO(text.getvalue().encode())))
    as_xml = list(read_xml(io.BytesIO("".join([*parts, "</list>"]).encode())))
    assert as_csv == as_xml
    assert all(isinstance(row, Row) for row in as_csv)
    assert len(as_csv) == len(rows)


def test_faults_are_told_by_row_and_the_rest_is_read_on():
    text = b"number;kind;name;birth_year\n1;person;;1970\n2;person;X;17\n3;person;Y;1980\n"
    first, second, third = read_csv(io.BytesIO(text))
    assert (first, second) == (
        Fault(1, "name", FaultWhy.MISSING),
        Fault(2, "birth_year", FaultWhy.YEAR, "17"),
    )
    assert third.birth_year == 1980


@pytest.mark.parametrize(
    ("read", "content", "why"),
    [
        (read_csv, b"number,kind\n1,person\n", "columns"),
        (read_csv, b"number,kind,name\n1,person,\xff\xfe\n", "encoding"),
        (read_xml, b"<list><entry id='1'>", "xml"),
        (read_xml, b"<list/>", "empty"),
        (read_xml, b"<!DOCTYPE l [<!ENTITY a 'b'>]><l><entry id='1'/></l>", "dtd"),
    ],
)
def test_what_is_no_list_is_refused(read, content, why):
    with pytest.raises(ListFileError) as caught:
        list(read(io.BytesIO(content)))
    assert caught.value.why == why
