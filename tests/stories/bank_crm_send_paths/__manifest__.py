{
    "name": "Bank CRM: Send Paths of Core",
    "summary": "The contact gate against mailings, surveys and the portal, as tests",
    "version": "19.0.1.0.0",
    "category": "Hidden",
    "author": "Bank CRM",
    "license": "AGPL-3",
    "depends": ["bank_crm", "mass_mailing_sms", "portal", "survey"],
}
