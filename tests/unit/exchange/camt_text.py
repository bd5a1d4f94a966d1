"""camt files made of small pieces."""

ROOTS = {"052": "BkToCstmrAcctRpt/Rpt", "053": "BkToCstmrStmt/Stmt"}
ROOTS["054"] = "BkToCstmrDbtCdtNtfctn/Ntfctn"


def entry_xml(
    amount="5.00", side="CRDT", status="<Sts>BOOK</Sts>", extra="", currency="EUR"
):
    return (
        f'<Ntry><Amt Ccy="{currency}">{amount}</Amt><CdtDbtInd>{side}</CdtDbtInd>'
        f"{status}<BookgDt><Dt>2025-03-01</Dt></BookgDt>{extra}</Ntry>"
    )


def balance_xml(kind, amount, subtype=""):
    return (
        f"<Bal><Tp><CdOrPrtry><Cd>{kind}</Cd></CdOrPrtry>{subtype}</Tp>"
        f'<Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd>'
        "<Dt><Dt>2025-03-01</Dt></Dt></Bal>"
    )


def body_xml(*entries, ident="S1", head="", account="<IBAN>UA1</IBAN>"):
    return f"<Id>{ident}</Id>{head}<Acct><Id>{account}</Id></Acct>{''.join(entries)}"


def document_xml(*bodies, kind="053", version="02", prolog=""):
    message, statement = ROOTS[kind].split("/")
    inner = "".join(f"<{statement}>{body}</{statement}>" for body in bodies)
    namespace = f"urn:iso:std:iso:20022:tech:xsd:camt.{kind}.001.{version}"
    return (
        f"{prolog}<Document xmlns='{namespace}'><{message}>"
        f"<GrpHdr><MsgId>M</MsgId></GrpHdr>{inner}</{message}></Document>"
    )
