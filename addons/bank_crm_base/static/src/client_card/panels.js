import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";

import { BankChart, CHART_COLORS } from "../charts/bank_chart";
import { ago, day, money, month, percent, useCardRows } from "./card_hooks";
import { cardPanels } from "./client_panels";

class Panel extends Component {
    static props = {
        card: Object,
        data: Object,
        limit: { type: Number, optional: true },
    };

    setup() {
        this.rows = useCardRows();
        Object.assign(this, { day, ago, percent });
    }

    money(amount, currencyId, options) {
        return money(
            this.props.card,
            amount,
            currencyId || this.props.card.currency_id,
            options,
        );
    }

    /** Numbers for eyes in charts of base currency. */
    short(amount) {
        return money(this.props.card, amount, this.props.card.currency_id, {
            isShort: true,
        });
    }

    open(what, key) {
        return this.rows.openRows(this.props.card.id, what, key);
    }
}

/** What the clerk compares with the paper in the client's hand. */
export class IdentityPanel extends Panel {
    static template = "bank_crm_base.IdentityPanel";
}

export class AccountsPanel extends Panel {
    static template = "bank_crm_base.AccountsPanel";

    get shown() {
        const { rows } = this.props.data;
        return this.props.limit
            ? rows.filter((row) => row.state !== "closed").slice(0, this.props.limit)
            : rows;
    }

    /** At the counter an account shows what is on it, not what was done with it. */
    get isCounter() {
        return Boolean(this.props.card.visit?.is_counter);
    }

    get hidden() {
        return this.props.data.rows.length - this.shown.length;
    }

    icon(row) {
        return (
            { card: "fa-credit-card", deposit: "fa-lock", loan: "fa-money" }[
                row.kind
            ] || "fa-university"
        );
    }

    openAccount(row) {
        return this.rows.openRecord("bank_crm_base.bank_account_action", row.id);
    }
}

export class AgreementsPanel extends Panel {
    static template = "bank_crm_base.AgreementsPanel";

    get shown() {
        return this.props.data.rows.filter((row) => row.state !== "closed");
    }

    get closedCount() {
        return this.props.data.rows.length - this.shown.length;
    }

    rate(row) {
        return percent(row.annual_rate).replace("+", "");
    }

    openAgreement(row) {
        return this.rows.openRecord("bank_crm_base.bank_holding_action", row.id);
    }
}

export class RecentPanel extends Panel {
    static template = "bank_crm_base.RecentPanel";

    openMovement(row) {
        return this.rows.openRecord(
            "bank_crm_base.bank_account_movement_action",
            row.id,
        );
    }
}

/** Received, paid and left by month; a month opens its movements. */
export class TrendPanel extends Panel {
    static template = "bank_crm_base.TrendPanel";
    static components = { BankChart };

    setup() {
        super.setup();
        this.short = this.short.bind(this);
    }

    get labels() {
        return this.props.data.months.map((first) => month(first));
    }

    get datasets() {
        const { received, paid, balance } = this.props.data;
        return [
            { label: _t("Received"), values: received, color: CHART_COLORS.received },
            { label: _t("Paid out"), values: paid, color: CHART_COLORS.paid },
            {
                label: _t("Balance"),
                values: balance,
                color: CHART_COLORS.balance,
                type: "line",
            },
        ];
    }

    openMonth(index) {
        return this.open("movements", this.props.data.months[index]);
    }
}

export class CounterpartiesPanel extends Panel {
    static template = "bank_crm_base.CounterpartiesPanel";
    static components = { BankChart };

    setup() {
        super.setup();
        this.short = this.short.bind(this);
    }

    get labels() {
        return this.props.data.rows.map((row) =>
            row.name.length > 24 ? `${row.name.slice(0, 23)}…` : row.name,
        );
    }

    get datasets() {
        const { rows } = this.props.data;
        return [
            {
                label: _t("Received"),
                values: rows.map((row) => row.received),
                color: CHART_COLORS.received,
            },
            {
                label: _t("Paid"),
                values: rows.map((row) => row.paid),
                color: CHART_COLORS.paid,
            },
        ];
    }

    share(row) {
        return `${Math.round(row.share * 100)} %`;
    }

    openPayments(index) {
        return this.open("counterparty_movements", this.props.data.rows[index].id);
    }

    openClient(row) {
        return this.rows.openRecord("bank_crm_base.bank_client_action", row.client_id);
    }
}

cardPanels.add("identity", {
    component: IdentityPanel,
    tab: "overview",
    sequence: 20,
    size: "third",
});
cardPanels.add("accounts_short", {
    component: AccountsPanel,
    data: "accounts",
    tab: "overview",
    sequence: 10,
    size: "wide",
    props: { limit: 5 },
});
cardPanels.add("trend", {
    component: TrendPanel,
    tab: "overview",
    sequence: 30,
    size: "half",
});
cardPanels.add("recent", {
    component: RecentPanel,
    tab: "overview",
    sequence: 40,
    size: "half",
});
cardPanels.add("agreements", {
    component: AgreementsPanel,
    tab: "products",
    sequence: 10,
});
cardPanels.add("accounts", { component: AccountsPanel, tab: "products", sequence: 20 });
cardPanels.add("trend_products", {
    component: TrendPanel,
    data: "trend",
    tab: "products",
    sequence: 30,
});
cardPanels.add("counterparties", {
    component: CounterpartiesPanel,
    tab: "counterparties",
    sequence: 10,
});
