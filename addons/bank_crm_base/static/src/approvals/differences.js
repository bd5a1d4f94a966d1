import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** What is in force and what is proposed, side by side; differing words are marked. */
export class Differences extends Component {
    static template = "bank_crm_base.Differences";
    static props = {
        rows: Array,
        recordCount: { type: Number, optional: true },
    };

    get nothing() {
        return _t("(empty)");
    }

    get hasOld() {
        return this.props.rows.some((row) => row.fields.some((field) => field.old));
    }

    get hiddenCount() {
        return Math.max((this.props.recordCount || 0) - this.props.rows.length, 0);
    }
}

export class DifferencesField extends Component {
    static template = "bank_crm_base.DifferencesField";
    static components = { Differences };
    static props = { ...standardFieldProps };

    get rows() {
        return this.props.record.data[this.props.name] || [];
    }
}

registry.category("fields").add("bank_differences", {
    component: DifferencesField,
    supportedTypes: ["json"],
});
