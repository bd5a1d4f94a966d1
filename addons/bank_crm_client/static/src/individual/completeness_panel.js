import { Component } from "@odoo/owl";
import { cardPanels } from "@bank_crm_base/client_card/client_panels";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { FormViewDialog } from "@web/views/view_dialogs/form_view_dialog";

import { refreshCard } from "./person_panel";

// What is entered in a window over the card; everything else is a tab of it.
const WINDOWS = {
    employment: "bank.client.employment",
    education: "bank.client.education",
};
const WINDOWS_WITH_BUTTONS = {
    family: ["bank.relation.add", { only_family: true }],
    relation: ["bank.relation.add", {}],
    bureau: ["bank.bureau.report.add", {}],
};
// Length of the ring's circle, whose radius is 15.9155: a percent is a unit.
const WHOLE = 100;

/** A ring with the percent of the file, and each missing part one click away. */
export class CompletenessPanel extends Component {
    static template = "bank_crm_client.CompletenessPanel";
    static props = { card: Object, data: Object };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.dialogs = useService("dialog");
    }

    get clientId() {
        return this.props.card.id;
    }

    get dash() {
        const { percent } = this.props.data;
        return `${percent} ${WHOLE - percent}`;
    }

    get tone() {
        return { low: "danger", middle: "warning", high: "success" }[
            this.props.data.band
        ];
    }

    refresh() {
        return refreshCard(this.env, this.orm, this.clientId);
    }

    /** A window to enter what is missing, or the tab where it stands. */
    fill(gap) {
        const context = { default_client_id: this.clientId };
        if (gap.fill in WINDOWS) {
            this.dialogs.add(FormViewDialog, {
                resModel: WINDOWS[gap.fill],
                title: _t("Missing: %s", gap.text),
                canExpand: false,
                context,
                onRecordSaved: () => this.refresh(),
            });
        } else if (gap.fill in WINDOWS_WITH_BUTTONS) {
            const [resModel, more] = WINDOWS_WITH_BUTTONS[gap.fill];
            this.action.doAction(
                {
                    type: "ir.actions.act_window",
                    name: _t("Missing: %s", gap.text),
                    res_model: resModel,
                    views: [[false, "form"]],
                    target: "new",
                    context: { ...context, ...more },
                },
                { onClose: () => this.refresh() },
            );
        } else {
            this.openTab(gap.fill);
        }
    }

    openTab(name) {
        const tab = document.querySelector(
            `.o_bank_client_form .o_notebook_headers a[name="${name}"]`,
        );
        if (tab) {
            tab.click();
            tab.scrollIntoView({ block: "nearest" });
        }
    }
}

cardPanels.add("completeness", {
    component: CompletenessPanel,
    tab: "overview",
    sequence: 21,
    size: "full",
});
