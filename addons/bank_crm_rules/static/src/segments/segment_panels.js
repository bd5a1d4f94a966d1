import { Component, onWillUpdateProps, onWillStart, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { formatInteger } from "@web/views/fields/formatters";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";
import { BankChart, CHART_COLORS } from "@bank_crm_base/charts/bank_chart";
import { ago, day } from "@bank_crm_base/client_card/card_hooks";

/** A tab of a segment: asked of the server when it is opened and when members change. */
class SegmentPanel extends Component {
    static props = { ...standardWidgetProps };
    static method = "";

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ data: null });
        Object.assign(this, { ago, day, formatInteger });
        onWillStart(() => this.load(this.props.record));
        onWillUpdateProps((next) => this.load(next.record));
    }

    get segmentId() {
        return this.props.record.resId;
    }

    async load(record) {
        this.state.data = record.resId
            ? await this.orm.call("bank.segment", this.constructor.method, [
                  [record.resId],
              ])
            : null;
    }

    openClient(clientId) {
        return this.action.doAction("bank_crm_base.bank_client_action", {
            viewType: "form",
            props: { resId: clientId },
        });
    }

    async openServerAction(method, ...args) {
        return this.action.doAction(
            await this.orm.call("bank.segment", method, [[this.segmentId], ...args]),
        );
    }
}

export class SegmentMembers extends SegmentPanel {
    static template = "bank_crm_rules.SegmentMembers";
    static method = "get_members_panel";
}

export class SegmentFlow extends SegmentPanel {
    static template = "bank_crm_rules.SegmentFlow";
    static components = { BankChart };
    static method = "get_flow_panel";

    setup() {
        super.setup();
        this.openDay = this.openDay.bind(this);
    }

    get labels() {
        return this.state.data.days.map((row) => day(row.day));
    }

    get datasets() {
        const { days } = this.state.data;
        return [
            {
                label: _t("Came"),
                values: days.map((row) => row.came),
                color: CHART_COLORS.received,
            },
            {
                label: _t("Went"),
                values: days.map((row) => -row.went),
                color: CHART_COLORS.paid,
            },
        ];
    }

    /** Who went is drawn below the line, and is still a number of people. */
    people(value) {
        return formatInteger(Math.abs(value));
    }

    openDay(index) {
        return this.openServerAction(
            "action_open_flow",
            this.state.data.days[index].day,
        );
    }
}

export class SegmentOverlaps extends SegmentPanel {
    static template = "bank_crm_rules.SegmentOverlaps";
    static method = "get_overlap_panel";

    /** Widths of: only here, in both, only there. */
    widths(row) {
        const own = this.state.data.visible - row.both;
        const other = row.visible - row.both;
        const all = own + row.both + other || 1;
        return [own, row.both, other].map((part) => (100 * part) / all);
    }

    title(row) {
        return _t("Only here: %(own)s. In both: %(both)s. Only there: %(other)s.", {
            own: formatInteger(this.state.data.visible - row.both),
            both: formatInteger(row.both),
            other: formatInteger(row.visible - row.both),
        });
    }
}

export class SegmentUses extends SegmentPanel {
    static template = "bank_crm_rules.SegmentUses";
    static method = "get_uses_panel";

    open(row) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            name: row.name,
            res_model: row.model,
            domain: row.domain,
            views: [
                [false, "list"],
                [false, "form"],
            ],
        });
    }
}

for (const [name, component] of Object.entries({
    bank_segment_members: SegmentMembers,
    bank_segment_flow: SegmentFlow,
    bank_segment_overlaps: SegmentOverlaps,
    bank_segment_uses: SegmentUses,
})) {
    registry.category("view_widgets").add(name, { component });
}
