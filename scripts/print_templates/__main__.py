"""Make the Word and Excel forms that the addons ship, in three languages.

  python scripts/print_templates      writes addons/<addon>/data/templates/

The words of each language are in `words/`. Run it after a change there or here; the
addons' tests fill in every form.
"""

from account_sheet import accounts
from agreement_forms import agreements
from client_forms import briefing, client_card, consent, handover, letter
from committee_forms import protocol
from loan_forms import addendum
from pack_forms import application_form, cost_sheet, decision, plan, refusal
from paper import CLIENT, CREDIT, LANGUAGES, PRINT
from security_forms import guarantee, pledge

MAKERS = (
    client_card, consent, letter, accounts, handover, briefing, addendum,
    application_form, decision, refusal, agreements, plan, cost_sheet, guarantee, pledge, protocol,
)  # fmt: skip


def main():
    for target in (PRINT, CLIENT, CREDIT):
        target.mkdir(parents=True, exist_ok=True)
    for language in LANGUAGES:
        for make in MAKERS:
            make(language)
    for target in (PRINT, CLIENT, CREDIT):
        print(*sorted(path.name for path in target.iterdir()), sep="\n")


if __name__ == "__main__":
    main()
