import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

/** "May I call?": answers in one click and saves nothing, whatever the card still lacks. */
export class MayCall extends Component {
    static template = "bank_crm_client.MayCall";
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
    }

    async ask() {
        const answer = await this.orm.call("res.partner", "action_may_call", [
            [this.props.record.resId],
        ]);
        return this.action.doAction(answer);
    }
}

registry.category("view_widgets").add("bank_may_call", { component: MayCall });
