"""What the demo bank sells."""

from datetime import date

from .records import Bank, Product

# code, name, family, kind, currency, rate, for persons, for companies
TABLE = """
CUR-P   | Поточний рахунок                   | current_account | account |     | 0     | 1 | 0
CUR-B   | Поточний рахунок для бізнесу       | current_account | account |     | 0     | 0 | 1
CARD-S  | Картка «Стандарт»                  | card            | card    | UAH | 0     | 1 | 0
CARD-G  | Картка «Золота»                    | card            | card    | UAH | 0     | 1 | 0
CARD-B  | Бізнес-картка                      | card            | card    | UAH | 0     | 0 | 1
DEP-6   | Вклад «Шість місяців»              | deposit         | deposit | UAH | 0.125 | 1 | 1
DEP-12  | Вклад «Річний»                     | deposit         | deposit | UAH | 0.14  | 1 | 1
DEP-FX  | Вклад у валюті                     | deposit         | deposit |     | 0.02  | 1 | 1
DEP-IDX | Вклад, прив'язаний до долара       | deposit         | deposit | UAH | 0.03  | 1 | 0
SAV     | Ощадний рахунок «Скарбничка»       | savings         | deposit | UAH | 0.08  | 1 | 0
LOAN-C  | Споживчий кредит                   | consumer_loan   | loan    | UAH | 0.33  | 1 | 0
LOAN-M  | Іпотека                            | mortgage        | loan    | UAH | 0.16  | 1 | 0
OVER-B  | Овердрафт для бізнесу              | overdraft       | loan    | UAH | 0.22  | 0 | 1
LEAS    | Фінансовий лізинг                  | leasing         | loan    | UAH | 0.19  | 0 | 1
TRADE   | Кредитна лінія під торгівлю        | trade_finance   | loan    | UAH | 0.18  | 0 | 1
GUAR    | Банківська гарантія                | trade_finance   | service | UAH | 0     | 0 | 1
INS-L   | Страхування життя                  | insurance       | service | UAH | 0     | 1 | 0
INS-A   | Страхування авто                   | insurance       | service | UAH | 0     | 1 | 1
IB      | Інтернет-банк                      | internet_bank   | service |     | 0     | 1 | 1
SALP    | Зарплатний проєкт                  | salary_project  | service | UAH | 0     | 0 | 1
ACQ     | Еквайринг                          | acquiring       | service | UAH | 0     | 0 | 1
"""
SOLD_FROM = date(2015, 1, 5)


def add_products(bank: Bank) -> None:
    """Fill `bank.products` by code."""
    for line in TABLE.strip().splitlines():
        cells = [cell.strip() for cell in line.split("|")]
        code, name, family, kind, currency, rate, person, company = cells
        bank.products[code] = Product(
            code,
            name,
            family,
            kind,
            currency,
            rate,
            person == "1",
            company == "1",
            SOLD_FROM,
        )
