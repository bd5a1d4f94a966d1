import { Component } from "@odoo/owl";
import { dayBlocks } from "@bank_crm_client/my_day/my_day";
import { useService } from "@web/core/utils/hooks";

/** The first next steps of all one's clients, ranked, in "My day". */
export class NextStepsDay extends Component {
    static template = "bank_crm_client.NextStepsDay";
    static props = { block: Object, reload: Function };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
    }

    async answer(row, method) {
        const action = await this.orm.call("bank.next.step", method, [[row.id]]);
        if (action?.type) {
            await this.action.doAction(action, { onClose: () => this.props.reload() });
        }
        if (!action?.type) {
            await this.props.reload();
        }
    }

    openClient(row) {
        return this.action.doAction("bank_crm_base.bank_client_action", {
            viewType: "form",
            props: { resId: row.client_id },
        });
    }

    openAll() {
        return this.action.doAction("bank_crm_client.bank_next_step_action");
    }
}

dayBlocks.add("next_steps", NextStepsDay);
