import { Component, onWillStart, onWillUpdateProps, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { deserializeDate } from "@web/core/l10n/dates";
import { formatCurrency } from "@web/core/currency";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

import { BankChart, CHART_COLORS } from "../charts/bank_chart";

const MONTHS_SHOWN = 13;

/** Balance and turnover of one account by month; a month opens its movements. */
export class BankAccountChart extends Component {
    static template = "bank_crm_base.AccountChart";
    static components = { BankChart };
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ months: [] });
        this.format = (value) =>
            formatCurrency(value, this.currencyId, { humanReadable: true });
        onWillStart(() => this.load(this.props.record.resId));
        onWillUpdateProps(async (next) => {
            if (next.record.resId !== this.props.record.resId) {
                await this.load(next.record.resId);
            }
        });
    }

    get currencyId() {
        return this.props.record.data.currency_id?.id;
    }

    async load(accountId) {
        const months = await this.orm.searchRead(
            "bank.account.month",
            [["account_id", "=", accountId]],
            ["month", "credit", "debit", "closing_balance"],
            { limit: MONTHS_SHOWN, order: "month desc" },
        );
        this.state.months = months.reverse();
    }

    get labels() {
        return this.state.months.map((row) =>
            deserializeDate(row.month).toFormat("LLL yy"),
        );
    }

    get datasets() {
        const { months } = this.state;
        return [
            {
                label: _t("Received"),
                values: months.map((row) => row.credit),
                color: CHART_COLORS.received,
            },
            {
                label: _t("Paid out"),
                values: months.map((row) => row.debit),
                color: CHART_COLORS.paid,
            },
            {
                label: _t("Balance"),
                values: months.map((row) => row.closing_balance),
                color: CHART_COLORS.balance,
                type: "line",
            },
        ];
    }

    async openMonth(index) {
        const first = deserializeDate(this.state.months[index].month);
        const action = await this.orm.call("bank.account", "action_open_movements", [
            [this.props.record.resId],
        ]);
        action.domain = [
            ...action.domain,
            ["booking_date", ">=", first.toISODate()],
            ["booking_date", "<", first.plus({ months: 1 }).toISODate()],
        ];
        return this.action.doAction(action);
    }
}

registry
    .category("view_widgets")
    .add("bank_account_chart", { component: BankAccountChart });
