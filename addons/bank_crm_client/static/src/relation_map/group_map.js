import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

import { MapOrWords } from "./map_or_words";

/** The map of a group on its form. */
export class GroupMap extends Component {
    static template = "bank_crm_client.GroupMap";
    static components = { MapOrWords };
    static props = standardWidgetProps;
}

registry.category("view_widgets").add("bank_group_map", { component: GroupMap });
