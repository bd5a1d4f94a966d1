import { Component, onWillUnmount, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { useRecordObserver } from "@web/model/relational_model/utils";
import { formatInteger } from "@web/views/fields/formatters";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

export const POLL_MS = 2000;

/** The bar of one file: rows, share, time left. */
export class FeedBar extends Component {
    static template = "bank_crm_exchange.FeedBar";
    static props = { run: Object };

    get percent() {
        return Math.round(this.props.run.progress);
    }

    get words() {
        const { run } = this.props;
        if (run.state === "received") {
            return run.before
                ? _t("Waits for %s files before it", formatInteger(run.before))
                : _t("Begins in a moment");
        }
        const rows = run.expected
            ? _t("%(received)s of %(expected)s rows", {
                  received: formatInteger(run.received),
                  expected: formatInteger(run.expected),
              })
            : _t("%s rows", formatInteger(run.received));
        return run.left
            ? _t("%(state)s: %(rows)s, about %(left)s left", {
                  state: run.state_label,
                  rows,
                  left: run.left,
              })
            : _t("%(state)s: %(rows)s", { state: run.state_label, rows });
    }
}

/** On the form of a file: watches the work and reads the form anew when it is done. */
export class FeedProgress extends Component {
    static template = "bank_crm_exchange.FeedProgress";
    static components = { FeedBar };
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.state = useState({ run: null });
        useRecordObserver(async (record) => {
            const { is_working, retrying_count } = record.data;
            if (is_working || retrying_count) {
                await this.watch(record.resId);
            } else {
                this.stop();
                this.state.run = null;
            }
        });
        onWillUnmount(() => this.stop());
    }

    stop() {
        browser.clearTimeout(this.timer);
        this.timer = null;
    }

    async watch(resId) {
        this.stop();
        const [run] = await this.orm.silent.call("bank.feed.run", "get_progress", [
            [resId],
        ]);
        if (!run || this.props.record.resId !== resId) {
            return;
        }
        this.state.run = run;
        if (run.is_working || run.retrying) {
            this.timer = browser.setTimeout(() => this.watch(resId), POLL_MS);
        } else {
            await this.props.record.model.root.load();
        }
    }
}

registry.category("view_widgets").add("bank_feed_progress", {
    component: FeedProgress,
    fieldDependencies: [
        { name: "is_working", type: "boolean" },
        { name: "retrying_count", type: "integer" },
    ],
});
