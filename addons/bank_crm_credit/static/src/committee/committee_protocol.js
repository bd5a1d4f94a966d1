import { Component, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { useRecordObserver } from "@web/model/relational_model/utils";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

/** What the protocol says, from the signed text and nothing else. */
export class CommitteeProtocol extends Component {
    static template = "bank_crm_credit.CommitteeProtocol";
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.state = useState({ data: null });
        useRecordObserver(async (record) => {
            this.state.data = record.resId
                ? await this.orm.call("bank.loan.committee.protocol", "get_protocol", [
                      [record.resId],
                  ])
                : null;
        });
    }

    get present() {
        return this.state.data.places.filter((place) => place.is_present);
    }

    get absent() {
        return this.state.data.places.filter((place) => !place.is_present);
    }
}

registry.category("view_widgets").add("bank_committee_protocol", {
    component: CommitteeProtocol,
});
