"""The pack of a loan: application, decision, schedule, what it costs."""

from paper import CREDIT, Paper
from words import WORDS

# Whether the last decision set terms: those of an earlier one are not told beside a refusal.
APPROVED = "last_outcome.code in ('approved', 'approved_changed')"


def said(words, choice, name):
    """A choice in the words of the form's own language, whatever the screens are in."""
    marks = [
        ("{% elif " if place else "{% if ") + f"{name}.code == '{code}' %}}{word}"
        for place, (code, word) in enumerate(words["choices"][choice].items())
    ]
    return "".join(marks) + "{% endif %}"


def has_identity(words, documents):
    """Whether one of those papers says who somebody is: a company has other papers."""
    codes = tuple(words["choices"]["identity"])
    return (
        f"{documents}|selectattr('kind.code', 'in', {codes})"
        "|map(attribute='document_number')|join"
    )


def identity(words, documents):
    """Who somebody is by his passport or card: what of those the bank knows."""
    codes = tuple(words["choices"]["identity"])
    return (
        "{% for document in " + documents + f" if document.kind.code in {codes} %}}"
        + said(words, "identity", "document.kind") + " {{ document.document_number }}"
        "{% if document.issued_by %}, {{ document.issued_by }}{% endif %}"
        "{% if document.issued %}, {{ document.issued|date }}{% endif %}"
        "{% if not loop.last %}; {% endif %}{% endfor %}"
    )  # fmt: skip


def either(one, other, after=""):
    """The fact of the client's card, or that which a stranger told of himself."""
    return "{{ (" + f"{one} or {other}" + ")" + after + " }}"


def borrower(paper, words):
    """Who borrows, as his card or his own form says."""
    person, loan = words["person"], words["loan"]
    paper.facts(
        [
            (person["who"], "{{ applicant }}"),
            (person["client"], "{{ client_number }}", "client_number"),
            (
                person["registration"],
                "{{ borrower_registration }}",
                "borrower_registration",
            ),
            (
                person["tax"],
                either("borrower_tax", "borrower_own_tax"),
                "borrower_tax or borrower_own_tax",
            ),
            (
                person["born"],
                either("borrower_born", "borrower_own_born", "|date"),
                "borrower_born or borrower_own_born",
            ),
            (
                person["document"],
                "{{ borrower_own_document }}" + identity(words, "borrower_documents"),
                "borrower_own_document or " + has_identity(words, "borrower_documents"),
            ),
            (
                person["address"],
                "{{ borrower_own_address }}{{ borrower_postal_code }} {{ borrower_city }} "
                "{{ borrower_street }}",
                "borrower_own_address or borrower_city or borrower_street",
            ),
            (
                person["phone"],
                either("borrower_phone", "borrower_own_phone"),
                "borrower_phone or borrower_own_phone",
            ),
            (loan["branch"], "{{ branch_name }}", "branch_name"),
        ]
    )


def application_form(language):
    words = WORDS[language]
    own, loan = words["application_form"], words["loan"]
    paper = Paper(language)
    paper.title(own["title"], own["below"])
    paper.heading(own["borrower"])
    borrower(paper, words)
    paper.heading(own["asked"])
    paper.facts(
        [
            (loan["product"], "{{ product }}", "product"),
            (loan["amount"], "{{ amount }}"),
            (loan["in_words"], "{{ amount|words }}", "amount"),
            (loan["months"], "{{ months }}"),
            (loan["rate"], "{{ rate|number }}", "rate"),
            (loan["purpose"], "{{ purpose }}", "purpose"),
        ]
    )
    others = "parties if party.role.code != 'borrower'"
    paper.mark("{%p if parties|length > 1 %}")
    paper.heading(own["others"])
    paper.rows(
        own["other_heads"],
        [said(words, "role", "party.role"), "{{ party.name }}",
         either("party.tax", "party.own_tax"),
         either("party.phone", "party.own_phone")],
        (others, "party"),
        widths=(34, 66, 35, 35),
    )  # fmt: skip
    paper.mark("{%p endif %}")
    for code, name, tags, widths, right in (
        ("incomes", "income",
         ["{{ income.who }}", said(words, "income", "income.kind"), "{{ income.source }}",
          said(words, "period", "income.period"), "{{ income.amount }}"],
         (45, 32, 38, 22, 33), (4,)),
        ("expenses", "expense",
         ["{{ expense.who }}", "{{ expense.name }}", said(words, "period", "expense.period"),
          "{{ expense.amount }}"], (50, 60, 25, 35), (3,)),
        ("debts", "debt",
         ["{{ debt.who }}", "{{ debt.creditor }}", said(words, "debt", "debt.kind"),
          "{{ debt.owed }}", "{{ debt.payment }}"], (42, 38, 28, 32, 30), (3, 4)),
    ):  # fmt: skip
        paper.mark("{%p if " + code + " %}")
        paper.heading(own[code])
        paper.rows(own[f"{name}_heads"], tags, (code, name), widths=widths, right=right)
        paper.mark("{%p endif %}")
    paper.text("", after=2)
    for line in own["says"]:
        paper.text(line)
    paper.signatures(
        (own["signs"], "{{ applicant }}"),
        (words["signs"]["bank"], "{{ user.post }} {{ user.name }}"),
    )
    paper.save(f"application_form.{language}.docx", CREDIT)


