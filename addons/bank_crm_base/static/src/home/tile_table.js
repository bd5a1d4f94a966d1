import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { formatInteger } from "@web/views/fields/formatters";
import { formatMoney, formatMoneyShort } from "./home_format";
import { tileProps } from "./home_tile";

/** People or units with their figures; on a telephone each row becomes a card. */
export class TileTable extends Component {
    static template = "bank_crm_base.HomeTileTable";
    static props = tileProps;

    get tile() {
        return this.props.tile;
    }

    get hasMore() {
        return (
            this.tile.count > this.tile.rows.filter((row) => row.key !== "none").length
        );
    }

    cell(column, cells) {
        const value = cells[column.name];
        if (value === undefined || value === null) {
            return "";
        }
        if (column.format === "integer") {
            return formatInteger(value);
        }
        if (column.format === "moved") {
            return this.moved(value);
        }
        const money = formatMoneyShort(value, this.props.currencyId);
        return column.format === "change" && value > 0 ? `+${money}` : money;
    }

    /** Who came and who left, nothing where nobody did. */
    moved([came, left]) {
        return [
            came && `+${formatInteger(came)}`,
            left && `\u2212${formatInteger(left)}`,
        ]
            .filter(Boolean)
            .join(" ");
    }

    full(column, cells) {
        const value = cells[column.name];
        const isMoney = ["money", "change"].includes(column.format);
        return isMoney && typeof value === "number"
            ? formatMoney(value, this.props.currencyId)
            : "";
    }

    tone(column, cells) {
        const value = cells[column.name];
        if (!value) {
            return column.format === "integer" ? "text-muted" : "";
        }
        if (column.tone === "bad" || value < 0) {
            return "text-danger fw-bold";
        }
        return column.format === "change" ? "text-success" : "";
    }

    onRow(row) {
        if (row.unit_id) {
            this.props.narrow(row.unit_id);
        } else {
            this.props.open(this.tile.code, row.key);
        }
    }
}

registry.category("bank_home_tiles").add("table", TileTable);
