from . import (
    bank_business_day,
    bank_client_behaviour,
    bank_field_catalogue,
    res_partner,
)
