{
    "name": "Bank CRM: Data Feeds",
    "summary": "Files of the core banking system in, checked and published by sets",
    "version": "19.0.1.0.0",
    "category": "Customer Relationship Management",
    "author": "Bank CRM",
    "license": "AGPL-3",
    "depends": ["bank_crm_base"],
    "external_dependencies": {"python": ["lxml"]},
    "data": [
        "security/ir.model.access.csv",
        "security/bank_crm_exchange_rules.xml",
        "data/ir_cron_data.xml",
        "data/bank_feed_data.xml",
    ],
}
