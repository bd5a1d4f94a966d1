import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** Two records side by side: their fields, which value is kept, and where each is used. */
export class BankMergeCompare extends Component {
    static template = "bank_crm_client.MergeCompare";
    static props = { ...standardFieldProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
    }

    get data() {
        return this.props.record.data[this.props.name];
    }

    get sides() {
        return ["survivor", "merged"];
    }

    get shownFields() {
        return this.data.fields.filter((row) => row.is_different);
    }

    get sameFields() {
        return this.data.fields.filter((row) => !row.is_different);
    }

    async choose(row, side) {
        if (!this.data.may_choose || !row.is_different || row.side === side) {
            return;
        }
        const { record } = this.props;
        await this.orm.call(record.resModel, "action_choose", [
            [record.resId],
            row.name,
            side,
        ]);
        await record.load();
    }

    open(side) {
        return this.action.doAction("bank_crm_base.bank_client_action", {
            viewType: "form",
            props: { resId: this.data[side].id },
        });
    }
}

registry.category("fields").add("bank_merge_compare", {
    component: BankMergeCompare,
    supportedTypes: ["json"],
});
