# What other models are made of stands before them.
from . import base_print
from . import bank_version_mixin
from . import bank_version_content_mixin
from . import bank_version_part_mixin
from . import bank_versioned_mixin
from . import (
    bank_demo,
    bank_print_context,
    bank_print_field_list,
    bank_print_form,
    bank_print_paper,
    bank_print_paper_pdf,
    bank_print_picture,
    bank_print_version,
    bank_print_version_file,
    ir_actions,
    ir_actions_report,
    res_partner,
)
