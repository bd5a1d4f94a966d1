import { Component, useState } from "@odoo/owl";
import { BankChart } from "@bank_crm_base/charts/bank_chart";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { formatFloat, humanNumber } from "@web/core/utils/numbers";
import { nbsp } from "@web/core/utils/strings";
import { useRecordObserver } from "@web/model/relational_model/utils";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

/** How a loan, or one that is asked for, is covered: the answer, the chart, line by line. */
export class CollateralCover extends Component {
    static template = "bank_crm_credit.CollateralCover";
    static components = { BankChart };
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ data: null });
        this.short = (value) => humanNumber(value, { decimals: 1 });
        this.money = this.money.bind(this);
        useRecordObserver((record) => this.load(record.resModel, record.resId));
    }

    async load(model, id) {
        this.state.data = id
            ? await this.orm.call(model, "get_collateral_cover", [[id]])
            : null;
    }

    money(amount) {
        const { symbol, position, digits } = this.state.data.currency;
        const parts = [formatFloat(amount, { digits: [16, digits] }), symbol];
        return (position === "before" ? parts.reverse() : parts).join(nbsp);
    }

    percent(fraction) {
        return `${formatFloat(fraction * 100, { digits: [16, 1] })}${nbsp}%`;
    }

    get isEmpty() {
        const { lines, waiting } = this.state.data;
        return !lines.length && !waiting.length;
    }

    get total() {
        const { lines } = this.state.data;
        const sum = (name) => lines.reduce((whole, line) => whole + line[name], 0);
        return { market: sum("market"), counts: sum("counts"), covers: sum("covers") };
    }

    get labels() {
        return this.state.data.lines.map((line) => line.name);
    }

    get datasets() {
        const { lines } = this.state.data;
        const values = (name) => lines.map((line) => line[name]);
        return [
            { label: _t("Covers this loan"), values: values("covers"), color: "#28a745" },
            {
                label: _t("Earlier rights of others"),
                values: values("liens"),
                color: "#dc6a5a",
            },
            {
                label: _t("Other loans of the bank"),
                values: values("others"),
                color: "#3b6fb6",
            },
            {
                label: _t("Free"),
                values: lines.map((line) =>
                    Math.max(0, line.counts - line.liens - line.others - line.covers),
                ),
                color: "#c9d1dc",
            },
        ];
    }

    open(line) {
        return this.action.doAction("bank_crm_credit.bank_collateral_action", {
            viewType: "form",
            props: { resId: line.collateral_id },
        });
    }

    openPledge(line) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "bank.collateral.pledge",
            res_id: line.pledge_id,
            views: [[false, "form"]],
        });
    }

    async offer() {
        const { resModel, resId } = this.props.record;
        const action = await this.orm.call(resModel, "action_offer_collateral", [[resId]]);
        return this.action.doAction(action);
    }
}

registry.category("view_widgets").add("bank_collateral_cover", {
    component: CollateralCover,
});
