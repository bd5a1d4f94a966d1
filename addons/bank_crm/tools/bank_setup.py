"""Makes an empty database into one bank: its company, currency, zone and first day."""

from dataclasses import dataclass
from datetime import date

from odoo.exceptions import UserError


@dataclass(frozen=True, slots=True)
class BankFacts:
    """What a bank is before its first file: name, country, base currency, zone, day."""

    name: str
    country: str
    currency: str
    time_zone: str
    business_day: date
    currencies: tuple[str, ...] = ("UAH", "CZK", "CNY", "USD", "EUR")


def set_up_bank(env, facts):
    """Name the company and set base currency and business day; a second call changes nothing.

    The base currency is fixed once accounts are there: their base values rest on it.
    """
    Currency = env["res.currency"].with_context(active_test=False)
    Currency.search([("name", "in", facts.currencies)]).active = True
    currency = Currency.search([("name", "=", facts.currency)])
    company = env.company
    if company.currency_id != currency:
        if env["bank.account"].search_count([], limit=1):
            raise UserError(
                env._(
                    "The base currency is set before the first feed and not changed after."
                )
            )
        company.currency_id = currency
    country = env["res.country"].search([("code", "=", facts.country)])
    company.write({"name": facts.name, "country_id": country.id})
    (env.user | env.ref("base.user_admin")).write({"tz": facts.time_zone})
    Day = env["bank.business.day"]
    if not Day.search_count([("is_current", "=", True)]):
        Day._open(facts.business_day)
