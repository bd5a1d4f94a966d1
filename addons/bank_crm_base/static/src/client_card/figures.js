import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";

import { CHART_COLORS } from "../charts/bank_chart";
import { day, money, month, percent, useCardRows } from "./card_hooks";
import { cardPanels } from "./client_panels";

class Figure extends Component {
    static props = { card: Object, data: Object };

    setup() {
        this.rows = useCardRows();
        this.day = day;
        this.percent = percent;
    }

    money(amount, currencyId, options) {
        return money(
            this.props.card,
            amount,
            currencyId || this.props.card.currency_id,
            options,
        );
    }

    open(what, key) {
        return this.rows.openRows(this.props.card.id, what, key);
    }
}

/** Money the client has, by currency, and how it changed in a month. */
export class FundsFigure extends Figure {
    static template = "bank_crm_base.FundsFigure";

    get isBaseOnly() {
        const { currencies } = this.props.data;
        return (
            !currencies.length ||
            (currencies.length === 1 &&
                currencies[0].currency_id === this.props.card.currency_id)
        );
    }

    get hint() {
        const { volume, revaluation } = this.props.data;
        const own = _t("Against a month ago: %s by the client", this.money(volume));
        return revaluation
            ? `${own}, ${_t("%s by the exchange rate", this.money(revaluation))}`
            : own;
    }
}

/** Money received a month, with a line of the last twelve. */
export class TurnoverFigure extends Figure {
    static template = "bank_crm_base.TurnoverFigure";

    get line() {
        const { points } = this.props.data;
        const step = 100 / Math.max(points.length - 1, 1);
        return points
            .map(
                (point, index) =>
                    `${(index * step).toFixed(1)},${(26 - point * 24).toFixed(1)}`,
            )
            .join(" ");
    }

    get color() {
        return {
            up: CHART_COLORS.received,
            down: CHART_COLORS.paid,
            flat: CHART_COLORS.neutral,
        }[this.props.data.direction];
    }

    get hint() {
        const { months, values } = this.props.data;
        return months
            .map(
                (first, index) =>
                    `${month(first)}: ${this.money(values[index], false, { isRound: true })}`,
            )
            .join("\n");
    }
}

/** Product families: held ones first, missing ones pale. */
export class ProductsFigure extends Figure {
    static template = "bank_crm_base.ProductsFigure";

    hint(family) {
        return family.is_held
            ? _t("%s: has it", family.name)
            : _t("%s: does not have it", family.name);
    }
}

export class OwesFigure extends Figure {
    static template = "bank_crm_base.OwesFigure";
}

cardPanels.add("funds", { component: FundsFigure, tab: "figures", sequence: 10 });
cardPanels.add("turnover", { component: TurnoverFigure, tab: "figures", sequence: 20 });
cardPanels.add("products", { component: ProductsFigure, tab: "figures", sequence: 30 });
cardPanels.add("owes", { component: OwesFigure, tab: "figures", sequence: 40 });
