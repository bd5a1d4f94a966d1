import { Component, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { useRecordObserver } from "@web/model/relational_model/utils";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

/** The facts on which an application was submitted, as they were then and as they are now. */
export class LoanSnapshot extends Component {
    static template = "bank_crm_credit.LoanSnapshot";
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.state = useState({ told: null });
        useRecordObserver((record) => this.load(record.resId));
    }

    async load(snapshotId) {
        this.state.told = snapshotId
            ? await this.orm.call("bank.loan.snapshot", "get_facts", [[snapshotId]])
            : null;
    }

    isChanged(fact) {
        return fact.then !== fact.now;
    }
}

registry.category("view_widgets").add("bank_loan_snapshot", {
    component: LoanSnapshot,
});
