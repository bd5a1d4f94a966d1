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
}  # fmt: skip
