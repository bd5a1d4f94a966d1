"""Words of the forms of a loan in English."""

WORDS = {
    "addendum": {
        "title": "Addendum to a loan agreement",
        "below": "No. {{ number }} of {{ date|long_date }}, to agreement No. "
        "{{ agreement }} of {{ agreement_date|date }}",
        "parties": "{{ bank.name }} and {{ client_name }} agree, because the borrower "
        "cannot keep the terms signed before:",
        "label": {
            "owed": "Principal owed", "agreed": "What is agreed", "date": "Holds from",
            "payment": "Greatest instalment", "count": "Instalments",
            "last": "The last on", "total": "To be paid in all",
        },
        "in_words": "Principal owed in words: *.",
        "schedule": "New schedule",
        "heads": ("No.", "Due", "Principal", "Interest", "Fees", "Left to pay"),
        "later": "The schedule is attached once the core system has made it.",
        "end": "All other terms of the agreement stay as they are. The schedule before "
        "is kept with the agreement.",
        "bank_signs": "For the bank",
        "client_signs": "Borrower",
    },
    "loan": {
        "number": "Application", "asked_on": "Asked on", "product": "Product",
        "amount": "Sum of the loan", "months": "Term, months", "rate": "Rate, % a year",
        "purpose": "Purpose", "method": "Repaid by", "payout": "Paid out on",
        "first": "First instalment on", "last": "Last instalment on",
        "count": "Instalments", "payment": "Greatest instalment", "interest": "Interest",
        "fees": "Fees of the bank", "one_off": "Of these on the day of payment",
        "third": "Required costs paid to others",
        "not_counted": "Costs outside the total cost (notary, not required)",
        "total_cost": "Total cost of the loan", "total_payable": "Total to be paid",
        "real_rate": "Real annual rate (APR), %", "branch": "Branch", "officer": "Officer",
        "in_words": "Sum in words",
    },
    "person": {
        "who": "Borrower", "tax": "Tax number", "registration": "Registration number",
        "born": "Born on", "document": "Identity document", "address": "Address",
        "phone": "Telephone", "name": "Name", "role": "Role", "client": "Client number",
    },
    "signs": {
        "bank": "For the bank", "borrower": "Borrower", "guarantor": "Guarantor",
        "pledgor": "Pledgor", "received": "Received by the borrower",
    },
    "bank_line": "{{ bank.name }}{% if bank.registration_number %}, registration number "
    "{{ bank.registration_number }}{% endif %}{% if bank.address %}, {{ bank.address }}"
    "{% endif %}",
    "application_form": {
        "title": "Application for a loan",
        "below": "No. {{ number }} of {{ asked_on|long_date }}",
        "borrower": "Who asks", "asked": "What is asked for",
        "others": "Who else takes part", "other_heads": ("Role", "Name", "Tax number",
        "Telephone"),
        "incomes": "Income", "income_heads": ("Whose", "Kind", "From whom", "Each", "Net sum"),
        "expenses": "Expenses of the household", "expense_heads": ("Whose", "What for", "Each",
        "Sum"),
        "debts": "Debts", "debt_heads": ("Whose", "To whom", "Kind", "Still owed",
        "Payment a month"),
        "says": (
            "I confirm that what stands in this application is true and whole, and that I "
            "told all my debts.",
            "I agree that {{ bank.name }} checks what I told and processes it to decide on "
            "this application. A bureau of credit histories is asked only with my separate "
            "consent.",
        ),
        "signs": "Who asks",
    },
    "decision_paper": {
        "title": "Decision on an application for a loan",
        "below": "Application No. {{ number }}. Decision of {{ last_decided_on|long_date }}",
        "table": "Decision table", "outcome": "Decision", "by": "Decided by",
        "until": "Holds until",
        "terms": "Terms decided", "asked": "Asked for",
        "asked_text": "{{ amount }}, term in months {{ months }}, {{ rate|number }} % a year",
        "least_rate": "Rate at least, %",
        "most_amount": "Sum at most", "most_months": "Term at most, months",
        "why": "In words", "conditions": "Conditions",
        "condition_heads": ("No.", "Condition", "When", "Until"),
        "no_conditions": "No conditions were set.",
        "internal": "Kept by the bank. The borrower is told the terms and the conditions.",
    },
    "refusal": {
        "title": "Answer to your application for a loan",
        "below": "Application No. {{ number }} of {{ asked_on|long_date }}",
        "text": (
            "We have looked at your application for {{ amount }}, term in months "
            "{{ months }}. We are sorry: on {{ refused_on|long_date }} we decided not to "
            "grant this loan.",
        ),
        "why": "Why",
        "rights": "What you may do",
        "by_table": "This decision was taken by rules alone, without a person. You may ask us "
        "to have it looked at by a person, to hear your view and to have it explained to you.",
        "may": (
            "You may ask which information about you we looked at and where it came from, and "
            "have mistakes in it put right. Your credit history you receive from the credit "
            "bureau that keeps it.",
            "If you do not agree with this decision, write to us: you will have an answer free "
            "of charge.",
            "You may apply again when your circumstances have changed.",
        ),
    },
    "agreement": {
        "title": {"retail": "Consumer loan agreement", "corporate": "Loan agreement"},
        "below": "No. {{ paper_number }}{% if branch_city %}, {{ branch_city }}"
        "{% endif %}, {{ today|long_date }}",
        "parties": "{BANK} (the bank), represented by {{ user.post }} {{ user.name }}, and "
        "{{ applicant }} (the borrower) agree as follows.",
        "borrower_mark": "(the borrower)",
        "borrower_acts": "(the borrower), represented by ______________________________,",
        "subject": "1. The loan",
        "subject_text": (
            "1.1. The bank lends the borrower {{ loan_amount }} (*).",
            "1.2. The loan is given for {{ loan_months }} months at {{ loan_rate|number }} % a "
            "year on what is still owed{% if purpose %}, for this purpose: {{ purpose }}"
            "{% endif %}.",
            "1.3. The bank pays it out on {{ payout|long_date }}, once the conditions of part "
            "3 are met.",
        ),
        "repay": "2. Repayment",
        "repay_text": (
            "2.1. The borrower repays the loan in {{ instalment_count }} instalments by the "
            "schedule of payments (annex 1): the first on {{ first_due|long_date }}, the last "
            "on {{ last_due|long_date }}. The greatest instalment is {{ payment }}.",
            "2.2. Principal is repaid as follows: {METHOD}. Interest runs from the day "
            "after the loan is paid out to the day of repayment.",
            "2.3. The borrower may repay earlier, wholly or in part, on any day; interest is "
            "then paid for the days of use only.",
        ),
        "conditions": "3. Conditions",
        "conditions_text": "The loan is paid out, and the agreement goes on, on these "
        "conditions:",
        "no_conditions": "No other conditions are set than that this agreement is signed.",
        "security": "4. Security",
        "guarantors": "Guarantees of: {% for guarantor in guarantees %}"
        "{{ guarantor.guarantor_name }}{% if not loop.last %}; {% endif %}{% endfor %}.",
        "property": "Pledge of: {% for pledge in pledges %}{{ pledge.thing }}"
        "{% if not loop.last %}; {% endif %}{% endfor %}.",
        "no_security": "The loan is given without security.",
        "retail": (
            ("5. What the loan costs", (
                "5.1. Interest {{ interest }}, fees of the bank {{ fees }}"
                "{% if third_party %}, required costs paid to others {{ third_party }}"
                "{% endif %}. Total cost {{ total_cost }}; total to be paid "
                "{{ total_payable }}; real annual rate {{ real_rate|number(2) }} %.",
                "5.2. The borrower was given these figures before signing (annex 2).",
            )),
            ("6. Rights of the borrower", (
                "6.1. Within 14 calendar days of signing the borrower may withdraw without "
                "saying why: he tells the bank in writing, and repays the loan with interest "
                "for the days of use within 30 calendar days.",
                "6.2. At his request the bank tells him free of charge what he owes.",
            )),
            ("7. Late payment", (
                "7.1. What is not paid in time bears the penalty of the product's tariff, "
                "within the bounds set by law. Money received is counted in the order set by "
                "law.",
            )),
        ),
        "corporate": (
            ("5. Duties of the borrower", (
                "5.1. To use the loan for its purpose only and to show this by papers at the "
                "bank's request.",
                "5.2. To give the bank its financial statements within 30 days of the end of "
                "each quarter, and to tell at once of whatever may hinder repayment.",
                "5.3. Not to take further loans, give guarantees or pledge property without "
                "telling the bank before.",
            )),
            ("6. Rights of the bank", (
                "6.1. Where a condition of part 3 is not kept, the bank may pay nothing more out "
                "until it is.",
                "6.2. Where payment is late by more than 30 days or the loan is used for "
                "another purpose, the bank may demand all of it before time, by written "
                "notice.",
            )),
            ("7. Late payment", (
                "7.1. What is not paid in time bears the penalty of the product's tariff, "
                "within the bounds set by law.",
            )),
        ),
        "end": "8. Other",
        "end_text": "This agreement is made in two copies of equal force and holds until all "
        "duties under it are met. Changes are made in writing.",
        "details": "Details of the borrower",
    },
    "plan": {
        "title": "Schedule of payments",
        "below": "Annex 1 to the loan agreement, application No. {{ number }}",
        "heads": ("No.", "Due", "Principal", "Interest", "Fees", "To pay", "Left to pay"),
        "total": "Total",
        "in_words": "To be paid by instalments, in words: *.",
        "one_off": "Fees on the day of payment, besides the instalments: {{ one_off_fees }}.",
    },
    "cost_sheet": {
        "title": "What the loan costs",
        "below": "Information before the agreement, application No. {{ number }}, "
        "{{ today|long_date }}",
        "lender": "Lender", "main": "The loan", "cost": "What it costs",
        "costs": "Costs paid to others",
        "cost_heads": ("To whom", "What for", "Required", "Sum"),
        "text": (
            "Total to be paid, in words: *.",
            "The real annual rate is counted as Directive 2008/48/EC, annex I, says, from "
            "all payments of the schedule, on the assumption that the loan is paid out on "
            "{{ payout|long_date }} and every instalment is paid in time.",
            "The loan may be repaid early on any day. Within 14 calendar days of signing the "
            "borrower may withdraw without saying why.",
            "Missed payments may make the loan dearer, and what is late is told to the "
            "bureau of credit histories.",
        ),
    },
    "guarantee": {
        "title": {"surety": "Surety agreement", "guarantee": "Guarantee"},
        "below": "No. {{ agreement or number }}, {{ today|long_date }}",
        "parties": "{BANK} (the bank), represented by {{ user.post }} {{ user.name }}, and "
        "{{ guarantor_name }} (the guarantor) agree as follows.",
        "text": (
            "1. The guarantor answers to the bank for what {{ client_name }} (the borrower) "
            "owes by the loan agreement under application No. {{ application }}: principal "
            "{{ loan_amount }} (*), given for {{ loan_months }} months at "
            "{{ loan_rate|number }} % a year, to be repaid by {{ last_due|long_date }}, with "
            "interest, fees and penalties.",
            "2. {% if amount %}The guarantor answers for no more than {{ amount }} "
            "({{ amount|words }}).{% else %}The guarantor answers for the whole debt."
            "{% endif %}",
            "3. {% if kind.code == 'surety' %}The guarantor answers together with the "
            "borrower: the bank may ask either of them for the whole.{% else %}The guarantor "
            "pays on the bank's first written demand.{% endif %}",
            "4. Terms of the loan that make the guarantor answer for more change only with his "
            "written consent.",
            "5. Who has paid takes the place of the bank against the borrower; the bank hands "
            "over its papers on the debt.",
            "6. This agreement holds {% if until %}until {{ until|long_date }}{% else %}until "
            "the debt is repaid{% endif %}.",
        ),
        "details": "Details of the guarantor",
        "spouse": "I agree that my spouse guarantees this debt with our common property.",
        "spouse_signs": "Spouse of the guarantor",
    },
    "pledge": {
        "title": "Pledge agreement",
        "below": "No. {{ agreement or paper_number }}, {{ today|long_date }}",
        "parties": "{BANK} (the bank), represented by {{ user.post }} {{ user.name }}, and "
        "{{ pledgor }} (the pledgor) agree as follows.",
        "text": (
            "1. The pledgor pledges to the bank the property listed below to secure what "
            "{{ client_name }} (the borrower) owes by the loan agreement under application "
            "No. {{ application }}: principal {{ loan_amount }} (*), given for "
            "{{ loan_months }} months at {{ loan_rate|number }} % a year, to be repaid by "
            "{{ last_due|long_date }}, with interest, fees and penalties.",
        ),
        "property": "2. Property pledged",
        "heads": ("No.", "What it is", "Number, place", "Proof of ownership", "Value agreed"),
        "total": "Total",
        "more": (
            "3. The property stays with the pledgor, who keeps it whole, uses it with care and "
            "{% if must_insure %}insures it in favour of the bank{% else %}tells the bank of any "
            "loss of it{% endif %}.",
            "4. Without the bank's written consent the property is not sold, given, let or "
            "pledged again.",
            "5. The pledge is entered in the register provided for by law. Where the debt is not "
            "paid in time, the bank satisfies itself from the property as the law provides.",
            "6. The pledge holds until the debt is repaid.",
        ),
        "details": "Details of the pledgor",
    },
    "choices": {
        "method": {"annuity": "equal instalments", "differentiated": "equal parts of principal",
                   "bullet": "principal at the end"},
        "condition": {"precedent": "before the loan is paid out", "subsequent": "after it"},
        "payee": {"insurer": "Insurer", "appraiser": "Appraiser", "notary": "Notary",
                  "register": "Public register", "other": "Others"},
        "role": {"borrower": "Borrower", "co_borrower": "Co-borrower",
                 "guarantor": "Guarantor"},
        "period": {"month": "month", "quarter": "quarter", "year": "year"},
        "income": {"salary": "Salary", "business": "Own business", "pension": "Pension",
                   "rent": "Rent", "abroad": "From abroad", "interest": "Interest",
                   "other": "Other"},
        "debt": {"loan": "Loan", "card": "Card or overdraft", "guarantee": "Guarantee given"},
        "outcome": {"approved": "Approved", "approved_changed": "Approved on other terms",
                    "returned": "Returned for completion", "refused": "Refused",
                    "withdrawn": "Withdrawn", "expired": "Expired"},
        "identity": {"passport": "Passport", "id_card": "Identity card",
                     "residence_permit": "Residence permit"},
    },
}  # fmt: skip
