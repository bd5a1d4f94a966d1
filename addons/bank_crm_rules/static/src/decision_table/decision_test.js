import { Component, onWillUnmount, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { useRecordObserver } from "@web/model/relational_model/utils";
import { formatInteger } from "@web/views/fields/formatters";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

const POLL_MS = 2000;

/** What a test or a run found: its bar while it works, then counts that open their clients. */
export class DecisionTest extends Component {
    static template = "bank_crm_rules.DecisionTest";
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ report: null });
        useRecordObserver((record) => this.watch(this.runId(record)));
        onWillUnmount(() => browser.clearTimeout(this.timer));
    }

    runId(record) {
        return record.resModel === "bank.decision.run"
            ? record.resId
            : record.data.test_run_id?.id;
    }

    async watch(runId) {
        browser.clearTimeout(this.timer);
        if (!runId) {
            this.state.report = null;
            return;
        }
        const wasRunning = this.state.report?.state === "running";
        this.state.report = await this.orm.silent.call(
            "bank.decision.run",
            "get_report",
            [[runId]],
        );
        if (this.state.report.state === "running") {
            this.timer = browser.setTimeout(() => this.watch(runId), POLL_MS);
        } else if (wasRunning) {
            await this.props.record.model.root.load();
        }
    }

    count(number) {
        return formatInteger(number);
    }

    share(number) {
        const { total } = this.state.report.summary;
        return total ? Math.round((1000 * number) / total) / 10 : 0;
    }

    open(title, domain) {
        this.action.doAction({
            type: "ir.actions.act_window",
            name: title,
            res_model: "bank.decision.result",
            views: [
                [false, this.env.isSmall ? "kanban" : "list"],
                [false, "kanban"],
                [false, "graph"],
            ],
            context: { with_before: Boolean(this.state.report.before) },
            domain: [["run_id", "=", this.state.report.id], ...domain],
        });
    }
}

registry.category("view_widgets").add("bank_decision_test", {
    component: DecisionTest,
});
