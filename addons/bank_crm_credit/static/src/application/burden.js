import { Component, useState } from "@odoo/owl";
import { BankChart, CHART_COLORS } from "@bank_crm_base/charts/bank_chart";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { formatFloat, humanNumber } from "@web/core/utils/numbers";
import { useRecordObserver } from "@web/model/relational_model/utils";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

/** Where a month's income goes: living, payments, this loan, what is left; line by line. */
export class LoanBurden extends Component {
    static template = "bank_crm_credit.LoanBurden";
    static components = { BankChart };
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.state = useState({ lines: [] });
        this.short = (value) => humanNumber(value, { decimals: 1 });
        this.money = (value) => formatFloat(value, { digits: [16, 2] });
        useRecordObserver((record) => {
            const mark = [record.data.income_month, record.data.payments_after];
            return mark && this.load(record.resId);
        });
    }

    async load(applicationId) {
        const told = applicationId
            ? await this.orm.call("bank.loan.application", "get_burden", [
                  [applicationId],
              ])
            : { lines: [] };
        this.state.lines = told.lines;
    }

    percent(fraction) {
        return `${formatFloat(fraction * 100, { digits: [16, 0] })} %`;
    }

    kindWords(line) {
        return {
            income: _t("Income"),
            expense: _t("Expense"),
            living: _t("Living, by the norm"),
            payment: _t("Payment"),
            repaid: _t("Repaid by this loan"),
            new_payment: _t("This loan"),
        }[line.kind];
    }

    get chart() {
        const { data } = this.props.record;
        const rest = Math.max(data.left_over, 0);
        const others = Math.max(data.payments_after - data.payment, 0);
        const bar = (label, value, color) => ({ label, values: [value], color });
        return {
            labels: [_t("A month")],
            datasets: [
                bar(_t("Living"), data.living_month, CHART_COLORS.neutral),
                bar(_t("Other payments"), others, CHART_COLORS.paid),
                bar(_t("This loan"), data.payment, CHART_COLORS.balance),
                bar(_t("Left over"), rest, CHART_COLORS.received),
            ],
        };
    }
}

registry.category("view_widgets").add("bank_loan_burden", { component: LoanBurden });
