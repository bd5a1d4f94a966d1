{
    "name": "Bank CRM: Stories",
    "summary": "Whole workflows across addons, told as tests",
    "version": "19.0.1.0.0",
    "category": "Hidden",
    "author": "Bank CRM",
    "license": "AGPL-3",
    "depends": ["bank_crm"],
    "assets": {
        "web.assets_tests": ["bank_crm_stories/static/tests/tours/*.js"],
    },
}