def conditions(paper, words, empty):
    """The conditions of the decision, or that there are none."""
    paper.mark("{%p if conditions %}")
    paper.rows(
        words["decision_paper"]["condition_heads"],
        ["{{ loop.index }}", "{{ condition.name }}", said(words, "condition", "condition.kind"),
         "{{ condition.due|date }}"],
        ("conditions", "condition"),
        widths=(13, 79, 50, 28),
    )  # fmt: skip
    paper.mark("{%p else %}")
    paper.text(empty)
    paper.mark("{%p endif %}")


def decided_by(own):
    """Who decided last: a person, a committee, or the rules."""
    return (
        "{% if last_by_table %}"
        + own["table"]
        + "{% else %}{{ last_decided_by }}{% endif %}"
    )


def decision(language):
    words = WORDS[language]
    own, loan = words["decision_paper"], words["loan"]
    paper = Paper(language)
    paper.title(own["title"], own["below"])
    paper.facts(
        [
            (words["person"]["who"], "{{ applicant }}"),
            (loan["product"], "{{ product }}", "product"),
            (own["asked"], own["asked_text"], "amount"),
            (own["outcome"], said(words, "outcome", "last_outcome")),
            (own["by"], decided_by(own), "last_outcome"),
            (own["until"], "{{ decision_until|date }}", APPROVED),
        ]
    )
    paper.mark("{%p if " + APPROVED + " %}")
    paper.heading(own["terms"])
    paper.facts(
        [
            (loan["amount"], "{{ decision_amount }}"),
            (loan["in_words"], "{{ decision_amount|words }}"),
            (loan["months"], "{{ decision_months }}"),
            (loan["rate"], "{{ decision_rate|number }}"),
            (own["most_amount"], "{{ decision_most_amount }}", "decision_most_amount"),
            (own["most_months"], "{{ decision_most_months }}", "decision_most_months"),
        ]
    )
    paper.heading(own["conditions"])
    conditions(paper, words, own["no_conditions"])
    paper.mark("{%p endif %}")
    paper.mark("{%p if last_decision_words %}")
    paper.heading(own["why"])
    paper.text("{{ last_decision_words }}")
    paper.mark("{%p endif %}")
    paper.text("", after=2)
    paper.text(own["internal"])
    paper.signatures(
        (own["by"], decided_by(own)),
    )
    paper.save(f"decision.{language}.docx", CREDIT)


def refusal(language):
    """The answer to who is refused: what he may be told of why, and what he may do."""
    words = WORDS[language]
    own = words["refusal"]
    paper = Paper(language)
    paper.text("{{ applicant }}", right=True, after=0)
    paper.text(
        "{{ borrower_own_address }}{{ borrower_postal_code }} {{ borrower_city }} "
        "{{ borrower_street }}",
        right=True,
        after=14,
    )
    paper.text(
        f"{words['number']} " + "{{ paper_number }}, {{ today|long_date }}", after=14
    )
    paper.title(own["title"], own["below"])
    for line in own["text"]:
        paper.text(line)
    paper.mark("{%p if refusal_client_words %}")
    paper.heading(own["why"])
    paper.text("{{ refusal_client_words }}")
    paper.mark("{%p endif %}")
    paper.heading(own["rights"])
    paper.mark("{%p if refused_by_table %}")
    paper.text(own["by_table"])
    paper.mark("{%p endif %}")
    for line in own["may"]:
        paper.text(line)
    paper.signatures((words["signs"]["bank"], "{{ user.post }} {{ user.name }}"))
    paper.save(f"refusal.{language}.docx", CREDIT)


