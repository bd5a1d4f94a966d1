from . import (
    bank_business_day,
    bank_client_behaviour,
    bank_decision_result,
    bank_decision_run,
    bank_decision_report,
    bank_decision_table,
    bank_decision_version,
    bank_decision_version_approve,
    bank_decision_version_edit,
    bank_demo_decisions,
    bank_field_catalogue,
    res_partner,
)
