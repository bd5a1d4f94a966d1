import { Component, useState } from "@odoo/owl";
import { BankChart, CHART_COLORS } from "@bank_crm_base/charts/bank_chart";
import { day } from "@bank_crm_base/client_card/card_hooks";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { formatFloat, humanNumber } from "@web/core/utils/numbers";
import { nbsp } from "@web/core/utils/strings";
import { useRecordObserver } from "@web/model/relational_model/utils";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

const TONES = { danger: "text-danger", success: "text-success", info: "" };
/** More bars than these are shown by the year. */
const BARS_AT_MOST = 60;

/** The loan on any day: what is due, what is next, what is late, and why each sum is so. */
export class LoanBook extends Component {
    static template = "bank_crm_credit.LoanBook";
    static components = { BankChart };
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ data: null, why: null, account: "", isLong: false });
        this.day = day;
        this.short = (value) => humanNumber(value, { decimals: 1 });
        this.money = this.money.bind(this);
        this.showInstalment = this.showInstalment.bind(this);
        // What a dialog booked is in the record once the form has read it anew.
        useRecordObserver((record) => {
            const isSame = this.state.data?.id === record.resId;
            const isRead = Boolean(record.data.operation_ids);
            const asOf =
                isSame && isRead && !this.isToday ? this.state.data.as_of : null;
            return this.load(record.resId, asOf);
        });
    }

    get loanId() {
        return this.props.record.resId;
    }

    get isToday() {
        return !this.state.data || this.state.data.as_of === this.state.data.today;
    }

    async load(loanId, asOf = null) {
        if (!loanId) {
            this.state.data = null;
            return;
        }
        this.state.data = await this.orm.call("bank.loan", "get_loan_book", [
            [loanId],
            asOf,
        ]);
        if (this.state.account) {
            await this.explain(this.state.account, true);
        }
    }

    chooseDay(ev) {
        return ev.target.value ? this.load(this.loanId, ev.target.value) : undefined;
    }

    goToday() {
        return this.load(this.loanId);
    }

    tone(part) {
        return TONES[part.tone];
    }

    money(amount) {
        const { symbol, position, digits } = this.state.data.currency;
        const parts = [formatFloat(amount, { digits: [16, digits] }), symbol];
        return (position === "before" ? parts.reverse() : parts).join(nbsp);
    }

    percent(fraction) {
        return `${formatFloat(fraction * 100, { digits: [16, 2] })}${nbsp}%`;
    }

    async explain(account, isKept = false) {
        if (!account || (!isKept && this.state.account === account)) {
            Object.assign(this.state, { why: null, account: "" });
            return;
        }
        this.state.account = account;
        this.state.why = await this.orm.call("bank.loan", "get_loan_explanation", [
            [this.loanId],
            account,
            this.state.data.as_of,
        ]);
    }

    openOperation(row) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "bank.loan.operation",
            res_id: row.operation_id,
            views: [[false, "form"]],
        });
    }

    // --- the plan

    /** Instalments, or years where there are too many bars to tell apart. */
    get bars() {
        const { plan } = this.state.data;
        if (plan.length <= BARS_AT_MOST) {
            return plan.map((line) => ({ ...line, label: day(line.due) }));
        }
        const years = new Map();
        for (const line of plan) {
            const label = line.due.slice(0, 4);
            const year = years.get(label) || {
                label,
                principal: 0,
                interest: 0,
                fees: 0,
            };
            year.principal += line.principal;
            year.interest += line.interest;
            year.fees += line.fees;
            year.balance = line.balance;
            year.number = year.number || line.number;
            years.set(label, year);
        }
        return [...years.values()];
    }

    get chart() {
        const bars = this.bars;
        const values = (name) => bars.map((bar) => bar[name]);
        const datasets = [
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
        ];
        if (bars.some((bar) => bar.fees)) {
            datasets.push({
                label: _t("Fees"),
                values: values("fees"),
                color: CHART_COLORS.neutral,
            });
        }
        datasets.push({
            label: _t("Left to pay (right scale)"),
            values: values("balance"),
            color: CHART_COLORS.received,
            type: "line",
            isApart: true,
        });
        return { labels: values("label"), datasets };
    }

    get totals() {
        const sum = (name) =>
            this.state.data.plan.reduce((total, line) => total + line[name], 0);
        return {
            principal: sum("principal"),
            interest: sum("interest"),
            fees: sum("fees"),
            total: sum("total"),
        };
    }

    /** The instalments around the day; all of them when asked. */
    get lines() {
        const { plan } = this.state.data;
        if (this.state.isLong || plan.length <= 14) {
            return plan;
        }
        const next = plan.findIndex((line) => line.stands !== "paid");
        const first = Math.max(0, (next < 0 ? plan.length : next) - 2);
        return plan.slice(first, first + 12);
    }

    get hasFees() {
        return this.state.data.plan.some((line) => line.fees);
    }

    standsWords(line) {
        return {
            paid: _t("Paid"),
            late: _t("Late"),
            due: _t("Due"),
            ahead: "",
        }[line.stands];
    }

    showInstalment() {
        this.state.isLong = true;
    }
}

registry.category("view_widgets").add("bank_loan_book", { component: LoanBook });
