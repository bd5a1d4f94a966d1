import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";

const tiles = registry.category("bank_home_tiles");

export const tileProps = {
    tile: Object,
    currencyId: Number,
    open: Function,
    giveTask: Function,
    finishTask: Function,
    narrow: Function,
};

/** The frame of a tile: title, how many, the way to its list; the body goes by its kind. */
export class HomeTile extends Component {
    static template = "bank_crm_base.HomeTile";
    static props = tileProps;

    get body() {
        return tiles.get(this.props.tile.kind);
    }

    get isFramed() {
        return this.props.tile.kind !== "number";
    }

    get badgeClass() {
        const { count, level } = this.props.tile;
        return count && level ? `text-bg-${level}` : "text-bg-light border";
    }
}
