import json
from datetime import timedelta

from dateutil.relativedelta import relativedelta
from odoo import api, fields, models
from odoo.tools import SQL

from ...domain.individual.family import ADULT_YEARS, age

PENSION_AGE = 60
STUDENT_AGE = 22
# Of so many people one has such a thing on file.
WITHOUT_WORK = 4
EDUCATED = 2
WITH_EVENT = 6
WITH_REPORT = 9
SCHOOLS = (
    ("master", "Львівська політехніка", "Економіка"),
    ("bachelor", "КНУ імені Тараса Шевченка", "Право"),
    ("college", "Харківський коледж зв'язку", "Електроніка"),
    ("vocational", "Вище професійне училище № 20", "Кухар"),
    ("master", "Одеський медичний університет", "Лікувальна справа"),
)
POSITIONS = (
    "Бухгалтер",
    "Менеджер",
    "Інженер",
    "Водій",
    "Продавець",
    "Лікар",
    "Керівник",
)
YOUNG, OLD = 45, 58
# What happens at which age, and how many days from today.
EVENTS = (
    (
        YOUNG,
        (
            ("childbirth", -400),
            ("new_job", -60),
            ("wedding", 20),
            ("childbirth", -1_085),
        ),
    ),
    (OLD, (("moving", -30), ("home", -350), ("new_job", -80))),
    (200, (("retirement", -200), ("moving", -45), ("bereavement", -80))),
)
LENDERS = (
    "Райдер Банк",
    "ТОВ «Швидкі гроші»",
    "Кредитна спілка «Ватра»",
    "Банк «Схід»",
)


