import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { deserializeDateTime, toLocaleDateTimeString } from "@web/core/l10n/dates";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

import { ICONS } from "./correspondence_panel";

/** The ways to write to a client: what may be used first, the others with the reason. */
export class WayChoice extends Component {
    static template = "bank_crm_client.WayChoice";
    static props = { ...standardFieldProps };

    get ways() {
        return this.props.record.data.ways || [];
    }

    icon(kind) {
        return ICONS[kind];
    }

    words(way) {
        if (way.later) {
            const moment = toLocaleDateTimeString(deserializeDateTime(way.later));
            return _t("%(reason)s Goes out on %(moment)s.", {
                reason: way.reason,
                moment,
            });
        }
        return way.reason;
    }

    choose(way) {
        return this.props.record.update({ [this.props.name]: way.kind });
    }
}

registry.category("fields").add("bank_way_choice", {
    component: WayChoice,
    supportedTypes: ["selection"],
    fieldDependencies: [{ name: "ways", type: "json" }],
});
