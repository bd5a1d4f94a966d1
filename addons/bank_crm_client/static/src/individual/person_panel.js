import { Component, onWillStart, onWillUpdateProps, useState } from "@odoo/owl";
import { ago, day } from "@bank_crm_base/client_card/card_hooks";
import { formatFloat } from "@web/core/utils/numbers";
import { nbsp } from "@web/core/utils/strings";
import { useService } from "@web/core/utils/hooks";
import { FormViewDialog } from "@web/views/view_dialogs/form_view_dialog";

/** An amount with its sign as the server told it, cents left away. */
export function amountOf(amount, symbol) {
    return `${formatFloat(amount, { digits: [16, 0] })}${nbsp}${symbol || ""}`;
}

/** Asks the server for the card anew: what was filled shows in the header at once. */
export async function refreshCard(env, orm, clientId) {
    if (env.clientCard) {
        const data = await orm.call("res.partner", "get_client_card", [[clientId]]);
        env.clientCard.data = data.id ? data : null;
    }
}

/** A tab of a client's card that is asked for when it is opened. */
export class PersonPanel extends Component {
    static props = { card: Object, data: Object };
    static method = "";

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.dialogs = useService("dialog");
        this.state = useState({ data: null });
        Object.assign(this, { day, ago, amountOf });
        onWillStart(() => this.load());
        onWillUpdateProps(async (next) => {
            if (next.data.client_id !== this.clientId) {
                await this.load(next.data.client_id);
            }
        });
    }

    get clientId() {
        return this.props.data.client_id;
    }

    async load(clientId = this.clientId) {
        this.state.data = await this.orm.call("res.partner", this.constructor.method, [
            [clientId],
        ]);
    }

    async refresh() {
        await this.load();
        await refreshCard(this.env, this.orm, this.clientId);
    }

    /** Enter or change a row in a window over the card. */
    edit(resModel, title, resId = false, context = {}) {
        this.dialogs.add(FormViewDialog, {
            resModel,
            resId,
            title,
            canExpand: false,
            context: { default_client_id: this.clientId, ...context },
            onRecordSaved: () => this.refresh(),
        });
    }

    /** A small window with buttons of its own. */
    ask(name, resModel, context = {}) {
        return this.action.doAction(
            {
                type: "ir.actions.act_window",
                name,
                res_model: resModel,
                views: [[false, "form"]],
                target: "new",
                context: { default_client_id: this.clientId, ...context },
            },
            { onClose: () => this.refresh() },
        );
    }

    openClient(clientId) {
        return this.action.doAction("bank_crm_base.bank_client_action", {
            viewType: "form",
            props: { resId: clientId },
        });
    }

    open(actionId, resId) {
        return this.action.doAction(actionId, { viewType: "form", props: { resId } });
    }
}
