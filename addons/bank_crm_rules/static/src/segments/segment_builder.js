import { Component, onWillStart, useEffect, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { KeepLast } from "@web/core/utils/concurrency";
import { deepCopy } from "@web/core/utils/objects";
import { useService } from "@web/core/utils/hooks";
import { useDebounced } from "@web/core/utils/timing";
import { formatInteger } from "@web/views/fields/formatters";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

import { SegmentGroup } from "./segment_group";
import { isComplete } from "./segment_tree";

const COUNT_AFTER_MS = 500;

/** Draws the conditions of a segment and counts as one draws. */
export class SegmentBuilder extends Component {
    static template = "bank_crm_rules.SegmentBuilder";
    static components = { SegmentGroup };
    static props = { ...standardFieldProps };

    setup() {
        this.orm = useService("orm");
        this.formatInteger = formatInteger;
        this.state = useState({
            tree: this.saved,
            count: null,
            lines: null,
            error: "",
            isCounting: false,
        });
        this.keepLast = new KeepLast();
        this.onChange = this.onChange.bind(this);
        this.countSoon = useDebounced(() => this.count(), COUNT_AFTER_MS);
        onWillStart(async () => {
            if (!this.isReadonly) {
                this.words = await this.orm.call("bank.segment", "get_builder_words", [
                    this.props.record.resId || null,
                ]);
            }
        });
        // Another record, a discarded change: what is saved is drawn anew.
        useEffect(
            () => {
                const saved = this.saved;
                if (JSON.stringify(saved) !== JSON.stringify(this.state.tree)) {
                    this.state.tree = saved;
                }
            },
            () => [this.props.record.data[this.props.name]],
        );
        useEffect(
            () => {
                if (!this.isReadonly) {
                    this.count();
                }
            },
            () => [this.branchId, this.props.record.data.with_former, this.isReadonly],
        );
    }

    get isReadonly() {
        return this.props.readonly || !this.props.record.data.may_change;
    }

    get saved() {
        const saved = this.props.record.data[this.props.name];
        return saved ? deepCopy(saved) : { match: "all", items: [] };
    }

    get branchId() {
        return this.props.record.data.branch_id?.id;
    }

    get share() {
        const { count, lines } = this.state;
        return lines?.all ? Math.round((100 * count.total) / lines.all) : 0;
    }

    onChange() {
        const tree = JSON.parse(JSON.stringify(this.state.tree));
        this.props.record.update({ [this.props.name]: tree });
        this.countSoon();
    }

    async count() {
        const tree = JSON.parse(JSON.stringify(this.state.tree));
        this.state.error = "";
        if (!isComplete(tree) || !this.branchId) {
            this.state.count = null;
            this.state.lines = null;
            return;
        }
        const args = [tree, this.branchId, Boolean(this.props.record.data.with_former)];
        this.state.isCounting = true;
        try {
            const ask = (method) => this.orm.silent.call("bank.segment", method, args);
            const [count, lines] = await this.keepLast.add(
                Promise.all([ask("count_definition"), ask("count_lines")]),
            );
            Object.assign(this.state, { count, lines });
        } catch (error) {
            Object.assign(this.state, { count: null, lines: null });
            this.state.error = error.data?.message || error.message;
        }
        this.state.isCounting = false;
    }
}

registry.category("fields").add("bank_segment_builder", {
    component: SegmentBuilder,
    supportedTypes: ["json"],
});
