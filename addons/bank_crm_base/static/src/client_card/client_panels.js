import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

import { useClientCard } from "./card_hooks";

/**
 * Panels of the client card. An addon adds one by
 *   registry.category("bank_client_card_panels").add("debts", {
 *       component, tab: "overview", sequence: 30, size: "half", data: "debts", props: {},
 *   });
 * and by answering the data under that name in `_get_card_panels` on the server.
 */
export const cardPanels = registry.category("bank_client_card_panels");

const SIZES = {
    full: "col-12",
    half: "col-12 col-xl-6",
    wide: "col-12 col-xl-8",
    third: "col-12 col-xl-4",
};

export class BankClientPanels extends Component {
    static template = "bank_crm_base.ClientPanels";
    static props = { ...standardWidgetProps, tab: String };

    setup() {
        this.card = useClientCard();
    }

    get panels() {
        const data = this.card.data.panels;
        return cardPanels
            .getEntries()
            .map(([code, panel]) => ({
                code,
                ...panel,
                data: data[panel.data || code],
            }))
            .filter((panel) => panel.tab === this.props.tab && panel.data)
            .sort((one, other) => one.sequence - other.sequence);
    }

    panelProps(panel) {
        return { card: this.card.data, data: panel.data, ...(panel.props || {}) };
    }

    columns(panel) {
        return this.props.tab === "figures" ? "" : SIZES[panel.size || "full"];
    }
}

registry.category("view_widgets").add("bank_client_panels", {
    component: BankClientPanels,
    extractProps: ({ attrs }) => ({ tab: attrs.tab }),
});
