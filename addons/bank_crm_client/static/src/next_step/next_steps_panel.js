import { Component, onWillStart, useState } from "@odoo/owl";
import { cardPanels } from "@bank_crm_base/client_card/client_panels";
import { useService } from "@web/core/utils/hooks";

/** What to do next with the client, in its order: accepted, put off or refused with a click. */
export class NextStepsPanel extends Component {
    static template = "bank_crm_client.NextStepsPanel";
    static props = { card: Object, data: Object };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ data: null, isBusy: false });
        onWillStart(() => this.load("get_client_next_steps"));
    }

    get clientId() {
        return this.props.data.client_id;
    }

    async load(method) {
        this.state.data = await this.orm.call("res.partner", method, [[this.clientId]]);
    }

    async answer(row, method) {
        this.state.isBusy = true;
        try {
            const action = await this.orm.call("bank.next.step", method, [[row.id]]);
            if (action?.type) {
                await this.action.doAction(action, {
                    onClose: () => this.load("get_client_next_steps"),
                });
            }
            if (action?.target !== "new") {
                await this.load("get_client_next_steps");
            }
        } finally {
            this.state.isBusy = false;
        }
    }

    tone(row) {
        return {
            overdue: "text-bg-danger",
            today: "text-bg-warning",
            soon: "text-bg-info",
        }[row.level];
    }

    async openAll() {
        return this.action.doAction(
            await this.orm.call("res.partner", "action_open_next_steps", [
                [this.clientId],
            ]),
        );
    }
}

cardPanels.add("next_steps", {
    component: NextStepsPanel,
    tab: "overview",
    sequence: 5,
    size: "full",
});
