import { Component, onWillStart, onWillUpdateProps, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

/** The fields of a print form with tags to paste into Word or Excel. */
export class PrintFieldList extends Component {
    static template = "bank_crm_print.FieldList";
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.notification = useService("notification");
        this.state = useState({ groups: [], filters: [], words: "", open: {} });
        onWillStart(() => this.load(this.props));
        onWillUpdateProps(async (next) => {
            if (this.formOf(next) !== this.formId) {
                await this.load(next);
            }
        });
    }

    formOf(props) {
        const form = props.record.data.form_id;
        return form && (form.id || form[0]);
    }

    async load(props) {
        this.formId = this.formOf(props);
        if (this.formId) {
            const list = await this.orm.call("bank.print.form", "get_field_list", [
                this.formId,
            ]);
            Object.assign(this.state, list);
            this.state.open = { 0: true };
        }
    }

    /** Groups with the rows that the typed words find; all of them when none are typed. */
    get found() {
        const words = this.state.words.trim().toLowerCase();
        return this.state.groups
            .map((group, place) => ({
                ...group,
                place,
                isOpen: Boolean(words) || Boolean(this.state.open[place]),
                rows: words
                    ? group.rows.filter((row) =>
                          `${row.label} ${row.code} ${group.name}`
                              .toLowerCase()
                              .includes(words),
                      )
                    : group.rows,
            }))
            .filter((group) => group.rows.length);
    }

    toggle(group) {
        this.state.open[group.place] = !this.state.open[group.place];
    }

    async copy(text) {
        try {
            await browser.navigator.clipboard.writeText(text);
            this.notification.add(_t("Copied: %s", text), { type: "success" });
        } catch {
            this.notification.add(text, { title: _t("Copy this"), sticky: true });
        }
    }

    copyLoop(group) {
        return this.copy(group.loop.join("\n"));
    }
}

registry.category("view_widgets").add("bank_print_field_list", {
    component: PrintFieldList,
    fieldDependencies: [{ name: "form_id", type: "many2one" }],
});
