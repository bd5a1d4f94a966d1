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
        "security/bank_relation_rules.xml",
        "data/bank_relation_type_data.xml",
        "data/bank_relation_act_kind_data.xml",
        "views/bank_client_base_menus.xml",
        "views/bank_client_group_change_views.xml",
        "views/bank_client_group_views.xml",
        "views/bank_relation_views.xml",
        "views/bank_relation_type_views.xml",
        "views/bank_relation_add_views.xml",
        "views/bank_party_views.xml",
        "views/bank_relation_client_views.xml",
        "views/bank_relation_menus.xml",
    ],
    "assets": {
        "web.assets_backend": [
            "bank_crm_client/static/src/relation_map/**/*",
            "bank_crm_client/static/src/relations/**/*",
        ],
        "web.assets_tests": [
            "bank_crm_client/static/tests/tours/relation_map_tour.js",
        ],
        # Large, and needed by who opens a map only: loaded with the map.
        "bank_crm_client.cytoscape": [
            "bank_crm_client/static/lib/cytoscape-3.35.0/cytoscape.min.js",
        ],
    },
}
