from . import test_duplicates
from . import test_duplicates_tour
from . import test_matching_security
from . import test_merge
from . import test_merge_feed
from . import test_merge_property
from . import test_relations
from . import test_relation_inference
from . import test_client_groups
from . import test_relation_feed
from . import test_relation_rights
from . import test_relatives_of_employees
from . import test_relation_map_tour
from . import (
    test_assignment,
    test_assignment_batch,
    test_assignment_feed,
    test_assignment_security,
    test_assignment_tour,
    test_demo_handovers,
    test_handover,
    test_handover_act,
    test_handover_tour,
)
from . import test_assignment_skills
from . import test_certificates
from . import test_demo_people
from . import test_people
from . import test_people_rights
from . import test_people_tour
from . import test_work_log
from . import (
    test_bureau_report,
    test_completeness,
    test_individual,
    test_individual_rights,
    test_individual_tour,
)
from . import test_client_classes
from . import test_shipped_classes
from . import test_external_products
from . import test_classes_rights
from . import test_classes_tour
from . import test_demo_classes
from . import test_company_file
from . import test_company_statements
from . import test_company_import
from . import test_company_rights
from . import test_company_tour
from . import test_message_queue
from . import test_message_email
from . import test_message_templates
from . import test_correspondence
from . import test_channels_rights
from . import test_channels_merge
from . import test_death_report
from . import test_demo_channels
from . import test_correspondence_tour
from . import test_contact_gate
from . import test_contact_sends
from . import test_contact_paths
from . import test_sms_channel
from . import test_contact_vouched
from . import test_contact_waiting
from . import test_contact_speaker
from . import test_contact_rights
from . import test_contact_preferences
from . import test_contact_at_once
from . import test_contact_tour
from . import test_next_step
from . import test_kyc
from . import test_sanctions
from . import test_sanctions_behind
from . import test_sanctions_file
from . import test_client_documents
from . import test_document_requirements
from . import test_library
from . import test_text_files
from . import test_timeline
from . import test_timeline_rights
from . import test_task_escalation
from . import test_my_day
from . import test_timeline_tour
from . import test_timeline_merge
from . import test_client_plan
from . import test_next_step_tour
from . import test_private_place
from . import test_documents_doors
from . import test_documents_tour
from . import test_next_step_merge
from . import test_demo_next_step
from . import test_insolvency
from . import test_uploads_tour
from . import test_client_names
