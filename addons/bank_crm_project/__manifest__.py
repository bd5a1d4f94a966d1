{
    "name": "Bank CRM: Projects",
    "summary": "Tasks of projects in one list with all other work",
    "version": "19.0.1.0.0",
    "category": "Customer Relationship Management",
    "author": "Bank CRM",
    "license": "AGPL-3",
    "depends": ["bank_crm_client", "project"],
    "data": [
        "security/bank_project_rules.xml",
        "data/bank_project_data.xml",
        "views/bank_staff_task_views.xml",
    ],
    "post_init_hook": "take_over",
    "auto_install": True,
}
