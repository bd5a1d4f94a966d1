import { Component, onWillStart, useState } from "@odoo/owl";
import {
    day,
    money,
    percent,
    useCardRows,
} from "@bank_crm_base/client_card/card_hooks";
import { cardPanels } from "@bank_crm_base/client_card/client_panels";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";

const SOON_DAYS = 30;

/** What the client holds in other banks, and our share of the whole. */
export class WalletPanel extends Component {
    static template = "bank_crm_client.WalletPanel";
    static props = { card: Object, data: Object };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.rows = useCardRows();
        this.state = useState({ data: null });
        this.day = day;
        onWillStart(() => this.load());
    }

    get clientId() {
        return this.props.data.client_id;
    }

    async load() {
        this.state.data = await this.orm.call("res.partner", "get_client_wallet", [
            [this.clientId],
        ]);
    }

    money(amount, currencyId, options) {
        const { card } = this.props;
        const currencies = { ...this.state.data.currencies, ...card.currencies };
        return money(
            { ...card, currencies },
            amount,
            currencyId || card.currency_id,
            options,
        );
    }

    share(fraction) {
        return percent(fraction).replace("+", "");
    }

    ends(row) {
        if (row.days_left < 0) {
            return _t("ended on %s", day(row.end));
        }
        return row.days_left <= SOON_DAYS
            ? _t("ends in %s days", row.days_left)
            : _t("ends on %s", day(row.end));
    }

    isSoon(row) {
        return row.end && row.days_left >= 0 && row.days_left <= SOON_DAYS;
    }

    openAll() {
        return this.rows.openRows(this.clientId, "elsewhere");
    }

    form(resId) {
        return this.action.doAction(
            {
                type: "ir.actions.act_window",
                name: _t("Product in another bank"),
                res_model: "bank.external.product",
                res_id: resId || false,
                views: [[false, "form"]],
                target: "new",
                context: { default_client_id: this.clientId },
            },
            { onClose: () => this.load() },
        );
    }
}

cardPanels.add("wallet", {
    component: WalletPanel,
    tab: "products",
    sequence: 60,
    size: "full",
});
