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
        "data/bank_act_kind_matching.xml",
        "data/bank_survivorship_rule_data.xml",
        "views/bank_duplicate_views.xml",
        "views/bank_client_merge_views.xml",
        "views/bank_survivorship_rule_views.xml",
        "views/bank_client_views.xml",
        "views/bank_client_base_menus.xml",
        "views/bank_matching_menus.xml",
    ],
    "post_init_hook": "write_matching_keys",
    "assets": {
        "web.assets_backend": [
            "bank_crm_client/static/src/matching/**/*",
        ],
        "web.assets_tests": [
            "bank_crm_client/static/tests/tours/duplicates_tour.js",
        ],
    },
}
