import { Component, onWillStart, useState } from "@odoo/owl";
import { day, money } from "@bank_crm_base/client_card/card_hooks";
import { cardPanels } from "@bank_crm_base/client_card/client_panels";
import { useService } from "@web/core/utils/hooks";

/** The tab "Lending": the client's loans, what is due and what is late, late ones first. */
export class LendingPanel extends Component {
    static template = "bank_crm_credit.LendingPanel";
    static props = { card: Object, data: Object };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ loans: [], without: 0, isLoaded: false });
        this.day = day;
        onWillStart(async () => {
            const told = await this.orm.call("res.partner", "get_client_loans", [
                [this.props.data.client_id],
            ]);
            Object.assign(this.state, told, { isLoaded: true });
        });
    }

    money(amount, currencyId) {
        return money(
            this.props.card,
            amount,
            currencyId || this.props.card.currency_id,
        );
    }

    open(loan) {
        return this.action.doAction("bank_crm_credit.bank_loan_action", {
            viewType: "form",
            props: { resId: loan.id },
        });
    }
}

cardPanels.add("lending", { component: LendingPanel, tab: "lending", sequence: 10 });
