import { Component, onWillStart, useState } from "@odoo/owl";
import { day } from "@bank_crm_base/client_card/card_hooks";
import { cardPanels } from "@bank_crm_base/client_card/client_panels";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";

const SOON_DAYS = 7;

/** When the client was last met and called and is due, and how his plan stands. */
export class ClientPlanPanel extends Component {
    static template = "bank_crm_client.ClientPlanPanel";
    static props = { card: Object, data: Object };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ data: null });
        onWillStart(async () => {
            this.state.data = await this.orm.call("res.partner", "get_client_plan", [
                [this.props.data.client_id],
            ]);
        });
    }

    last(row) {
        return row.last ? _t("last %s days ago", row.last_days) : _t("none yet");
    }

    due(row) {
        if (row.due_days < 0) {
            return _t("overdue by %s days", -row.due_days);
        }
        return row.due_days ? _t("due in %s days", row.due_days) : _t("due today");
    }

    tone(row) {
        if (row.due_days < 0) {
            return "text-danger fw-bold";
        }
        return row.due_days <= SOON_DAYS ? "text-warning-emphasis fw-bold" : "";
    }

    date(text) {
        return day(text);
    }

    width(goal) {
        return Math.max(0, Math.min(100, goal.progress));
    }

    openPlan() {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "bank.client.plan",
            res_id: this.state.data.plan.id,
            views: [[false, "form"]],
        });
    }

    async newPlan() {
        return this.action.doAction(
            await this.orm.call("res.partner", "action_new_plan", [
                [this.props.data.client_id],
            ]),
        );
    }
}

cardPanels.add("client_plan", {
    component: ClientPlanPanel,
    tab: "overview",
    sequence: 22,
    size: "full",
});
