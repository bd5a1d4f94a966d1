import { Component, onWillStart, useState } from "@odoo/owl";
import { day } from "@bank_crm_base/client_card/card_hooks";
import { cardPanels } from "@bank_crm_base/client_card/client_panels";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";

/** On the tab "Contact": proceedings of insolvency, and the button that enters one. */
export class InsolvencyPanel extends Component {
    static template = "bank_crm_client.InsolvencyPanel";
    static props = { card: Object, data: Object };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ rows: [], may_edit: false });
        this.day = day;
        onWillStart(() => this.load());
    }

    async load() {
        const told = await this.orm.call("res.partner", "get_client_insolvency", [
            [this.props.data.client_id],
        ]);
        Object.assign(this.state, told);
    }

    open(row) {
        return this.action.doAction(
            {
                type: "ir.actions.act_window",
                name: row ? row.case : _t("Insolvency of the client"),
                res_model: "bank.client.insolvency",
                res_id: row ? row.id : false,
                views: [[false, "form"]],
                target: "new",
                context: { default_client_id: this.props.data.client_id },
            },
            { onClose: () => this.load() },
        );
    }
}

cardPanels.add("insolvency", {
    component: InsolvencyPanel,
    tab: "contact",
    sequence: 5,
});
