import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { formatInteger } from "@web/views/fields/formatters";
import {
    formatDay,
    formatFraction,
    formatMoneyShort,
    formatValue,
} from "./home_format";
import { tileProps } from "./home_tile";

const ARROWS = { up: "▲", down: "▼", flat: "=" };

/** One figure beside what it was yesterday, at month start and at year start. */
export class TileNumber extends Component {
    static template = "bank_crm_base.HomeTileNumber";
    static props = tileProps;

    get tile() {
        return this.props.tile;
    }

    get value() {
        if (!this.tile.is_known) {
            return "–";
        }
        return this.tile.format === "money"
            ? formatMoneyShort(this.tile.value, this.props.currencyId)
            : formatInteger(this.tile.value);
    }

    get hint() {
        const full = formatValue(
            this.tile.value,
            this.tile.format,
            this.props.currencyId,
        );
        return this.tile.day ? `${full}, ${formatDay(this.tile.day)}` : full;
    }

    get changes() {
        return this.tile.changes.map((change) => ({
            ...change,
            lead: `${ARROWS[change.direction]} ${this.changeText(change)}`.trim(),
            tail: ` ${change.label}`,
            tone: this.changeTone(change),
            hint: this.changeHint(change),
        }));
    }

    changeText(change) {
        if (change.direction === "flat") {
            return "";
        }
        if (change.fraction !== null && this.tile.format === "money") {
            return formatFraction(change.fraction);
        }
        return formatValue(
            Math.abs(change.delta),
            this.tile.format,
            this.props.currencyId,
        );
    }

    changeTone(change) {
        if (change.direction === "flat") {
            return "text-muted";
        }
        return change.is_good ? "text-success" : "text-danger";
    }

    changeHint(change) {
        const delta = formatValue(
            change.delta,
            this.tile.format,
            this.props.currencyId,
        );
        const signed = change.delta > 0 ? `+${delta}` : delta;
        return change.day
            ? _t("%(delta)s since %(day)s", {
                  delta: signed,
                  day: formatDay(change.day),
              })
            : signed;
    }
}

registry.category("bank_home_tiles").add("number", TileNumber);
