import { Component, onWillStart, useState } from "@odoo/owl";
import { day, money } from "@bank_crm_base/client_card/card_hooks";
import { cardPanels } from "@bank_crm_base/client_card/client_panels";
import { useService } from "@web/core/utils/hooks";

/** Limits with how far they are used, the watch list, signals and covenants of a client. */
export class CreditRiskPanel extends Component {
    static template = "bank_crm_credit.CreditRiskPanel";
    static props = { card: Object, data: Object };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ told: null });
        this.day = day;
        onWillStart(() => this.load());
    }

    async load() {
        this.state.told = await this.orm.call("res.partner", "get_client_credit_risk", [
            [this.props.data.client_id],
        ]);
    }

    money(amount) {
        return money(this.props.card, amount, this.props.card.currency_id);
    }

    /** Colour and length of the bar of a limit. */
    bar(limit) {
        const over = ["active", "ended"].includes(limit.standing);
        const warned = ["by_rate", "nearly"].includes(limit.standing);
        return {
            tone: over ? "bg-danger" : warned ? "bg-warning" : "bg-success",
            width: `width: ${Math.min(limit.percent, 100)}%`,
        };
    }

    open(model, id) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: model,
            res_id: id,
            views: [[false, "form"]],
        });
    }

    /** A person of credit risk watches the client more closely than signals ask for. */
    async putOnWatchList() {
        const context = { default_client_id: this.props.data.client_id };
        const action = await this.orm.call("bank.watch.entry", "action_put_on", [[]], {
            context,
        });
        return this.action.doAction(action, { onClose: () => this.load() });
    }

    setLimit() {
        return this.action.doAction(
            {
                type: "ir.actions.act_window",
                res_model: "bank.loan.limit",
                views: [[false, "form"]],
                context: {
                    default_level: "client",
                    default_client_id: this.props.data.client_id,
                },
            },
            { onClose: () => this.load() },
        );
    }
}

cardPanels.add("credit_risk", {
    component: CreditRiskPanel,
    tab: "lending",
    sequence: 5,
});
