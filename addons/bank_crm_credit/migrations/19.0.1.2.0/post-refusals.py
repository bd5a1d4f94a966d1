"""The bank's paper of a decision is printed of refusals too, where it is still as shipped."""

import base64

from odoo import SUPERUSER_ID, api
from odoo.tools import file_open

LANGUAGES = {"en": "en_US", "uk": "uk_UA", "zh": "zh_CN"}
NEEDED = ("last_outcome", "last_decided_on")


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    form = env.ref("bank_crm_credit.print_form_decision", raise_if_not_found=False)
    shipped = env.ref(
        "bank_crm_credit.print_version_decision", raise_if_not_found=False
    )
    if not form:
        return
    if not shipped or form.version_id != shipped:
        # The bank has a form of its own, which knows nothing of refusals.
        env.ref("bank_crm_credit.pack_form_refused_decision").active = False
        return
    files = []
    for code, lang in LANGUAGES.items():
        name = f"decision.{code}.docx"
        with file_open(f"bank_crm_credit/data/templates/{name}", "rb") as file:
            content = base64.b64encode(file.read())
        files.append({"lang": lang, "filename": name, "content": content})
    form.needed_ids = env["bank.field.catalogue"].search(
        [("model", "=", "bank.loan.application"), ("code", "in", NEEDED)]
    )
    new = env["bank.print.version"].create({"form_id": form.id})
    env["bank.print.version.file"].create(
        [{"version_id": new.id, **values} for values in files]
    )
    new._check_parts()
    new._publish()
