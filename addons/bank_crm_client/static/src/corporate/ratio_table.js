import { Component, useState } from "@odoo/owl";
import { BankChart, CHART_COLORS } from "@bank_crm_base/charts/bank_chart";
import { _t } from "@web/core/l10n/translation";

import { amountText } from "./statement_grid";

const NORM_COLOR = "#c9b458";
const FIRST_SHOWN = "current";

/** Ratios by periods with their norms; a value opens the figures that made it. */
export class RatioTable extends Component {
    static template = "bank_crm_client.RatioTable";
    static components = { BankChart };
    static props = {
        ratios: Array,
        columns: Array,
        onFigure: Function,
    };

    setup() {
        this.state = useState({ code: FIRST_SHOWN, opened: null });
        this.amountText = amountText;
        this.format = (value) => this.text(this.chosen, value);
    }

    get chosen() {
        return (
            this.props.ratios.find((ratio) => ratio.code === this.state.code) ||
            this.props.ratios[0]
        );
    }

    get labels() {
        return this.props.columns.map((column) => column.name);
    }

    /** The ratio as a line, its norm as one or two level lines. */
    get datasets() {
        const { name, values, low, high } = this.chosen;
        const level = (label, bound) => ({
            label,
            values: this.labels.map(() => bound),
            color: NORM_COLOR,
            type: "line",
        });
        return [
            {
                label: name,
                values: values.map((cell) => cell.value),
                color: CHART_COLORS.balance,
                type: "line",
            },
            ...(low === null ? [] : [level(_t("Norm: at least"), low)]),
            ...(high === null ? [] : [level(_t("Norm: at most"), high)]),
        ];
    }

    text(ratio, value) {
        if (value === null || value === undefined) {
            return "–";
        }
        const digits = { percent: 1, days: 1 }[ratio.unit] ?? 2;
        const sign = ratio.unit === "percent" ? "\u00a0%" : "";
        return `${value.toFixed(digits)}${sign}`;
    }

    norm(ratio) {
        const { low, high } = ratio;
        if (low !== null && high !== null) {
            return `${this.text(ratio, low)} – ${this.text(ratio, high)}`;
        }
        if (low !== null) {
            return `≥ ${this.text(ratio, low)}`;
        }
        return high !== null ? `≤ ${this.text(ratio, high)}` : "";
    }

    key(ratio, cell) {
        return `${ratio.code}-${cell.statement_id}`;
    }

    choose(ratio) {
        this.state.code = ratio.code;
    }

    toggle(ratio, cell) {
        const key = this.key(ratio, cell);
        this.state.code = ratio.code;
        this.state.opened = this.state.opened === key ? null : key;
    }

    opened(ratio) {
        return ratio.values.find((cell) => this.key(ratio, cell) === this.state.opened);
    }

    period(cell) {
        return this.props.columns.find((column) => column.id === cell.statement_id)
            .name;
    }

    parts(cell, side) {
        return cell.parts.filter((part) => part.side === side);
    }

    openPoint(index) {
        this.state.opened = this.key(this.chosen, this.chosen.values[index]);
    }
}
