from . import bank_contact_call
from . import mail_compose_message
from . import sms_composer
from . import bank_consent_change
