{
    "name": "Bank CRM: Client Work",
    "summary": "One record per client, connections, assignment and handover",
    "version": "19.0.1.0.0",
    "category": "Customer Relationship Management",
    "author": "Bank CRM",
    "license": "AGPL-3",
    "depends": ["bank_crm_base", "bank_crm_exchange", "bank_crm_rules"],
    "external_dependencies": {"python": ["rapidfuzz"]},
    "data": [
        "security/ir.model.access.csv",
        "security/bank_matching_security.xml",
        "data/ir_cron_matching.xml",
        "views/bank_client_base_menus.xml",
    ],
}
