from datetime import date, timedelta
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from odoo.addons.bank_crm_base.tests.common import TODAY
from odoo.tests import tagged
from odoo.tools import SQL

from ..domain.segment_match import SEGMENTS, holding_lines, matches
from ..domain.segment_parse import parse
from ..domain.segment_tree import COUNTED, MEASURED, OPERATORS, Kind, Measure
from ..engine.facts import Facts
from ..engine.segment_sql import SegmentSql
from .common import SegmentCommon

CITIES = ("Lviv", "LVIV", "Київ", "київ", "Kyiv", "", None)
FACTS = {
    "city": Kind.TEXT, "kind": Kind.CHOICE, "class": Kind.CHOICE, "funds": Kind.MONEY,
    "credit_change_3m": Kind.NUMBER, "birth_date": Kind.DATE, "since": Kind.DATE,
    "incomplete": Kind.FLAG, "age": Kind.NUMBER, "tenure": Kind.NUMBER,
    "idle_days": Kind.NUMBER,
}  # fmt: skip
CHOICES = {
    "kind": ("person", "legal_entity"), "class": ("mass", "affluent"),
    "state": ("active", "closed"), "product": ("T-PROP",), "scheme": ("visa", "none"),
}  # fmt: skip
COLUMNS = {
    "state": Kind.CHOICE, "scheme": Kind.CHOICE, "issued": Kind.DATE,
    "valid_until": Kind.DATE,
}  # fmt: skip
BALANCES = {"balance_base": Kind.MONEY, "last_operation": Kind.DATE}

numbers = st.sampled_from(["-30", "0", "0.5", "100", "100.01", "2500"])
days = st.integers(-40, 40).map(lambda back: str(TODAY + timedelta(days=back)))
texts = st.sampled_from(["lviv", "Київ", "КИ", "K", "%", "yi"])


def values(kind, op, code):
    """What a condition of this kind may be compared with."""
    single = {
        Kind.TEXT: texts,
        Kind.CHOICE: st.sampled_from(CHOICES.get(code, ("x",))),
        Kind.FLAG: st.booleans(),
        Kind.DATE: days,
    }.get(kind, numbers)
    if op in ("empty", "filled"):
        return st.none()
    if op in ("one_of", "none_of"):
        return st.lists(single, min_size=1, max_size=3)
    if op == "between":
        key = float if kind in (Kind.NUMBER, Kind.MONEY) else str
        return st.lists(single, min_size=2, max_size=2).map(
            lambda two: sorted(two, key=key)
        )
    if op in ("last", "next", "longer_ago"):
        units = st.sampled_from(["day", "week", "month", "year"])
        return st.fixed_dictionaries({"count": st.integers(1, 30), "unit": units})
    if op == "this":
        return st.sampled_from(["week", "month", "quarter", "year"])
    return st.integers(0, 365) if op == "anniversary" else single


def _exact(value):
    """Numbers as the rule takes them; the driver gives floats."""
    return Decimal(str(value)) if isinstance(value, float) else value


@st.composite
def conditions(draw, facts):
    code = draw(st.sampled_from(sorted(facts)))
    op = draw(st.sampled_from(OPERATORS[facts[code]]))
    value = draw(values(facts[code], op, code))
    return {"fact": code, "op": str(op), "value": value}


def groups(items, least):
    return st.fixed_dictionaries(
        {
            "match": st.sampled_from(["all", "any", "none"]),
            "items": st.lists(items, min_size=least, max_size=3),
        }
    )


@st.composite
def lists(draw):
    code, columns = draw(st.sampled_from([("cards", COLUMNS), ("accounts", BALANCES)]))
    measure = draw(st.sampled_from(Measure))
    fact, kind, operators = None, Kind.NUMBER, COUNTED
    fits = [name for name, found in columns.items() if found in MEASURED[measure]]
    if not fits:
        measure = Measure.COUNT
    if measure is not Measure.COUNT:
        fact = draw(st.sampled_from(fits))
        kind = columns[fact]
        if measure is not Measure.SUM:
            operators = OPERATORS[kind]
    op = draw(st.sampled_from(operators))
    value = draw(
        st.sampled_from(["0", "1", "2"])
        if measure is Measure.COUNT and op != "between"
        else values(kind, op, fact)
    )
    where = draw(groups(st.deferred(lambda: conditions(columns)), 0))
    return {
        "list": code, "measure": str(measure), "fact": fact, "op": str(op),
        "value": value, "where": where,
    }  # fmt: skip


