import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { formatInteger } from "@web/views/fields/formatters";
import { formatDay, formatDayShort, formatMoney } from "./home_format";
import { tileProps } from "./home_tile";

const BADGES = {
    overdue: "text-bg-danger",
    today: "text-bg-warning",
    soon: "text-bg-warning",
    later: "text-bg-light border",
};

/** The first rows of a list; each opens what it names and can become a task. */
export class TileList extends Component {
    static template = "bank_crm_base.HomeTileList";
    static props = tileProps;

    setup() {
        this.formatDay = formatDay;
        this.formatDayShort = formatDayShort;
        this.formatInteger = formatInteger;
    }

    get tile() {
        return this.props.tile;
    }

    get hasMore() {
        return this.tile.count > this.tile.rows.length;
    }

    badgeClass(badge) {
        return BADGES[badge.level] || BADGES.later;
    }

    amount(row) {
        return formatMoney(row.amount, row.currency_id || this.props.currencyId);
    }

    ownAmount(row) {
        return formatMoney(row.own_amount.amount, row.own_amount.currency_id);
    }
}

registry.category("bank_home_tiles").add("list", TileList);
