import { Component } from "@odoo/owl";
import { Chatter } from "@mail/chatter/web_portal/chatter";
import { deserializeDateTime, toLocaleDateTimeString } from "@web/core/l10n/dates";
import { registry } from "@web/core/registry";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

import { BankChangeList } from "../changes/change_list";
import { useClientCard } from "./card_hooks";

/** Messages, tasks and changes of the client, and where his data came from. */
export class BankClientHistory extends Component {
    static template = "bank_crm_base.ClientHistory";
    static components = { BankChangeList, Chatter };
    static props = { ...standardWidgetProps };

    setup() {
        this.card = useClientCard();
    }

    get asOf() {
        const fedAt = this.card.data?.header.fed_at;
        return fedAt && toLocaleDateTimeString(deserializeDateTime(fedAt));
    }

    get chatterProps() {
        const { record } = this.props;
        return {
            threadId: record.resId,
            threadModel: record.resModel,
            has_activities: true,
            record,
            saveRecord: () => record.save(),
        };
    }
}

registry
    .category("view_widgets")
    .add("bank_client_history", { component: BankClientHistory });
