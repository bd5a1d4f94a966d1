import { Component, useState } from "@odoo/owl";
import { BankChart, CHART_COLORS } from "@bank_crm_base/charts/bank_chart";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { formatFloat, humanNumber } from "@web/core/utils/numbers";
import { nbsp } from "@web/core/utils/strings";
import { useRecordObserver } from "@web/model/relational_model/utils";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";
import { money } from "../committee/committee_case";

const UNITS = { percent: `${nbsp}%`, times: "×", days: "", score: "" };

/** The company that borrows: years side by side, first ratios, owners, group exposure. */
export class CompanyAnalysis extends Component {
    static template = "bank_crm_credit.CompanyAnalysis";
    static components = { BankChart };
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ data: null, group: null });
        this.short = (value) => humanNumber(value, { decimals: 1 });
        this.money = money;
        this.share = (value) =>
            `${formatFloat(value, { digits: [16, 2], trailingZeros: false })}${nbsp}%`;
        this.inCurrency = (value) => money(value, this.state.data.currency);
        this.openStatements = this.openStatements.bind(this);
        useRecordObserver((record) => this.load(record.resId));
    }

    async load(applicationId) {
        if (!applicationId) {
            Object.assign(this.state, { data: null, group: null });
            return;
        }
        const [data, group] = await Promise.all([
            this.orm.call("bank.loan.application", "get_company_analysis", [
                [applicationId],
            ]),
            this.orm.call("bank.loan.application", "get_group_exposure", [
                [applicationId],
            ]),
        ]);
        Object.assign(this.state, { data, group });
    }

    get chart() {
        const { columns } = this.state.data;
        const values = (name) => columns.map((column) => column[name] || 0);
        return {
            labels: columns.map((column) => column.name),
            datasets: [
                {
                    label: _t("Revenue"),
                    values: values("revenue"),
                    color: CHART_COLORS.balance,
                },
                {
                    label: _t("Equity"),
                    values: values("equity"),
                    color: CHART_COLORS.neutral,
                },
                {
                    label: _t("Net profit (right scale)"),
                    values: values("net_profit"),
                    color: CHART_COLORS.received,
                    type: "line",
                    isApart: true,
                },
            ],
        };
    }

    ratioWords(ratio, cell) {
        if (cell.value === null) {
            return "–";
        }
        const digits = ratio.unit === "days" ? 0 : 2;
        return `${formatFloat(cell.value, { digits: [16, digits] })}${UNITS[ratio.unit]}`;
    }

    normWords(ratio) {
        if (ratio.low !== null && ratio.high !== null) {
            return `${ratio.low} – ${ratio.high}`;
        }
        if (ratio.low !== null) {
            return _t("at least %(bound)s", { bound: ratio.low });
        }
        return ratio.high !== null
            ? _t("at most %(bound)s", { bound: ratio.high })
            : "";
    }

    openStatements() {
        return this.action.doAction("bank_crm_base.bank_client_action", {
            viewType: "form",
            props: { resId: this.state.data.client_id },
        });
    }
}

registry.category("view_widgets").add("bank_company_analysis", {
    component: CompanyAnalysis,
});
