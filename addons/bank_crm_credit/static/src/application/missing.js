import { Component, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { useRecordObserver } from "@web/model/relational_model/utils";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

/** What the next step of an application lacks, in words, each with the way to mend it. */
export class LoanMissing extends Component {
    static template = "bank_crm_credit.LoanMissing";
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ told: null });
        useRecordObserver((record) => {
            // Read again whenever what is missing could be another.
            const mark = [record.data.stage, record.data.missing_words];
            return mark && this.load(record.resId);
        });
    }

    async load(applicationId) {
        this.state.told = applicationId
            ? await this.orm.call("bank.loan.application", "get_missing", [
                  [applicationId],
              ])
            : null;
    }

    pageLink(need) {
        return document.querySelector(`.o_notebook a.nav-link[name=${need.page}]`);
    }

    /** Papers lie on the card of the client whose they are. */
    openClient(clientId) {
        return this.action.doAction("bank_crm_base.bank_client_action", {
            viewType: "form",
            props: { resId: clientId },
        });
    }

    show(need) {
        if (need.client_id) {
            this.openClient(need.client_id);
            return;
        }
        const link = this.pageLink(need);
        if (link) {
            link.click();
            link.scrollIntoView({ block: "nearest" });
            return;
        }
        document
            .querySelector(".o_field_widget[name=product_id] input, .o_form_sheet")
            ?.focus();
    }
}

registry.category("view_widgets").add("bank_loan_missing", { component: LoanMissing });
