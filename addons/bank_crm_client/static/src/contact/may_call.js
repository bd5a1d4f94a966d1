import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

/** "May I call?": answers in one click, and offers to note the call, or whom to call instead. */
export class MayCall extends Component {
    static template = "bank_crm_client.MayCall";
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.notification = useService("notification");
    }

    get isBarred() {
        return Boolean(this.props.record.data.call_barred_since);
    }

    async ask() {
        const clientId = this.props.record.resId;
        const { params } = await this.orm.call("res.partner", "action_may_call", [
            [clientId],
        ]);
        const close = this.notification.add(params.message, {
            title: params.title,
            type: params.type,
            sticky: params.sticky,
            // Time to read it and to press a button.
            autocloseDelay: 15000,
            buttons: this.buttons(params).map(({ name, key }) => ({
                name,
                onClick: () => {
                    close();
                    this.call(clientId, key);
                },
            })),
        });
    }

    buttons(params) {
        if (!params.may_note) {
            return [];
        }
        const instead = params.speakers.map((speaker) => ({
            name: _t("Call %(name)s, %(role)s", speaker),
            key: speaker.key,
        }));
        return params.may_call
            ? [{ name: _t("Call"), key: false }, ...instead]
            : instead;
    }

    call(clientId, key) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            name: _t("Call"),
            res_model: "bank.contact.call",
            views: [[false, "form"]],
            target: "new",
            context: {
                default_client_id: clientId,
                default_recipient_key: key,
                dialog_size: "medium",
            },
        });
    }
}

registry.category("view_widgets").add("bank_may_call", {
    component: MayCall,
    fieldDependencies: [{ name: "call_barred_since", type: "datetime" }],
});