class BankDemo(models.AbstractModel):
    """What managers of the demonstration bank know of their people."""

    _inherit = "bank.demo"

    @api.model
    def _live_a_month(self):  # pylint: disable=missing-return
        super()._live_a_month()
        story = self.env.context.get("bank_story")
        if story:
            self._live_individuals(story)

    @api.model
    def _live_individuals(self, story):
        """Work, education, events and bureau reports; each told by the client's manager."""
        self.env.flush_all()
        known = self._known_facts()
        people = self.env["res.partner"].search(
            [
                ("is_core_client", "=", True),
                ("client_kind", "=", "person"),
                ("client_state", "=", "client"),
                ("birth_date", "!=", False),
                ("manager_id", "!=", False),
            ],
            order="id",
        )
        left_out = {
            client.id for client in self._told(self._incomplete_of(story)) if client
        }
        for manager, clients in people.grouped("manager_id").items():
            if (
                not self.env["bank.client.employment"]
                .with_user(manager)
                .has_access("create")
            ):
                continue
            demo = self.with_user(manager)
            clients = clients.with_user(manager)._filtered_access("read")
            demo._live_work(clients.filtered(lambda one: one.id not in left_out), known)
            demo._live_education(clients)
            demo._live_events(clients)
            demo._live_reports(clients)
        self._live_death(story)

    @api.model
    def _incomplete_of(self, story):
        told = story.get("incomplete") or []
        return [number for number in told if isinstance(number, str)]

    @api.model
    def _known_facts(self):
        """Client -> (employer's name, employer, received a month, first month)."""
        return {
            row[0]: row[1:]
            for row in self.env.execute_query(
                SQL(
                    """
                    SELECT DISTINCT ON (c.client_id) c.client_id, k.name, k.id,
                           p.turnover_base::text, p.client_since
                      FROM bank_counterparty c
                      JOIN res_partner p ON p.id = c.client_id
                      JOIN res_partner k ON k.id = c.known_client_id
                     WHERE k.client_kind = 'legal_entity' AND p.client_kind = 'person'
                       AND c.credit_base > 0 AND NOT k.is_private_banking
                     ORDER BY c.client_id, c.credit_base DESC, k.id
                    """
                )
            )
        }

    @api.model
    def _live_work(self, clients, known):
        today = self.env["bank.business.day"]._today()
        rows, fed = [], []
        for client in clients:
            years = age(client.birth_date, today)
            if client.id % WITHOUT_WORK == 0 or years < STUDENT_AGE - 4:
                continue
            income = round(client.turnover_base or 0, -2)
            values = {"client_id": client.id, "income": income}
            if years >= PENSION_AGE:
                since = client.birth_date + relativedelta(years=PENSION_AGE)
                rows.append({**values, "status": "pensioner", "date_from": since})
            elif years < STUDENT_AGE:
                since = client.birth_date + relativedelta(years=17, month=9, day=1)
                rows.append(
                    {
                        **values,
                        "status": "student",
                        "employer_name": SCHOOLS[client.id % len(SCHOOLS)][1],
                        "date_from": since,
                    }
                )
            else:
                values["position"] = POSITIONS[client.id % len(POSITIONS)]
                values["date_from"] = today - timedelta(
                    days=200 + client.id * 37 % 3_000
                )
                self._add_job(client, values, known.get(client.id), rows, fed, today)
        Employment = self.env["bank.client.employment"]
        Employment.create(rows)
        Employment.sudo().create(fed)

    @api.model
    def _add_job(self, client, values, told, rows, fed, today):
        """A job at a company that pays here is the salary project's; others he told of."""
        if told:
            name, employer_id, *_rest = told
            job = {**values, "employer_name": name, "employer_id": employer_id}
            fed.append({**job, "source": "salary", "confirmed_date": today})
            before = values["date_from"]
            rows.append(
                {
                    "client_id": client.id,
                    "employer_name": "ТОВ «Попередня праця»",
                    "position": values["position"],
                    "date_from": before - relativedelta(years=3),
                    "date_to": before - timedelta(days=1),
                }
            )
        elif client.id % 3 == 0:
            rows.append(
                {
                    **values,
                    "employer_name": "ФОП, власна справа",
                    "status": "business",
                    "source": "certificate",
                    "confirmed_date": today - timedelta(days=client.id % 500),
                }
            )
        else:
            rows.append({**values, "employer_name": "ТОВ «Дніпро-Сервіс»"})

    @api.model
    def _live_education(self, clients):
        rows = []
        for client in clients:
            if client.id % EDUCATED == 0 and client.birth_date.year < 2004:
                level, school, subject = SCHOOLS[client.id % len(SCHOOLS)]
                rows.append(
                    {
                        "client_id": client.id,
                        "level": level,
                        "institution": school,
                        "field_of_study": subject,
                        "year": client.birth_date.year + 22,
                    }
                )
        self.env["bank.client.education"].create(rows)

    @api.model
    def _live_events(self, clients):
        today = self.env["bank.business.day"]._today()
        kinds = {
            kind.code: kind.id for kind in self.env["bank.life.event.kind"].search([])
        }
        rows = []
        for place, client in enumerate(
            client
            for client in clients
            if client.id % WITH_EVENT == 0
            and age(client.birth_date, today) >= ADULT_YEARS
        ):
            years = age(client.birth_date, today)
            told = next(events for until, events in EVENTS if years < until)
            code, days = told[(client.id // WITH_EVENT + place) % len(told)]
            rows.append(
                {
                    "client_id": client.id,
                    "kind_id": kinds[code],
                    "date": today + timedelta(days=days + client.id % 9),
                    "source": "said",
                }
            )
        self.env["bank.client.life.event"].create(rows)

    @api.model
    def _live_reports(self, clients):
        """Bought for applications: one date for most, three for some."""
        today = self.env["bank.business.day"]._today()
        bureaus = self.env["bank.bureau"].search([])
        for client in clients.filtered(
            lambda one: one.id % WITH_REPORT == 0 and one.vat
        ):
            months = (14, 7, 1) if client.id % (2 * WITH_REPORT) == 0 else (2,)
            for place, ago in enumerate(months):
                day = today - relativedelta(months=ago)
                content = self._report_file(client, day, place)
                self.env["bank.bureau.report"]._take(
                    client.with_env(self.env),
                    bureaus[client.id % len(bureaus)],
                    json.dumps(content, ensure_ascii=False).encode(),
                    f"bureau-{fields.Date.to_string(day)}.json",
                    day,
                    self.env._("Consent in the application of that day, file 3"),
                )

    @api.model
    def _report_file(self, client, day, place):
        """The file that a bureau would send."""
        loans = []
        for number in range(client.id % 4):
            owed = 4_000 + (client.id * 571 + number * 9_377) % 90_000 - place * 900
            late = (client.id * 7 + number * 31) % 5 == 0
            loans.append(
                {
                    "lender": LENDERS[(client.id + number) % len(LENDERS)],
                    "kind": ("Cash loan", "Credit card")[number % 2],
                    "opened": fields.Date.to_string(
                        day - relativedelta(months=8 + number * 5)
                    ),
                    "limit": f"{owed + 20_000}.00",
                    "owed": f"{owed}.00",
                    "overdue": f"{owed // 10}.00" if late else "0.00",
                    "days_overdue": 17 if late else 0,
                    "worst_days_overdue": 45 if late else number * 4,
                }
            )
        total = sum(int(loan["owed"].split(".")[0]) for loan in loans)
        return {
            "format": "bank-crm-bureau-report",
            "version": "1",
            "date": fields.Date.to_string(day),
            "tax_number": client.vat,
            "currency": "UAH",
            "score": {
                "value": 430 + client.id * 53 % 340 + place * 18,
                "low": 300,
                "high": 850,
            },
            "loans": loans,
            "totals": {"open_loans": len(loans), "owed": f"{total}.00"},
        }

    @api.model
    def _live_death(self, story):
        """The client of whom the heirs brought the certificate."""
        number = story.get("deceased")
        [client] = self._told([number]) if isinstance(number, str) else [None]
        manager = client and client.manager_id
        if not manager:
            return
        event = self.env["bank.client.life.event"].with_user(manager)
        if event.has_access("create"):
            kind = self.env["bank.life.event.kind"].search([("is_death", "=", True)])
            event.create(
                {
                    "client_id": client.id,
                    "kind_id": kind[:1].id,
                    "date": fields.Date.subtract(
                        client.client_until or self.env["bank.business.day"]._today(),
                        days=4,
                    ),
                    "source": "document",
                    "evidence": "І-ЛВ № 417728",
                }
            )
