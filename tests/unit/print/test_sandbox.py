"""The closed room: what templates may do, and that they always end."""

from decimal import Decimal

import pytest
from jinja2.exceptions import SecurityError, UndefinedError
from odoo.addons.bank_crm_print.domain.print_values import (
    NOTHING,
    Choice,
    CurrencyMixError,
    Money,
)
from odoo.addons.bank_crm_print.tools.sandbox import ForbiddenTagError, PrintEnvironment
from odoo.addons.bank_crm_print.tools.work_budget import TooMuchWorkError, WorkBudget

VALUES = {
    "name": "<b>Tom & Co</b>",
    "funds": Money("1409.5", "UAH"),
    "kind": Choice("Person", "person"),
    "missing": NOTHING,
    "flag": True,
    "accounts": [
        {"number": f"UA{number}", "balance": Money(number, "UAH")}
        for number in range(300)
    ],
}


def fill(source, language="en", **values):
    environment = PrintEnvironment(language, currency="UAH")
    return environment.from_string(source).render({**VALUES, **values})


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("{{ name }}", "&lt;b&gt;Tom &amp; Co&lt;/b&gt;"),
        ("{{ funds }}", "1,409.50\xa0UAH"),
        ("{{ kind }} {{ kind.code }}", "Person person"),
        ("[{{ missing }}{{ missing|upper }}{{ missing|money }}{{ missing|long_date }}]", "[]"),
        ("{% if missing > 5 %}a{% else %}b{% endif %}", "b"),
        ("{{ flag }}", "yes"),
        ("{{ funds * 2 }}", "2,819.00\xa0UAH"),
        ("{% for a in accounts if a.balance > 297 %}{{ a.number }},{% endfor %}", "UA298,UA299,"),
        ("{{ accounts|selectattr('balance', 'gt', 298)|sum(attribute='balance') }}",
         "299.00\xa0UAH"),
        ("{{ accounts|length }}", "300"),
        ("{{ (accounts|first).number }}", "UA0"),
        ("{{ 2.5|number(2) }}", "2.50"),
    ],
)  # fmt: skip
def test_what_a_template_may_say(source, text):
    assert fill(source) == text


@pytest.mark.parametrize(
    "source",
    [
        "{{ ''.__class__ }}",
        "{{ name.upper() }}",
        "{{ name.join(accounts) }}",
        "{{ accounts.append(1) }}",
        "{% set x = name ~ name %}",
        "{% macro f() %}{% endmacro %}",
        "{% include 'x' %}",
        "{% import 'x' as y %}",
        "{% extends 'x' %}",
        "{% block b %}{% endblock %}",
        "{{ range.__self__ }}",
        "{{ lipsum() }}",
        "{{ name|center(1000000) }}",
        "{{ name|format(1) }}",
        "{{ name|attr('x') }}",
        "{{ name|xmlattr }}",
        "{{ name|safe }}",
        "{{ 2 ** 99 }}",
        "{{ accounts }}",
        "{% for a in accounts recursive %}{% endfor %}",
        "{{ {'a': 1} }}",
        "{% do accounts.clear() %}",
    ],
)
def test_what_it_may_not_say(source):
    # The last ones are no tags of the language at all.
    with pytest.raises((ForbiddenTagError, Exception)) as caught:
        fill(source)
    assert type(caught.value).__name__ in ("ForbiddenTagError", "TemplateSyntaxError")


@pytest.mark.parametrize(
    "source",
    [
        "{% for a in range(1000000000) %}x{% endfor %}",
        "{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}",
        "{% for a in accounts %}{% for b in accounts %}{% for c in accounts %}"
        "{% endfor %}{% endfor %}{% endfor %}",
        "{% for a in accounts %}{% for b in accounts %}"
        "{{ accounts|sum(attribute='balance') }}{% endfor %}{% endfor %}",
        "{% for a in accounts %}{% for b in accounts|sort(attribute='number') %}"
        "{{ accounts|length }}{% endfor %}{% endfor %}",
        "{{ 999999999999999999 * 999999999999999999 * 2 }}",
        "{% set x = 999999999 %}" + "{% set x = x * x %}" * 9,
    ],
)
def test_what_would_not_end_is_stopped(source):
    with pytest.raises(TooMuchWorkError):
        fill(source)


def test_a_flood_of_text_is_stopped():
    environment = PrintEnvironment("en", budget=WorkBudget(chars=1_000))
    template = environment.from_string(
        "{% for a in range(99) %}" + "x" * 99 + "{% endfor %}"
    )
    with pytest.raises(TooMuchWorkError):
        template.render()


def test_texts_are_not_multiplied():
    with pytest.raises(SecurityError):
        fill("{{ 'x' * 1000000 }}")
    with pytest.raises(SecurityError):
        fill("{{ '%1000000d' % 1 }}")


def test_currencies_are_not_mixed():
    mixed = [{"balance": Money(1, "UAH")}, {"balance": Money(1, "USD")}]
    with pytest.raises(CurrencyMixError):
        fill("{{ accounts|sum(attribute='balance') }}", accounts=mixed)


def test_a_sum_of_nothing_keeps_its_currency():
    rows = [{"balance": Money(0, "UAH")}, {"balance": NOTHING}]
    assert fill("{{ rows|sum(attribute='balance') }}", rows=rows) == "0.00\xa0UAH"


def test_a_name_that_does_not_exist_is_an_error():
    with pytest.raises(UndefinedError, match="balanse"):
        fill("{{ balanse }}")


def test_the_language_of_the_paper_is_that_of_its_figures():
    assert fill("{{ funds }}", "uk") == "1\xa0409,50\xa0UAH"
    assert fill("{{ funds|words }}", "zh") == "壹仟肆佰零玖格里夫纳伍拾戈比"
    assert fill("{{ funds|words('USD') }}", "en").startswith(
        "one thousand, four hundred"
    )
    assert fill("{{ 5|words('uk') }}", "en") == "п&#39;ять гривень, нуль копійок"
    assert fill("{{ n|number }}", "en", n=Decimal("1234.50")) == "1,234.5"