def plan(language):
    words = WORDS[language]
    own, loan = words["plan"], words["loan"]
    paper = Paper(language)
    paper.title(own["title"], own["below"])
    paper.facts(
        [
            (words["person"]["who"], "{{ applicant }}"),
            (loan["amount"], "{{ loan_amount }}"),
            (loan["months"], "{{ loan_months }}"),
            (loan["rate"], "{{ loan_rate|number }}"),
            (loan["method"], said(words, "method", "method")),
            (loan["payout"], "{{ payout|date }}"),
        ]
    )
    paper.text("", after=2)
    paper.rows(
        own["heads"],
        ["{{ line.number }}", "{{ line.due|date }}", "{{ line.principal|number(2) }}",
         "{{ line.interest|number(2) }}", "{{ line.fees|number(2) }}",
         "{{ line.total|number(2) }}", "{{ line.balance|number(2) }}"],
        ("schedule", "line"),
        widths=(11, 26, 28, 26, 22, 28, 29),
        right=(0, 2, 3, 4, 5, 6),
        totals=(
            (0, own["total"]),
            (2, "{{ schedule|sum(attribute='principal')|number(2) }}"),
            (3, "{{ schedule|sum(attribute='interest')|number(2) }}"),
            (4, "{{ schedule|sum(attribute='fees')|number(2) }}"),
            (5, "{{ schedule|sum(attribute='total')|number(2) }}"),
            (6, ""),
        ),
    )  # fmt: skip
    paper.text("", after=2)
    paper.text(
        own["in_words"].replace("*", "{{ schedule|sum(attribute='total')|words }}")
    )
    paper.mark("{%p if one_off_fees %}")
    paper.text(own["one_off"])
    paper.mark("{%p endif %}")
    paper.signatures(
        (words["signs"]["bank"], "{{ user.post }} {{ user.name }}"),
        (words["signs"]["borrower"], "{{ applicant }}"),
    )
    paper.save(f"plan.{language}.docx", CREDIT)


def cost_sheet(language):
    words = WORDS[language]
    own, loan = words["cost_sheet"], words["loan"]
    paper = Paper(language)
    paper.title(own["title"], own["below"])
    paper.heading(own["main"])
    paper.facts(
        [
            (own["lender"], words["bank_line"]),
            (words["person"]["who"], "{{ applicant }}"),
            (loan["product"], "{{ product }}", "product"),
            (loan["amount"], "{{ loan_amount }}"),
            (loan["months"], "{{ loan_months }}"),
            (loan["rate"], "{{ loan_rate|number }}"),
            (loan["method"], said(words, "method", "method")),
            (loan["count"], "{{ instalment_count }}"),
            (loan["payment"], "{{ payment }}"),
            (loan["first"], "{{ first_due|date }}"),
            (loan["last"], "{{ last_due|date }}"),
        ],
        label_mm=80,
    )
    paper.heading(own["cost"])
    paper.facts(
        [
            (loan["interest"], "{{ interest }}"),
            (loan["fees"], "{{ fees }}"),
            (loan["one_off"], "{{ one_off_fees }}", "one_off_fees"),
            (loan["third"], "{{ third_party }}", "third_party"),
            (loan["total_cost"], "{{ total_cost }}"),
            (loan["total_payable"], "{{ total_payable }}"),
            (loan["real_rate"], "{{ real_rate|number(2) }}"),
            (loan["not_counted"], "{{ not_counted }}", "not_counted"),
        ],
        label_mm=80,
    )
    paper.mark("{%p if costs %}")
    paper.heading(own["costs"])
    paper.rows(
        own["cost_heads"],
        [said(words, "payee", "cost.payee"), "{{ cost.name }}", "{{ cost.required|yes_no }}",
         "{{ cost.amount }}"],
        ("costs", "cost"),
        widths=(40, 70, 25, 35),
        right=(3,),
    )  # fmt: skip
    paper.mark("{%p endif %}")
    paper.text("", after=2)
    for line in own["text"]:
        paper.text(line.replace("*", "{{ total_payable|words }}"))
    paper.signatures(
        (words["signs"]["bank"], "{{ user.post }} {{ user.name }}"),
        (words["signs"]["received"], "{{ applicant }}"),
    )
    paper.save(f"cost_sheet.{language}.docx", CREDIT)
