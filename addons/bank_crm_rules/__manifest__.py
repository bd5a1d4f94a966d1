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
        "views/bank_rules_menus.xml",
        "views/bank_segment_views.xml",
    ],
    "assets": {
        "web.assets_backend": ["bank_crm_rules/static/src/segments/**/*"],
        "web.assets_tests": ["bank_crm_rules/static/tests/tours/*.js"],
    },
}
