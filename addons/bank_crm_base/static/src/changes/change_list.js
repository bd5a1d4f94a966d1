import { Component, onWillStart, onWillUpdateProps, useState } from "@odoo/owl";
import { deserializeDateTime, toLocaleDateTimeString } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { useService } from "@web/core/utils/hooks";

/** What changed of a record, newest first: field, old, new, who, when, why, from where. */
export class BankChangeList extends Component {
    static template = "bank_crm_base.ChangeList";
    static props = { model: String, resId: Number };

    setup() {
        this.orm = useService("orm");
        this.dialog = useService("dialog");
        this.notification = useService("notification");
        this.state = useState({ entries: [], nextOffset: 0, isLoaded: false });
        onWillStart(() => this.load(this.props));
        onWillUpdateProps(async (props) => {
            if (props.resId !== this.props.resId || props.model !== this.props.model) {
                await this.load(props);
            }
        });
    }

    async load({ model, resId }, offset = 0) {
        const page = await this.orm.call("bank.change", "get_history", [
            model,
            resId,
            offset,
        ]);
        const before = offset ? this.state.entries : [];
        this.state.entries = [...before, ...page.entries];
        this.state.nextOffset = page.next_offset;
        this.state.isLoaded = true;
    }

    when(entry) {
        return toLocaleDateTimeString(deserializeDateTime(entry.when));
    }

    putBack(entry, line) {
        this.dialog.add(ConfirmationDialog, {
            title: _t("Put the earlier value back?"),
            body: `${line.label}: ${line.old || _t("nothing")}`,
            confirmLabel: _t("Propose it"),
            confirm: async () => {
                await this.orm.call("bank.change", "action_restore", [
                    entry.id,
                    line.field,
                ]);
                this.notification.add(_t("Proposed: a second person decides."), {
                    type: "info",
                });
            },
            cancel: () => {},
        });
    }
}
