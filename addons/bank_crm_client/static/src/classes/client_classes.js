import { Component, onWillStart, onWillUpdateProps, useState } from "@odoo/owl";
import { day } from "@bank_crm_base/client_card/card_hooks";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

/** The classes of the client under his name: why he is in each, history, setting by hand. */
export class ClientClasses extends Component {
    static template = "bank_crm_client.ClientClasses";
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ rows: [], past: 0, may_set: false });
        onWillStart(() => this.load(this.props.record.resId));
        onWillUpdateProps(async (next) => {
            if (next.record.resId !== this.props.record.resId) {
                await this.load(next.record.resId);
            }
        });
    }

    async load(clientId) {
        if (clientId) {
            const data = await this.orm.call("res.partner", "get_client_classes", [
                [clientId],
            ]);
            Object.assign(this.state, data);
        }
    }

    words(row) {
        const since = _t("since %s", day(row.since));
        const until =
            row.source === "hand" && row.review
                ? _t("set by hand, through %s", day(row.review))
                : "";
        return [row.why, since, until].filter(Boolean).join("\n");
    }

    async openHistory() {
        return this.action.doAction(
            await this.orm.call("res.partner", "action_open_standings", [
                [this.props.record.resId],
            ]),
        );
    }

    async setByHand() {
        const clientId = this.props.record.resId;
        return this.action.doAction(
            await this.orm.call("res.partner", "action_set_standing", [[clientId]]),
            { onClose: () => this.load(clientId) },
        );
    }
}

registry.category("view_widgets").add("bank_client_classes", {
    component: ClientClasses,
});