@tagged("post_install", "-at_install")
class TestSegmentProperty(SegmentCommon):
    """The statement over the bank and the plain rule for one client always agree."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["bank.client.class"].search([]).flush_recordset()
        classes = {row.code: row.id for row in cls.env["bank.client.class"].search([])}
        cls.clients = cls.kovalenko | cls.bondar | cls.walled
        for number in range(12):
            cls.clients |= cls._create_client(f"Property {number}")
        cls.segment = cls._create_segment(name="Property")
        for number, client in enumerate(cls.clients):
            cls._furnish(client, number, classes)
        cls.env.flush_all()
        cls.env.cr.execute(
            "INSERT INTO bank_segment_member (segment_id, client_id, date_from, "
            "entered_version_id) SELECT %s, id, %s, %s FROM res_partner "
            "WHERE id = ANY(%s) AND id %% 2 = 0",
            [cls.segment.id, TODAY, cls.segment.version_ids.id, cls.clients.ids],
        )
        cls.catalogue = cls.env["bank.segment"]._catalogue()
        cls.words = cls.catalogue.words([cls.segment.id])
        cls.known = cls._read_facts()

    @classmethod
    def _furnish(cls, client, number, classes):
        client.write(
            {
                "client_kind": "legal_entity" if number % 4 == 1 else "person",
                "client_class_id": (False, classes["mass"], classes["affluent"])[
                    number % 3
                ],
                "birth_date": (False, date(1996, 2, 29), TODAY)[number % 3],
                "client_since": number % 5 and TODAY - timedelta(days=9 * number),
            }
        )
        cls.env.flush_all()
        cls.env.cr.execute(
            "UPDATE res_partner SET city = %s, funds_base = %s, is_incomplete = %s "
            "WHERE id = %s",
            [
                CITIES[number % len(CITIES)],
                (None, 0, 100, "100.01", 2500)[number % 5],
                (None, False, True)[number % 3],
                client.id,
            ],
        )
        if number % 4:
            cls.env.cr.execute(
                "INSERT INTO bank_client_behaviour (client_id, credit_change_3m) "
                "VALUES (%s, %s)",
                [client.id, (None, -30, 0.5, 100)[number % 4]],
            )
        for place in range(number % 4):
            account = cls._create_account(client, f"UA-prop-{number}-{place}")
            cls.env["bank.card"].create(
                {
                    "external_id": account.number,
                    "account_id": account.id,
                    "client_id": client.id,
                    "masked_number": "414900******0001",
                    "state": ("active", "closed")[place % 2],
                    "issued_date": place and TODAY - timedelta(days=place * number),
                }
            )
            cls.env.flush_all()
            cls.env.cr.execute(
                "UPDATE bank_account SET balance_base = %s, last_operation_date = %s "
                "WHERE id = %s",
                [
                    (None, "0.5", 100, -30)[(place + number) % 4],
                    (None, TODAY)[place % 2],
                    account.id,
                ],
            )

    @classmethod
    def _read_facts(cls):
        """client id -> his facts, read one by one and not by the compiled statement."""
        known = {client.id: {SEGMENTS: set()} for client in cls.clients}
        facts = Facts(cls.env["res.partner"])
        columns = [facts.column(cls.catalogue.facts[code]) for code in FACTS]
        facts.query.add_where(SQL("%s = ANY(%s)", facts.record_id, cls.clients.ids))
        for client_id, *row in cls.env.execute_query(
            facts.query.select(facts.record_id, *columns)
        ):
            known[client_id].update(zip(FACTS, map(_exact, row), strict=True))
            if client_id % 2 == 0:
                known[client_id][SEGMENTS].add(cls.segment.id)
        for code, names in (("cards", COLUMNS), ("accounts", BALANCES)):
            for client in cls.clients:
                known[client.id][code] = cls._read_rows(client, code, names)
        return known

    @classmethod
    def _read_rows(cls, client, code, names):
        records = client[cls.catalogue.lists[code].path]
        rows = Facts(records)
        columns = [rows.column(cls.catalogue.columns[code][name]) for name in names]
        rows.query.add_where(SQL("%s = ANY(%s)", rows.record_id, records.ids))
        return [
            dict(zip(names, map(_exact, row), strict=True))
            for row in cls.env.execute_query(rows.query.select(*columns))
        ]

    @settings(
        max_examples=300,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.data())
    def test_the_statement_and_the_plain_rule_agree(self, data):
        leaf = st.one_of(
            conditions(FACTS), lists(), st.just({"segment": self.segment.id})
        )
        inner = st.one_of(leaf, groups(leaf, 1))
        tree = parse(
            data.draw(groups(st.one_of(inner, groups(inner, 1)), 0)), self.words
        )
        expected = {
            client_id: matches(tree, facts, TODAY)
            for client_id, facts in self.known.items()
        }
        query = SegmentSql(self.env, tree, self.catalogue, TODAY)
        query.query.add_where(SQL("%s = ANY(%s)", query.client_id, self.clients.ids))
        lines = dict(
            self.env.execute_query(
                query.query.select(query.client_id, query.holding_lines())
            )
        )
        self.assertEqual(
            lines,
            {
                client_id: holding_lines(tree, facts, TODAY)
                for client_id, facts in self.known.items()
            },
        )
        query = SegmentSql(self.env, tree, self.catalogue, TODAY)
        query.query.add_where(SQL("%s = ANY(%s)", query.client_id, self.clients.ids))
        query.keep_matching()
        found = {row[0] for row in self.env.execute_query(query.query.select())}
        self.assertEqual(found, {key for key, holds in expected.items() if holds})
