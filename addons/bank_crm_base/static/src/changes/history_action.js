import { Component } from "@odoo/owl";
import { Layout } from "@web/search/layout";
import { registry } from "@web/core/registry";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

import { BankChangeList } from "./change_list";

/** The history of the record whose form was open. */
export class BankHistoryAction extends Component {
    static template = "bank_crm_base.HistoryAction";
    static components = { BankChangeList, Layout };
    static props = { ...standardActionServiceProps };

    setup() {
        const { active_model: model, active_id: resId } = this.props.action.context;
        this.model = model;
        this.resId = resId;
    }
}

registry.category("actions").add("bank_history", BankHistoryAction);
