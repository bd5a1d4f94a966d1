import { cardPanels } from "@bank_crm_base/client_card/client_panels";
import { money } from "@bank_crm_base/client_card/card_hooks";
import { _t } from "@web/core/l10n/translation";

import { PersonPanel } from "./person_panel";

/** Of the tab "Personal": relatives and the household, with what they have together. */
export class FamilyPanel extends PersonPanel {
    static template = "bank_crm_client.FamilyPanel";
    static method = "get_client_family";

    add() {
        return this.ask(_t("Add a relative"), "bank.relation.add", {
            only_family: true,
        });
    }

    round(amount) {
        return money(this.props.card, amount, null, { isRound: true });
    }

    openMember(member) {
        return member.client_id
            ? this.openClient(member.client_id)
            : this.open("bank_crm_client.bank_party_action", member.party_id);
    }
}

cardPanels.add("family", { component: FamilyPanel, tab: "personal", sequence: 20 });
