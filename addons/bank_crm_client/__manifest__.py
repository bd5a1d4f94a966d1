{
    "name": "Bank CRM: Client Work",
    "summary": "One record per client, connections, assignment and handover",
    "version": "19.0.1.0.0",
    "category": "Customer Relationship Management",
    "author": "Bank CRM",
    "license": "AGPL-3",
    "depends": ["bank_crm_base", "bank_crm_exchange", "bank_crm_rules"],
    "data": [
        "security/ir.model.access.csv",
        "security/bank_assignment_security.xml",
        "data/bank_act_kind_assignment.xml",
        "views/bank_assignment_views.xml",
        "views/bank_assignment_rule_views.xml",
        "views/bank_assignment_plan_views.xml",
        "views/bank_assignment_batch_views.xml",
        "views/bank_handover_views.xml",
        "views/bank_handover_line_views.xml",
        "views/bank_assignment_client_views.xml",
        "views/bank_client_base_menus.xml",
        "views/bank_assignment_menus.xml",
    ],
    "assets": {
        "web.assets_tests": [
            "bank_crm_client/static/tests/tours/handover_tour.js",
        ],
    },
}
