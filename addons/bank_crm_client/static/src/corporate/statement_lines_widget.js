import { Component, onWillStart, onWillUpdateProps, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

import { StatementGrid } from "./statement_grid";

/** The lines of one statement on its own form. */
export class StatementLines extends Component {
    static template = "bank_crm_client.StatementLines";
    static components = { StatementGrid };
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.state = useState({ data: null });
        this.reload = async () => {
            await this.props.record.load();
            await this.load(this.props.record.resId);
        };
        onWillStart(() => this.load(this.props.record.resId));
        onWillUpdateProps((next) => this.load(next.record.resId));
    }

    async load(statementId) {
        this.state.data = statementId
            ? await this.orm.call("bank.financial.statement", "get_statement_lines", [
                  [statementId],
              ])
            : null;
    }
}

registry.category("view_widgets").add("bank_statement_lines", {
    component: StatementLines,
});
