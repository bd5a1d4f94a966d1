import { Component } from "@odoo/owl";
import { deserializeDateTime, toLocaleDateTimeString } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

import { day, month, useClientCard } from "./card_hooks";

/** The first line of the card: who he is, what he is to the bank, is anything wrong. */
export class BankClientHeader extends Component {
    static template = "bank_crm_base.ClientHeader";
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.card = useClientCard();
        this.day = day;
    }

    get header() {
        return this.card.data.header;
    }

    get avatarUrl() {
        return `/web/image/res.partner/${this.card.data.id}/avatar_128`;
    }

    get stateDot() {
        return { client: "text-success", prospect: "text-info", former: "text-muted" }[
            this.header.state
        ];
    }

    get sinceYear() {
        return this.header.since && month(this.header.since, "yyyy");
    }

    get asOf() {
        return (
            this.header.fed_at &&
            toLocaleDateTimeString(deserializeDateTime(this.header.fed_at))
        );
    }

    /** "Counter view until 14:35": the clerk knows that it ends by itself. */
    get visitTitle() {
        const { until, is_counter, kind } = this.card.data.visit;
        const time = deserializeDateTime(until).toFormat("HH:mm");
        if (is_counter) {
            return _t("Counter view until %s", time);
        }
        return kind === "break_glass"
            ? _t("Opened in an emergency until %s", time)
            : _t("The client is here until %s", time);
    }

    async endVisit() {
        const next = await this.orm.call("res.partner", "action_end_visit", [
            [this.card.data.id],
        ]);
        return this.action.doAction(next, { clearBreadcrumbs: true });
    }

    get telephone() {
        return this.isMasked("phone")
            ? undefined
            : this.header.phone.replace(/[^\d+]/g, "");
    }

    /** A number shown in part is no number to call. */
    isMasked(name) {
        return (this.header.masked || []).includes(name);
    }

    /** A flag leads to where it can be mended. */
    openTab(flag) {
        const page =
            { document: "documents", incomplete: "details" }[flag.code] || flag.tab;
        const form = document.querySelector(".o_bank_client_form");
        const tab =
            page && form?.querySelector(`.o_notebook_headers a[name="${page}"]`);
        if (tab) {
            tab.click();
            tab.scrollIntoView({ block: "nearest" });
        }
    }
}

registry
    .category("view_widgets")
    .add("bank_client_header", { component: BankClientHeader });
