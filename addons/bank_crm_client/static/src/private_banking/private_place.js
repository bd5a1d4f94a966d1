import { Component, onWillStart, useState } from "@odoo/owl";
import { day, money } from "@bank_crm_base/client_card/card_hooks";
import { cardPanels } from "@bank_crm_base/client_card/client_panels";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";

/** Behind the wall: the family's wealth, profile, dates, gifts, requests and the briefing. */
export class PrivatePlace extends Component {
    static template = "bank_crm_client.PrivatePlace";
    static props = { card: Object, data: Object };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ data: null });
        this.day = day;
        onWillStart(() => this.load());
    }

    get clientId() {
        return this.props.data.client_id;
    }

    async load() {
        this.state.data = await this.orm.call("res.partner", "get_private_place", [
            [this.clientId],
        ]);
    }

    money(amount) {
        const { card } = this.props;
        return money(card, amount, card.currency_id, { isRound: true });
    }

    width(row, part) {
        const most = Math.max(...this.state.data.classes.map((one) => one.total), 1);
        return (100 * row[part]) / most;
    }

    add(model, name) {
        return this.form(model, name, false);
    }

    form(model, name, resId) {
        return this.action.doAction(
            {
                type: "ir.actions.act_window",
                name,
                res_model: model,
                res_id: resId,
                views: [[false, "form"]],
                target: "new",
                context: { default_client_id: this.clientId },
            },
            { onClose: () => this.load() },
        );
    }

    newGift() {
        return this.add("bank.private.gift", _t("Gift"));
    }

    newRequest() {
        return this.add("bank.private.request", _t("Request"));
    }

    newProfile() {
        return this.add("bank.private.profile", _t("Investment profile"));
    }

    async brief() {
        return this.action.doAction(
            await this.orm.call("res.partner", "action_private_briefing", [
                [this.clientId],
            ]),
        );
    }
}

cardPanels.add("private_place", {
    component: PrivatePlace,
    tab: "private",
    sequence: 10,
    size: "full",
});
