import { Component, useState } from "@odoo/owl";
import { BankChart, CHART_COLORS } from "@bank_crm_base/charts/bank_chart";
import { _t } from "@web/core/l10n/translation";
import { getCurrency } from "@web/core/currency";
import { registry } from "@web/core/registry";
import { KeepLast } from "@web/core/utils/concurrency";
import { useService } from "@web/core/utils/hooks";
import { formatFloat, humanNumber } from "@web/core/utils/numbers";
import { nbsp } from "@web/core/utils/strings";
import { useRecordObserver } from "@web/model/relational_model/utils";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

/** The loan as it is typed: instalments, chart, what it costs and the real annual rate. */
export class LoanCalculator extends Component {
    static template = "bank_crm_credit.LoanCalculator";
    static components = { BankChart };
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.keepLast = new KeepLast();
        this.state = useState({ plan: null, trouble: "", isLong: false });
        this.short = (value) => humanNumber(value, { decimals: 1 });
        this.money = this.money.bind(this);
        useRecordObserver((record) => this.load(record.data));
    }

    /** The decided terms where there are such, else those asked for. */
    termsOf(data) {
        const isDecided = Boolean(data.decided_amount && data.decided_term_months);
        return isDecided
            ? [data.decided_amount, data.decided_term_months, data.decided_rate]
            : [data.amount, data.term_months, data.rate];
    }

    async load(data) {
        const [amount, months, rate] = this.termsOf(data);
        this.currency = getCurrency(data.currency_id?.id);
        const productId = data.product_id?.id;
        if (!productId || !amount || !months) {
            Object.assign(this.state, { plan: null, trouble: "" });
            return;
        }
        try {
            const plan = await this.keepLast.add(
                this.orm.silent.call("bank.loan.product", "get_calculator", [
                    [productId],
                    amount,
                    months,
                    rate,
                ]),
            );
            Object.assign(this.state, { plan, trouble: "" });
        } catch (error) {
            const words = error.data?.message || "";
            Object.assign(this.state, { plan: null, trouble: words });
        }
    }

    money(amount) {
        const { symbol = "", position = "after" } = this.currency || {};
        const parts = [formatFloat(amount, { digits: [16, 2] }), symbol];
        return (position === "before" ? parts.reverse() : parts).join(nbsp);
    }

    percent(fraction) {
        return `${formatFloat(fraction * 100, { digits: [16, 2] })}${nbsp}%`;
    }

    get chart() {
        const values = (name) => this.state.plan.lines.map((line) => line[name]);
        return {
            labels: values("due"),
            datasets: [
                {
                    label: _t("Principal"),
                    values: values("principal"),
                    color: CHART_COLORS.balance,
                },
                {
                    label: _t("Interest"),
                    values: values("interest"),
                    color: CHART_COLORS.paid,
                },
                {
                    label: _t("Fees"),
                    values: values("fees"),
                    color: CHART_COLORS.neutral,
                },
                {
                    label: _t("Left to pay (right scale)"),
                    values: values("left"),
                    color: CHART_COLORS.received,
                    type: "line",
                    isApart: true,
                },
            ],
        };
    }

    get lines() {
        const { lines } = this.state.plan;
        return this.state.isLong ? lines : lines.slice(0, 12);
    }

    /** Of all instalments, those not shown too. */
    sum(name) {
        const { lines } = this.state.plan;
        return this.money(lines.reduce((whole, line) => whole + line[name], 0));
    }

    get facts() {
        const { plan } = this.state;
        return [
            [_t("Instalment, at most"), this.money(plan.payment)],
            [_t("Interest"), this.money(plan.interest)],
            [_t("Fees"), this.money(plan.fees)],
            [_t("Total cost"), this.money(plan.total_cost)],
            [_t("Total to be paid"), this.money(plan.total_payable)],
            [_t("Real annual rate"), this.percent(plan.real_rate)],
        ];
    }

    showAll() {
        this.state.isLong = true;
    }
}

registry
    .category("view_widgets")
    .add("bank_loan_calculator", { component: LoanCalculator });
