import { Component } from "@odoo/owl";
import { deserializeDateTime, toLocaleDateTimeString } from "@web/core/l10n/dates";
import { registry } from "@web/core/registry";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

import { day, month, useClientCard } from "./card_hooks";

/** The first line of the card: who he is, what he is to the bank, is anything wrong. */
export class BankClientHeader extends Component {
    static template = "bank_crm_base.ClientHeader";
    static props = { ...standardWidgetProps };

    setup() {
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
