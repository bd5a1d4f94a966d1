{
    "name": "Bank CRM",
    "summary": "The whole Bank CRM, and a bank to try it on",
    "version": "19.0.1.0.0",
    "category": "Customer Relationship Management",
    "author": "Bank CRM",
    "license": "AGPL-3",
    "depends": [
        "bank_crm_client",
        "bank_crm_credit",
        "bank_crm_print",
        "bank_crm_project",
    ],
    "application": True,
}
