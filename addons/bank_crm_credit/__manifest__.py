{
    "name": "Bank CRM: Lending",
    "summary": "Loan schedules, annual rates and the ledger of a loan",
    "version": "19.0.1.0.0",
    "category": "Customer Relationship Management",
    "author": "Bank CRM",
    "license": "AGPL-3",
    "depends": ["bank_crm_client", "bank_crm_print"],
}
