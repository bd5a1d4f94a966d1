"""What a bank sends us: one `Layout` per kind of file, the contract with the core system.

A layout names the columns, which must be filled, what each means, and how rows are
identified and totalled. The same data makes the staging checks, the documentation page
and the JSON schema, so the three cannot disagree.

Values are text as a bank exports them: dates ISO (or the feed's own format), amounts with
a decimal point in the account's currency, rates as fractions a year (0.125 = 12.5 %).
An empty value was not delivered and changes nothing; `\\N` clears.
"""

from dataclasses import dataclass
from enum import StrEnum

CLEARED = r"\N"


class ColumnKind(StrEnum):
    """How the text of a column is read."""

    TEXT = "text"
    IDENTIFIER = "identifier"
    REFERENCE = "reference"
    AMOUNT = "amount"
    RATE = "rate"
    DATE = "date"
    INTEGER = "integer"
    FLAG = "flag"
    CODE = "code"
    CURRENCY = "currency"
    COUNTRY = "country"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a layout.

    `refers_to` is the layout whose identity a reference names: a row whose reference has
    not arrived yet is parked. `codes` is the list an administrator maps foreign words to.
    """

    name: str
    kind: ColumnKind
    meaning: str
    required: bool = False
    refers_to: str = ""
    codes: str = ""

    def __post_init__(self) -> None:
        if self.kind is ColumnKind.REFERENCE and not self.refers_to:
            raise ValueError(f"{self.name}: a reference says what it refers to")
        if self.kind is ColumnKind.CODE and not self.codes:
            raise ValueError(f"{self.name}: a code names its list")


@dataclass(frozen=True, slots=True)
class Layout:
    """A kind of file: its columns, the identity of a row and the control sum.

    `order` puts the files of one day in the sequence in which they must be loaded.
    """

    code: str
    title: str
    order: int
    columns: tuple[Column, ...]
    identity: tuple[str, ...]
    control_sum: str = ""

    def __post_init__(self) -> None:
        names = [column.name for column in self.columns]
        if len(names) != len(set(names)):
            raise ValueError(f"{self.code}: a column is named twice")
        for name in (*self.identity, *filter(None, [self.control_sum])):
            if name not in names:
                raise ValueError(f"{self.code}: no column {name}")

    @property
    def column_names(self) -> tuple[str, ...]:
        """The header of a file in this layout."""
        return tuple(column.name for column in self.columns)

    @property
    def required_names(self) -> tuple[str, ...]:
        """The columns that no row may leave empty."""
        return tuple(column.name for column in self.columns if column.required)


def read_columns(table: str) -> tuple[Column, ...]:
    """Read columns from lines `name* kind[:argument] | meaning` (`*` = required)."""
    columns = []
    for line in filter(None, map(str.strip, table.splitlines())):
        head, meaning = (part.strip() for part in line.split("|", 1))
        name, kind = head.split()
        kind, _colon, argument = kind.partition(":")
        columns.append(
            Column(
                name.rstrip("*"),
                ColumnKind(kind),
                meaning,
                name.endswith("*"),
                argument if kind == ColumnKind.REFERENCE else "",
                argument if kind == ColumnKind.CODE else "",
            )
        )
    return tuple(columns)


BRANCHES = Layout(
    "branches",
    "Branches",
    10,
    read_columns("""
        branch_id*   identifier          | the core system's code of the branch
        name*        text                | as the staff call it
        kind*        code:branch_kind    | head_office, region, branch or outlet
        parent_id    reference:branches  | the branch above it
        street       text                | street and house
        city         text                | town
        phone        text                | telephone of the front desk
        opened       date                | first day of business
        closed       date                | last day of business
    """),
    ("branch_id",),
)
STAFF = Layout(
    "staff",
    "Staff and posts",
    20,
    read_columns("""
        staff_id*    identifier          | personnel number
        name*        text                | full name
        login*       text                | sign-in name
        email        text                | work e-mail
        phone        text                | work telephone
        branch_id*   reference:branches  | where the post is
        role*        code:role           | what the post may do
        date_from*   date                | first day in the post
        date_to      date                | last day in the post
    """),
    ("staff_id", "branch_id", "role", "date_from"),
)
CLIENTS = Layout(
    "clients",
    "Clients",
    30,
    read_columns("""
        client_id*          identifier          | the core system's client number
        kind*               code:client_kind    | person, sole_trader or legal_entity
        name                text                | name of a company, or the whole name of a person
        last_name           text                | family name
        first_name          text                | given name
        middle_name         text                | patronymic or middle name
        state               code:client_state   | prospect, client or former (default client)
        class               code:client_class   | mass, affluent, SME, corporate ...
        branch_id           reference:branches  | branch that serves the client; taken while he has none, then key_changes moves him
        manager_id          text                | personnel number of the manager; taken while the client has none
        since               date                | client since
        ended               date                | relation ended on
        birth_date          date                | of a person
        gender              code:gender         | female or male
        tax_number          text                | tax number
        registration_number text                | number in the register of companies
        lei                 text                | legal entity identifier (ISO 17442)
        country             country             | residence, ISO 3166 alpha-2
        language            code:language       | language of letters: en, uk, zh
        industry            text                | NACE rev. 2 code
        phone               text                | main telephone
        phone2              text                | another telephone
        email               text                | main e-mail
        street              text                | street and house of the registered address
        city                text                | town
        zip                 text                | postal code
        document_kind       code:document_kind  | passport, id_card, residence_permit, registration_extract
        document_number     text                | series and number
        document_issued     date                | issued on
        document_expiry     date                | valid until
        is_private_banking  flag                | 1: served behind the private-banking wall; no file takes a client out of it
        staff_id            text                | personnel number, where the client works in the bank
    """),
    ("client_id",),
)
CLIENT_KEYS = Layout(
    "client_keys",
    "Client keys in other systems",
    40,
    read_columns("""
        client_id*   reference:clients   | a number of the client we know already
        source*      text                | system that knows the client by the other number
        external_id* identifier          | the other number
        valid_from   date                | from which day
        valid_to     date                | until which day
    """),
    ("source", "external_id"),
)
KEY_CHANGES = Layout(
    "key_changes",
    "Changes of client and account numbers",
    45,
    read_columns("""
        change_id*   identifier          | number of the change in the core system
        change*      code:key_change     | client_renumber, client_merge, client_split, account_renumber, account_transfer, branch_transfer
        date*        date                | from which day
        old_id*      text                | client or account number until then
        new_id*      text                | number from then on; for account_transfer the new owner, for branch_transfer the branch
        account_id   text                | one account that a client_split moves to new_id
    """),
    ("change_id",),
)
PRODUCTS = Layout(
    "products",
    "Products",
    50,
    read_columns("""
        product_id*  identifier           | product code
        name*        text                 | name shown to clients
        family*      code:product_family  | family by which penetration is counted
        kind*        code:product_kind    | account, deposit, loan, card, service
        currency     currency             | where the product has only one
        annual_rate  rate                 | list rate, a fraction a year
        for_person   flag                 | sold to persons
        for_company  flag                 | sold to companies and sole traders
        date_from    date                 | sold from
        date_to      date                 | sold until
    """),
    ("product_id",),
)
HOLDINGS = Layout(
    "holdings",
    "Holdings (agreements of any kind)",
    60,
    read_columns("""
        holding_id*    identifier           | agreement id in the core system
        client_id*     reference:clients    | whose agreement
        product_id*    reference:products   | what was sold
        branch_id      reference:branches   | where it is kept
        number         text                 | agreement number as printed
        request_number text                 | our request that it fulfils
        state          code:holding_state   | pending, active or closed (default active)
        opened         date                 | signed on
        ends           date                 | matures on
        closed         date                 | closed on
        currency       currency             | currency of the agreement
        amount         amount               | agreed sum
        balance        amount               | sum outstanding now
        annual_rate    rate                 | rate of the agreement, a fraction a year
        payment        amount               | regular payment
        status_note    text                 | status word of the core system
    """),
    ("holding_id",),
    "amount",
)
HOLDING_MONTHS = Layout(
    "holding_months",
    "Months of holdings",
    70,
    read_columns("""
        holding_id*      reference:holdings | agreement
        month*           date               | any day of the month
        interest_income  amount             | interest earned by the bank
        interest_expense amount             | interest paid by the bank
        fees             amount             | fees and commissions earned
        average_balance  amount             | average daily balance
        transfer_result  amount             | result of transfer pricing
        provision        amount             | change of the provision
        stage            integer            | IFRS 9 stage 1 to 3
        direct_cost      amount             | cost booked to the agreement
    """),
    ("holding_id", "month"),
    "interest_income",
)
ACCOUNTS = Layout(
    "accounts",
    "Accounts",
    80,
    read_columns("""
        account_id*  identifier           | account id in the core system
        client_id*   reference:clients    | owner
        holding_id   reference:holdings   | agreement it belongs to
        product_id   reference:products   | product, where there is no agreement
        branch_id    reference:branches   | where it is kept
        number*      text                 | IBAN or local number
        currency*    currency             | ISO 4217
        kind*        code:account_kind    | current, deposit, loan, card or overdraft
        state        code:account_state   | open, blocked or closed (default open)
        opened       date                 | opened on
        closed       date                 | closed on
    """),
    ("account_id",),
)
ACCOUNT_HOLDERS = Layout(
    "account_holders",
    "Account holders",
    90,
    read_columns("""
        account_id*  reference:accounts   | account
        client_id*   reference:clients    | person or company with rights on it
        role*        code:holder_role     | owner, joint, authorised or beneficiary
        rights       text                 | in words: view, pay up to ...
        date_from    date                 | from
        date_to      date                 | until
    """),
    ("account_id", "client_id", "role"),
)
CARDS = Layout(
    "cards",
    "Cards",
    100,
    read_columns("""
        card_id*     identifier           | card token of the card system, never the number
        account_id*  reference:accounts   | account it draws on
        client_id*   reference:clients    | person whose name is on it
        product_id   reference:products   | card product
        number*      text                 | masked number: first six, stars, last four
        scheme       text                 | payment scheme
        state        code:card_state      | active, blocked, expired or closed
        issued       date                 | issued on
        expires      date                 | last day
    """),
    ("card_id",),
)
STANDING_ORDERS = Layout(
    "standing_orders",
    "Standing orders",
    110,
    read_columns("""
        order_id*      identifier         | order id in the core system
        account_id*    reference:accounts | account debited
        payee_name     text               | who is paid
        payee_account  text               | account of the payee
        payee_bank     text               | bank of the payee
        amount*        amount             | sum of each payment
        day            integer            | day of the month
        purpose        code:order_purpose | household, loan, insurance, leasing, rent, saving, other
        date_from      date               | first payment
        date_to        date               | last payment
    """),
    ("order_id",),
    "amount",
)
FX_RATES = Layout(
    "fx_rates",
    "Official exchange rates",
    120,
    read_columns("""
        currency*    currency             | ISO 4217
        date*        date                 | day from which the rate holds
        units*       integer              | for how many units the rate is quoted
        rate*        rate                 | base currency for that many units
    """),
    ("currency", "date"),
)
MOVEMENTS = Layout(
    "movements",
    "Account movements",
    130,
    read_columns("""
        movement_id*         identifier         | id of the movement in the core system
        operation            code:row_operation | new, correct or cancel (default new)
        reverses_id          text               | movement that this one reverses
        account_id*          reference:accounts | account
        booking_date*        date               | bank day on which it was booked
        value_date           date               | day from which it counts for interest (default booking date)
        amount*              amount             | signed, in the account's currency; a credit is positive
        currency             currency           | must be the account's, where given
        kind                 code:operation     | our word for the operation
        channel              code:channel       | counter, atm, card, internet, mobile, call_centre, system
        counterparty_name    text               | who pays or is paid
        counterparty_account text               | account of the other side
        counterparty_bank    text               | bank of the other side
        purpose              text               | purpose of payment
        balance_after        amount             | balance after the movement, where the core gives it
    """),
    ("movement_id",),
    "amount",
)
BALANCES = Layout(
    "balances",
    "Balances at the end of a day",
    140,
    read_columns("""
        account_id*  reference:accounts   | account
        date*        date                 | bank day
        balance*     amount               | in the account's currency
    """),
    ("account_id", "date"),
    "balance",
)

LAYOUTS: dict[str, Layout] = {
    layout.code: layout
    for layout in (
        BRANCHES,
        STAFF,
        CLIENTS,
        CLIENT_KEYS,
        KEY_CHANGES,
        PRODUCTS,
        HOLDINGS,
        HOLDING_MONTHS,
        ACCOUNTS,
        ACCOUNT_HOLDERS,
        CARDS,
        STANDING_ORDERS,
        FX_RATES,
        MOVEMENTS,
        BALANCES,
    )
}
