import { Component, onWillStart, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { useService } from "@web/core/utils/hooks";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

import { FindBox } from "./find_box";

export class FindPage extends Component {
    static template = "bank_crm_base.FindPage";
    static components = { FindBox };
    static props = { ...standardActionServiceProps };
}

registry.category("actions").add("bank_find", FindPage);

/** The box in the top bar of every screen; on a phone an icon that opens the page. */
export class FindSystray extends Component {
    static template = "bank_crm_base.FindSystray";
    static components = { FindBox };
    static props = {};

    setup() {
        this.ui = useService("ui");
        this.action = useService("action");
        this.state = useState({ isAllowed: false });
        onWillStart(async () => {
            this.state.isAllowed = await user.hasGroup("bank_crm_base.group_employee");
        });
    }

    openPage() {
        return this.action.doAction("bank_crm_base.bank_find_action");
    }
}

registry
    .category("systray")
    .add("bank_crm_base.find", { Component: FindSystray }, { sequence: 200 });
