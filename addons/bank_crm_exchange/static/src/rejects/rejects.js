import { Component, onWillStart, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { useService } from "@web/core/utils/hooks";
import { useRecordObserver } from "@web/model/relational_model/utils";
import { formatInteger } from "@web/views/fields/formatters";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

const PAGE = 40;
const FIELDS = [
    "line",
    "raw",
    "row_text",
    "value",
    "reason",
    "column_label",
    "column_help",
    "can_mend_value",
    "is_changed",
    "is_retrying",
    "state",
    "note",
];

/** Rows of a file that were not taken: the reason beside the wrong value, mended in place. */
export class FeedRejects extends Component {
    static template = "bank_crm_exchange.FeedRejects";
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.notification = useService("notification");
        this.formatInteger = formatInteger;
        this.state = useState({
            rows: [],
            count: 0,
            limit: PAGE,
            showSettled: false,
            settled: 0,
            picked: {},
            opened: {},
        });
        onWillStart(async () => {
            this.canMend = await user.hasGroup("bank_crm_base.group_data_steward");
            const info = await this.orm.call("bank.feed.reject", "fields_get", [
                ["reason"],
                ["selection"],
            ]);
            this.reasons = Object.fromEntries(info.reason.selection);
        });
        useRecordObserver(async (record) => {
            // Read so that a change of either calls this anew.
            void [
                record.data.to_mend_count,
                record.data.retrying_count,
                record.data.state,
            ];
            await this.load(record.resId);
        });
    }

    get runId() {
        return this.props.record.resId;
    }

    get pickedIds() {
        return this.state.rows
            .filter((row) => row.state === "open" && this.state.picked[row.id])
            .map((row) => row.id);
    }

    get changedIds() {
        return this.state.rows
            .filter((row) => row.state === "open" && row.is_changed)
            .map((row) => row.id);
    }

    async load(runId = this.runId) {
        const settled = ["mended", "discarded"];
        const states = this.state.showSettled ? ["open", ...settled] : ["open"];
        const specification = Object.fromEntries(FIELDS.map((name) => [name, {}]));
        const [{ records, length }, done] = await Promise.all([
            this.orm.webSearchRead(
                "bank.feed.reject",
                [
                    ["run_id", "=", runId],
                    ["state", "in", states],
                ],
                { specification, limit: this.state.limit, order: "line, id" },
            ),
            this.orm.searchCount("bank.feed.reject", [
                ["run_id", "=", runId],
                ["state", "in", settled],
            ]),
        ]);
        Object.assign(this.state, { rows: records, count: length, settled: done });
    }

    async more() {
        this.state.limit += PAGE;
        await this.load();
    }

    async toggleSettled() {
        this.state.showSettled = !this.state.showSettled;
        await this.load();
    }

    async write(row, name, ev) {
        if (ev.target.value === row[name]) {
            return;
        }
        row[name] = ev.target.value;
        await this.orm.write("bank.feed.reject", [row.id], { [name]: ev.target.value });
        await this.load();
    }

    /** Enter goes on to the next value, as in a spreadsheet. */
    onKeydown(ev) {
        if (ev.key !== "Enter" || ev.target.tagName !== "INPUT") {
            return;
        }
        ev.preventDefault();
        const inputs = [
            ...ev.target
                .closest(".o_bank_feed_rejects")
                .querySelectorAll("input.o_bank_feed_value"),
        ];
        const next = inputs[inputs.indexOf(ev.target) + 1];
        (next || ev.target).focus();
        if (!next) {
            ev.target.blur();
        }
    }

    async retry(ids) {
        await this.orm.call("bank.feed.reject", "action_try_again", [ids]);
        this.notification.add(
            ids.length === 1
                ? _t("The row is being tried again.")
                : _t("%s rows are being tried again.", formatInteger(ids.length)),
            { type: "success" },
        );
        this.state.picked = {};
        await this.props.record.model.root.load();
        await this.load();
    }

    async retryAll() {
        await this.retry(this.pickedIds.length ? this.pickedIds : this.changedIds);
    }

    async discard(ids) {
        const action = await this.orm.call("bank.feed.reject", "action_discard", [ids]);
        await this.action.doAction(
            { ...action, views: [[false, "form"]] },
            {
                onClose: async () => {
                    this.state.picked = {};
                    await this.props.record.model.root.load();
                    await this.load();
                },
            },
        );
    }

    async openRow(row) {
        const action = await this.orm.call("bank.feed.reject", "action_mend", [
            [row.id],
        ]);
        await this.action.doAction(action, { onClose: () => this.load() });
    }

    async openList() {
        const action = await this.orm.call(
            "bank.feed.run",
            "action_open_account_rows",
            [[this.runId]],
        );
        await this.action.doAction(action);
    }
}

registry.category("view_widgets").add("bank_feed_rejects", {
    component: FeedRejects,
    fieldDependencies: [
        { name: "to_mend_count", type: "integer" },
        { name: "retrying_count", type: "integer" },
        { name: "state", type: "selection" },
    ],
});
