import { Component, onMounted, onPatched, useRef, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";

const NBSP = "\u00a0";

/** Grouped by spaces and with a point, whatever the language: read back as it is shown. */
export function amountText(value) {
    if (value === undefined || value === null) {
        return "";
    }
    const [whole, cents] = Math.abs(value).toFixed(2).split(".");
    const grouped = whole.replace(/\B(?=(\d{3})+$)/g, NBSP);
    const text = cents === "00" ? grouped : `${grouped}.${cents}`;
    return value < 0 ? `-${text}` : text;
}

/** Statements side by side: lines down, periods across; drafts are filled in here. */
export class StatementGrid extends Component {
    static template = "bank_crm_client.StatementGrid";
    static props = {
        items: Array,
        columns: Array,
        mayEdit: Boolean,
        onChanged: Function,
        isAlone: { type: Boolean, optional: true },
    };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ isWhole: false });
        this.saving = Promise.resolve();
        // What is typed and not kept yet: an answer for one cell leaves the next one alone.
        this.pending = new Map();
        this.amountText = amountText;
        this.root = useRef("root");
        onMounted(() => this.showAmounts());
        onPatched(() => this.showAmounts());
    }

    /**
     * Cells are filled from what is true now, not by the template: a drawing begun before
     * a key was pressed is shown after it, and would put the text of before in its place.
     */
    showAmounts() {
        const texts = new Map();
        for (const column of this.props.columns.filter((one) => this.isOpen(one))) {
            for (const item of this.props.items) {
                texts.set(this.key(column, item), this.typed(column, item));
            }
        }
        for (const input of this.root.el.querySelectorAll("input[data-cell]")) {
            const text = texts.get(input.dataset.cell);
            if (text !== undefined && input.value !== text) {
                input.value = text;
            }
        }
    }

    get hasDraft() {
        return this.props.columns.some((column) => this.isOpen(column));
    }

    get hasHidden() {
        return !this.hasDraft && this.filled.length < this.props.items.length;
    }

    get filled() {
        return this.props.items.filter((item) =>
            this.props.columns.some((column) => item.code in column.values),
        );
    }

    /** Sections with their lines; empty lines only where there is something to fill in. */
    get sections() {
        const sections = [];
        const items =
            this.hasDraft || this.state.isWhole ? this.props.items : this.filled;
        for (const item of items) {
            if (sections.at(-1)?.code !== item.section) {
                sections.push({
                    code: item.section,
                    name: item.section_name,
                    items: [],
                });
            }
            sections.at(-1).items.push(item);
        }
        return sections;
    }

    isOpen(column) {
        return this.props.mayEdit && column.state === "draft";
    }

    isWorkedOut(column, item) {
        return column.worked_out.includes(item.code);
    }

    fault(column, item) {
        return column.faults.find((fault) => fault.item_id === item.id);
    }

    /** An empty draft is not wrong yet. */
    hasFaults(column) {
        return (
            column.state === "draft" &&
            column.faults.length > 0 &&
            Object.keys(column.values).length > 0
        );
    }

    hint(column, item) {
        const fault = this.fault(column, item);
        if (fault) {
            return fault.text;
        }
        return this.isWorkedOut(column, item) ? _t("Summed up from its lines") : "";
    }

    /** A total that was left empty shows its sum as a hint and stays empty. */
    typed(column, item) {
        const key = this.key(column, item);
        if (this.pending.has(key)) {
            return this.pending.get(key);
        }
        return this.isWorkedOut(column, item)
            ? ""
            : amountText(column.values[item.code]);
    }

    key(column, item) {
        return `${column.id}-${item.id}`;
    }

    onInput(column, item, ev) {
        this.pending.set(this.key(column, item), ev.target.value);
    }

    label(column, item) {
        return `${item.code} ${item.name}, ${column.name}`;
    }

    fill(column, item, ev) {
        const typed = ev.target.value;
        const key = this.key(column, item);
        this.saving = this.saving
            .catch(() => {})
            .then(async () => {
                await this.orm.call("bank.financial.statement", "set_figures", [
                    [column.id],
                    { [item.id]: typed.trim() || false },
                ]);
                await this.props.onChanged();
                if (this.pending.get(key) === typed) {
                    this.pending.delete(key);
                }
            });
        return this.saving;
    }

    /** Enter and arrows go down a column as in a spreadsheet. */
    onKeydown(ev) {
        const step = { Enter: 1, ArrowDown: 1, ArrowUp: -1 }[ev.key];
        if (!step) {
            return;
        }
        ev.preventDefault();
        const column = ev.target.dataset.column;
        const inputs = [
            ...ev.target
                .closest("table")
                .querySelectorAll(`input[data-column="${column}"]`),
        ];
        const next = inputs[inputs.indexOf(ev.target) + step];
        if (next) {
            next.focus();
            next.select();
        } else {
            ev.target.blur();
        }
    }

    async call(column, method) {
        await this.saving.catch(() => {});
        const answer = await this.orm.call("bank.financial.statement", method, [
            [column.id],
        ]);
        if (answer && answer.type) {
            await this.action.doAction(answer, {
                onClose: () => this.props.onChanged(),
            });
        } else {
            await this.props.onChanged();
        }
    }

    open(column) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "bank.financial.statement",
            res_id: column.id,
            views: [[false, "form"]],
        });
    }
}
