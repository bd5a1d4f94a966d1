{
    "name": "Bank CRM: Clients and Accounts",
    "summary": "Branches, posts, clients, products, accounts and who may see them",
    "version": "19.0.1.0.0",
    "category": "Customer Relationship Management",
    "author": "Bank CRM",
    "license": "AGPL-3",
    "depends": ["mail", "contacts", "base_user_role"],
    "external_dependencies": {
        "python": ["anyascii", "phonenumbers", "pypinyin", "python-stdnum"],
    },
    "data": [
        "security/bank_crm_base_groups.xml",
        "security/ir.model.access.csv",
        "security/bank_crm_base_rules.xml",
        "data/bank_role_data.xml",
        "data/bank_client_class_data.xml",
        "data/bank_product_family_data.xml",
        "data/bank_field_catalogue_data.xml",
        "data/ir_cron_data.xml",
        "security/bank_home_security.xml",
        "views/bank_home_views.xml",
    ],
    "assets": {
        "web.assets_backend": [
            "bank_crm_base/static/src/home/**/*",
        ],
        "web.assets_unit_tests": [
            "bank_crm_base/static/tests/home/**/*.test.js",
        ],
        "web.assets_tests": [
            "bank_crm_base/static/tests/tours/home_tour.js",
        ],
    },
    "application": True,
}
