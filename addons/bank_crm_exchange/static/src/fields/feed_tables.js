import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { formatFloat, formatInteger } from "@web/views/fields/formatters";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

class FeedTable extends Component {
    static props = { ...standardFieldProps };

    get value() {
        return this.props.record.data[this.props.name];
    }
}

/** What the sender says he sent beside what became of it, by count and by sum. */
export class FeedTotals extends FeedTable {
    static template = "bank_crm_exchange.FeedTotals";

    get lines() {
        return this.value?.lines || [];
    }

    format(line, number) {
        return line.is_sum
            ? formatFloat(number, { digits: [16, 2] })
            : formatInteger(number);
    }
}

/** The columns of a layout: names, whether they may be empty, what each means. */
export class FeedColumns extends FeedTable {
    static template = "bank_crm_exchange.FeedColumns";
}

/** Before and after, side by side. */
export class FeedComparison extends FeedTable {
    static template = "bank_crm_exchange.FeedComparison";

    format(change, value) {
        return change.is_number && typeof value === "number"
            ? formatFloat(value, { digits: [16, 2] })
            : value;
    }
}

/** How long each part of the work took. */
export class FeedLog extends FeedTable {
    static template = "bank_crm_exchange.FeedLog";
}

/** A row by its columns: the wrong one is marked, each can be edited. */
export class FeedCells extends FeedTable {
    static template = "bank_crm_exchange.FeedCells";

    onChange(index, ev) {
        const cells = this.value.map((cell) => ({ ...cell }));
        cells[index].value = ev.target.value;
        this.props.record.update({ [this.props.name]: cells });
    }
}

for (const [name, component] of Object.entries({
    bank_feed_totals: FeedTotals,
    bank_feed_columns: FeedColumns,
    bank_feed_comparison: FeedComparison,
    bank_feed_log: FeedLog,
    bank_feed_cells: FeedCells,
})) {
    registry.category("fields").add(name, {
        component,
        supportedTypes: ["json"],
        isEmpty: () => false,
    });
}
