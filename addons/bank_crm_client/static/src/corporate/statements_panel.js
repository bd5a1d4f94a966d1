import { Component, onWillStart, useRef, useState } from "@odoo/owl";
import { BankChart, CHART_COLORS } from "@bank_crm_base/charts/bank_chart";
import { cardPanels } from "@bank_crm_base/client_card/client_panels";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";

import { RatioTable } from "./ratio_table";
import { StatementGrid } from "./statement_grid";

const SIZES = [
    [1e9, _t("bn")],
    [1e6, _t("m")],
    [1e3, _t("k")],
];

/** An amount for eyes in a chart; currencies of periods may differ. */
function short(value) {
    const [size, word] = SIZES.find(([bound]) => Math.abs(value) >= bound) || [1, ""];
    const number = (value / size).toFixed(1).replace(/\.0$/, "");
    return [number, word].filter(Boolean).join("\u00a0");
}

/** The tab "Statements": money by periods, ratios with norms, and the lines themselves. */
export class StatementsPanel extends Component {
    static template = "bank_crm_client.StatementsPanel";
    static components = { BankChart, RatioTable, StatementGrid };
    static props = { card: Object, data: Object };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.gridRef = useRef("grid");
        this.state = useState({ data: null, layoutId: false, kind: "" });
        this.short = short;
        this.load = this.load.bind(this);
        this.showFigure = this.showFigure.bind(this);
        onWillStart(this.load);
    }

    get clientId() {
        return this.props.data.client_id;
    }

    async load() {
        this.state.data = await this.orm.call("res.partner", "get_client_statements", [
            [this.clientId],
            this.state.layoutId || null,
            this.state.kind || null,
        ]);
    }

    choose(name, ev) {
        this.state[name] =
            name === "layoutId" ? Number(ev.target.value) : ev.target.value;
        return this.load();
    }

    get labels() {
        return this.state.data.columns.map((column) => column.name);
    }

    /** Bars of what came in and what was left of it, in whole currency. */
    get datasets() {
        const bar = (label, figure, color) => ({
            label,
            color,
            values: this.state.data.columns.map((column) =>
                this.figure(column, figure),
            ),
        });
        return [
            bar(_t("Revenue"), "revenue", CHART_COLORS.balance),
            bar(_t("Operating profit"), "operating_profit", CHART_COLORS.neutral),
            bar(_t("Net profit"), "net_profit", CHART_COLORS.received),
        ];
    }

    get balanceDatasets() {
        const bar = (label, figure, color) => ({
            label,
            color,
            values: this.state.data.columns.map((column) =>
                this.figure(column, figure),
            ),
        });
        return [
            bar(_t("Total assets"), "total_assets", CHART_COLORS.neutral),
            bar(_t("Equity"), "equity", CHART_COLORS.received),
        ];
    }

    figure(column, figure) {
        const amounts = this.state.data.items
            .filter((item) => item.figure === figure && item.code in column.values)
            .map((item) => column.values[item.code]);
        return amounts.length
            ? amounts.reduce((sum, amount) => sum + amount, 0) * column.unit
            : null;
    }

    /** Brings the lines that a figure is made of into sight. */
    showFigure(figure) {
        const codes = this.state.data.items
            .filter((item) => item.figure === figure)
            .map((item) => item.code);
        const rows = [...this.gridRef.el.querySelectorAll("tr[data-line]")];
        for (const row of rows) {
            row.classList.toggle("o_bank_marked", codes.includes(row.dataset.line));
        }
        rows.find((row) => codes.includes(row.dataset.line))?.scrollIntoView({
            block: "center",
        });
    }

    openColumn(index) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "bank.financial.statement",
            res_id: this.state.data.columns[index].id,
            views: [[false, "form"]],
        });
    }

    dialog(name, resModel, viewId, context) {
        return this.action.doAction(
            {
                type: "ir.actions.act_window",
                name,
                res_model: resModel,
                views: [[viewId, "form"]],
                target: "new",
                context: { default_client_id: this.clientId, ...context },
            },
            { onClose: this.load },
        );
    }

    async add() {
        const action = await this.orm.call(
            "bank.financial.statement",
            "get_new_period_action",
            [this.clientId, this.state.data.layout_id || null],
        );
        return this.action.doAction(action, { onClose: this.load });
    }

    importFile() {
        const layoutId = this.state.data.layout_id;
        return this.dialog(
            _t("Import statements"),
            "bank.statement.import",
            false,
            layoutId ? { default_layout_id: layoutId } : {},
        );
    }

    openAll() {
        return this.action.doAction("bank_crm_client.bank_financial_statement_action", {
            additionalContext: {
                search_default_client_id: this.clientId,
                search_default_in_force: 0,
            },
        });
    }
}

cardPanels.add("statements", {
    component: StatementsPanel,
    tab: "statements",
    sequence: 10,
});
