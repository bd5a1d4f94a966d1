import { Component, onWillStart, useState } from "@odoo/owl";
import { BankChart, CHART_COLORS } from "@bank_crm_base/charts/bank_chart";
import { ago, day, money } from "@bank_crm_base/client_card/card_hooks";
import { cardPanels } from "@bank_crm_base/client_card/client_panels";
import { _t } from "@web/core/l10n/translation";
import { formatFloat } from "@web/core/utils/numbers";
import { useService } from "@web/core/utils/hooks";

/** A tab of a company that asks the server when it is opened. */
class CompanyPanel extends Component {
    static props = { card: Object, data: Object };
    static method = "";

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ data: null });
        this.load = this.load.bind(this);
        Object.assign(this, { ago, day });
        onWillStart(this.load);
    }

    get clientId() {
        return this.props.data.client_id;
    }

    async load() {
        this.state.data = await this.orm.call("res.partner", this.constructor.method, [
            [this.clientId],
        ]);
    }

    money(amount, currencyId, options = { isRound: true }) {
        return money(
            this.props.card,
            amount,
            currencyId || this.props.card.currency_id,
            options,
        );
    }

    percent(value, digits = 2) {
        return `${formatFloat(value, { digits: [16, digits] }).replace(/[.,]0+$/, "")}\u00a0%`;
    }

    open(actionId, resId) {
        return this.action.doAction(actionId, { viewType: "form", props: { resId } });
    }

    openClient(clientId) {
        return this.open("bank_crm_base.bank_client_action", clientId);
    }
}

/** Who owns the company: directly and in the end, and whether the shares add up. */
export class OwnersPanel extends CompanyPanel {
    static template = "bank_crm_client.OwnersPanel";
    static components = { BankChart };
    static method = "get_client_owners";

    get direct() {
        return this.state.data.rows.filter((row) => row.direct);
    }

    get ultimate() {
        return this.state.data.rows.filter((row) => row.is_ultimate);
    }

    get labels() {
        return this.ultimate.map((row) => row.name);
    }

    get datasets() {
        return [
            {
                label: _t("In all, %"),
                values: this.ultimate.map((row) => row.percent),
                color: CHART_COLORS.balance,
            },
        ];
    }

    add() {
        return this.action.doAction(
            {
                type: "ir.actions.act_window",
                name: _t("Add an owner"),
                res_model: "bank.relation.add",
                views: [[false, "form"]],
                target: "new",
                context: {
                    default_client_id: this.clientId,
                    default_phrase: this.state.data.owner_phrase,
                },
            },
            { onClose: this.load },
        );
    }

    openOwner(index) {
        const row = this.ultimate[index];
        return row.client_id ? this.openClient(row.client_id) : undefined;
    }
}

/** What is owed, by agreement, with its date and source; the group beside it. */
export class ExposurePanel extends CompanyPanel {
    static template = "bank_crm_client.ExposurePanel";
    static method = "get_client_exposure";

    openLine(line) {
        const action = {
            account: "bank_crm_base.bank_account_action",
            holding: "bank_crm_base.bank_holding_action",
        }[line.model];
        return action ? this.open(action, line.id) : undefined;
    }

    openGroup(group) {
        return this.open("bank_crm_client.bank_client_group_action", group.id);
    }
}

/** Everybody whom the company pays and who pays it; strangers may become prospects. */
export class CounterpartiesTable extends CompanyPanel {
    static template = "bank_crm_client.CounterpartiesTable";
    static method = "get_client_counterparties";

    async openPayments(row) {
        const action = await this.orm.call("res.partner", "action_open_rows", [
            [this.clientId],
            "counterparty_movements",
            row.id,
        ]);
        return this.action.doAction(action);
    }

    async win(row) {
        const action = await this.orm.call(
            "bank.counterparty",
            "action_make_prospect",
            [[row.id]],
        );
        return this.action.doAction(action);
    }
}

cardPanels.add("owners", { component: OwnersPanel, tab: "owners", sequence: 10 });
cardPanels.add("exposure", { component: ExposurePanel, tab: "exposure", sequence: 10 });
cardPanels.add("counterparties_all", {
    component: CounterpartiesTable,
    tab: "counterparties",
    sequence: 20,
});
