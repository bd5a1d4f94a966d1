import { Component, onWillStart, useState } from "@odoo/owl";
import { money } from "@bank_crm_base/client_card/card_hooks";
import { cardPanels } from "@bank_crm_base/client_card/client_panels";
import { useService } from "@web/core/utils/hooks";

/** On the card: property of the client that is pledged, what secures his loans, guarantees. */
export class SecurityPanel extends Component {
    static template = "bank_crm_credit.SecurityPanel";
    static props = { card: Object, data: Object };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ told: null });
        onWillStart(async () => {
            this.state.told = await this.orm.call("res.partner", "get_client_security", [
                [this.props.data.client_id],
            ]);
        });
    }

    get isEmpty() {
        const { own, others, given, received } = this.state.told;
        return !(own.length || others.length || given.length || received.length);
    }

    money(row) {
        return money(this.props.card, row.counts, row.currency_id);
    }

    open(row) {
        return this.action.doAction("bank_crm_credit.bank_collateral_action", {
            viewType: "form",
            props: { resId: row.id },
        });
    }

    openGuarantee(row) {
        return this.action.doAction("bank_crm_credit.bank_guarantee_action", {
            viewType: "form",
            props: { resId: row.id },
        });
    }
}

cardPanels.add("security", { component: SecurityPanel, tab: "lending", sequence: 30 });
