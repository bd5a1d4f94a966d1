"""What the core system sends about loans: layouts beside those of the exchange."""

from odoo.addons.bank_crm_exchange.domain.layouts import Layout, read_columns

LOANS = Layout(
    "loans",
    "Loan contracts",
    61,
    read_columns("""
        holding_id*      reference:holdings   | agreement in the core system
        method*          code:loan_method     | annuity, differentiated, bullet or minimum
        amount*          amount               | sum lent, or the limit of a line
        annual_rate*     rate                 | rate on the first day, a fraction a year
        start            date                 | first day of interest (default: signed on)
        first_due*       date                 | first due date
        due_day          integer              | day of the month, where the first date does not show it (31: the last)
        last_due         date                 | irregular last due date
        instalments*     integer              | number of instalments
        frequency        code:loan_frequency  | month, week, day or year (default month)
        every            integer              | so many of them apart (default 1)
        day_count        code:day_count       | e.g. ACT/365F (default)
        is_equal_periods flag                 | 1: each period is an equal part of the year
        interest_base    code:interest_base   | declining (default) or flat
        principal_grace  integer              | instalments without principal
        interest_grace   integer              | instalments without interest
        is_capitalised   flag                 | 1: interest of the grace joins the principal
        balloon          amount               | principal left for the last instalment
        amortise_over    integer              | instalments over which it is calculated
        instalment       amount               | agreed instalment
        weights          text                 | weights of the instalments, divided by blanks
        minimum_share    rate                 | minimum payment, share of the balance
        minimum_amount   amount               | minimum payment, sum
        credit_limit     amount               | limit of a credit line
        shift            code:due_day_shift   | where a due date goes from a free day
    """),
    ("holding_id",),
    "amount",
)
LOAN_OPERATIONS = Layout(
    "loan_operations",
    "Operations of loans",
    132,
    read_columns("""
        operation_id*     identifier           | id of the operation in the core system
        operation         code:row_operation   | new, correct or cancel (default new)
        holding_id*       reference:loans      | agreement
        kind*             code:loan_operation  | disburse, repay, fee, penalty, waive, rate_change, accrue, restructure, write_off or reverse
        value_date*       date                 | day from which it counts
        booking_date      date                 | bank day on which it was booked (default value date)
        amount            amount               | money, above zero
        component         code:loan_component  | of a waiver: what is forgiven
        early             code:early_repayment | of a payment over what is due: hold (default), shorten or reduce
        annual_rate       rate                 | new rate, a fraction a year
        reverses_id       text                 | operation taken back
        instalments       integer              | of a restructuring: instalments from now on
        principal_holiday integer              | instalments without principal
        interest_holiday  integer              | instalments without interest
        capitalise        text                 | what joins the principal: interest, fee, penalty, principal, joined by commas
        first_due         date                 | next due date
        request_number    text                 | our request that it fulfils
        note              text                 | purpose of payment
    """),
    ("operation_id",),
    "amount",
)
LOAN_SCHEDULES = Layout(
    "loan_schedules",
    "Schedules of loans",
    136,
    read_columns("""
        holding_id*  reference:loans  | agreement
        number*      integer          | number of the instalment
        due*         date             | due date
        principal*   amount           | principal
        interest*    amount           | interest
        fees         amount           | fees
    """),
    ("holding_id", "number"),
    "principal",
)
AGREEMENT_OVERDUE = Layout(
    "agreement_overdue",
    "What agreements owe and is overdue",
    138,
    read_columns("""
        holding_id*   reference:holdings | agreement of any kind
        date*         date               | bank day
        principal     amount             | principal owed, due or not
        overdue_principal amount         | principal overdue
        overdue_interest  amount         | interest overdue
        overdue_fee       amount         | fees overdue
        overdue_penalty   amount         | penalty
        oldest_due    date               | oldest due date not wholly paid
        days          integer            | days past due
    """),
    ("holding_id", "date"),
    "overdue_principal",
)

LOAN_LAYOUTS: dict[str, Layout] = {
    layout.code: layout
    for layout in (LOANS, LOAN_OPERATIONS, LOAN_SCHEDULES, AGREEMENT_OVERDUE)
}
