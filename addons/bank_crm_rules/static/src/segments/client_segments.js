import { Component } from "@odoo/owl";
import { day, useCardRows } from "@bank_crm_base/client_card/card_hooks";
import { cardPanels } from "@bank_crm_base/client_card/client_panels";

/** The segments of a client, on his card. */
export class ClientSegments extends Component {
    static template = "bank_crm_rules.ClientSegments";
    static props = { card: Object, data: Object };

    setup() {
        this.rows = useCardRows();
        this.day = day;
    }

    openSegment(row) {
        return this.rows.openRecord("bank_crm_rules.bank_segment_action", row.id);
    }
}

cardPanels.add("segments", {
    component: ClientSegments,
    tab: "overview",
    sequence: 25,
    size: "full",
});
