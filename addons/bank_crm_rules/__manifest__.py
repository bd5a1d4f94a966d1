{
    "name": "Bank CRM: Decision Tables and Segments",
    "summary": "Decision tables (DMN) and segments, drawn without code, run over the whole bank",
    "version": "19.0.1.0.0",
    "category": "Customer Relationship Management",
    "author": "Bank CRM",
    "license": "AGPL-3",
    "depends": ["bank_crm_base"],
    "data": [
        "security/bank_segment_security.xml",
        "security/ir.model.access.csv",
        "security/bank_crm_rules_rules.xml",
        "data/bank_field_catalogue_data.xml",
        "data/bank_act_kind_data.xml",
        "data/ir_cron_data.xml",
        "views/bank_decision_version_views.xml",
        "views/bank_decision_run_views.xml",
        "views/bank_decision_table_views.xml",
        "views/bank_decision_wizard_views.xml",
        "views/bank_client_views.xml",
        "views/bank_rules_menus.xml",
        "views/bank_segment_views.xml",
    ],
    "assets": {
        "web.assets_backend": [
            "bank_crm_rules/static/src/decision_table/**/*",
            "bank_crm_rules/static/src/segments/**/*",
        ],
        "web.assets_tests": [
            "bank_crm_rules/static/tests/tours/*.js",
        ],
        # Large, and needed by who draws a table only: loaded with the drawing board.
        "bank_crm_rules.dmn_js": [
            "bank_crm_rules/static/lib/dmn-js-17.10.2/diagram-js.css",
            "bank_crm_rules/static/lib/dmn-js-17.10.2/dmn-js-shared.css",
            "bank_crm_rules/static/lib/dmn-js-17.10.2/dmn-js-decision-table.css",
            "bank_crm_rules/static/lib/dmn-js-17.10.2/dmn-js-decision-table-controls.css",
            "bank_crm_rules/static/lib/dmn-js-17.10.2/dmn-font/css/dmn.css",
            "bank_crm_rules/static/lib/dmn-js-17.10.2/dmn-modeler.min.js",
        ],
    },
}
