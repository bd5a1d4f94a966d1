import { Component, onWillStart, useState } from "@odoo/owl";
import { day, money } from "@bank_crm_base/client_card/card_hooks";
import { cardPanels } from "@bank_crm_base/client_card/client_panels";
import { useService } from "@web/core/utils/hooks";

const TONES = {
    contract: "text-bg-success",
    refused: "text-bg-danger",
    withdrawn: "text-bg-secondary",
    expired: "text-bg-secondary",
};

/** On the tab "Lending": the client's applications, and the button that begins one. */
export class ApplicationsPanel extends Component {
    static template = "bank_crm_credit.ApplicationsPanel";
    static props = { card: Object, data: Object };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ applications: [], may_begin: false, isLoaded: false });
        this.day = day;
        onWillStart(async () => {
            const told = await this.orm.call("res.partner", "get_client_applications", [
                [this.props.data.client_id],
            ]);
            Object.assign(this.state, told, { isLoaded: true });
        });
    }

    tone(one) {
        return TONES[one.stage] || "text-bg-info";
    }

    money(amount, currencyId) {
        return money(this.props.card, amount, currencyId);
    }

    open(one) {
        return this.action.doAction("bank_crm_credit.bank_loan_application_action", {
            viewType: "form",
            props: { resId: one.id },
        });
    }

    async begin() {
        const action = await this.orm.call(
            "res.partner",
            "action_new_loan_application",
            [[this.props.data.client_id]],
        );
        return this.action.doAction(action);
    }
}

cardPanels.add("loan_applications", {
    component: ApplicationsPanel,
    tab: "lending",
    sequence: 5,
});
