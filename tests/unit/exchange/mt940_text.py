"""MT940 files made of small pieces."""

import io

from odoo.addons.bank_crm_exchange.domain.statements import mt940


def read(text, reject=None, encoding="utf-8"):
    return list(mt940.read(io.BytesIO(text.encode(encoding)), reject))


def statement_text(
    *entries, number="1/1", account="UA1", opening="250102", closing="250110"
):
    lines = [
        ":20:REF",
        f":25:{account}",
        f":28C:{number}",
        f":60F:C{opening}UAH0,",
        *entries,
        f":62F:C{closing}UAH0,",
        "-",
        "",
    ]
    return "\n".join(lines)
