import { Component, onMounted, xml } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

/** Whoever opens a record that was merged is led to the one that stays. */
export class BankMergedRedirect extends Component {
    static template = xml`<span class="d-none" />`;
    static props = { ...standardWidgetProps };

    setup() {
        const action = useService("action");
        onMounted(async () => {
            const { record } = this.props;
            if (!record.resId || !record.data.merged_into_id) {
                return;
            }
            await action.doActionButton({
                type: "object",
                name: "action_open_surviving",
                resModel: record.resModel,
                resId: record.resId,
                resIds: [record.resId],
                context: {},
                stackPosition: "replaceCurrentAction",
            });
        });
    }
}

registry
    .category("view_widgets")
    .add("bank_merged_redirect", { component: BankMergedRedirect });
