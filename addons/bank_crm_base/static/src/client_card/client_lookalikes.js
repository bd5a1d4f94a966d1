import { Component, useState } from "@odoo/owl";
import { KeepLast } from "@web/core/utils/concurrency";
import { useService } from "@web/core/utils/hooks";
import { useDebounced } from "@web/core/utils/timing";
import { registry } from "@web/core/registry";
import { useRecordObserver } from "@web/model/relational_model/utils";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

const SHOWN = 3;
const WAIT_MS = 400;

/** Says, before a prospect is saved, who looks like him and is a client already. */
export class BankClientLookalikes extends Component {
    static template = "bank_crm_base.ClientLookalikes";
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ rows: [] });
        this.keepLast = new KeepLast();
        this.lookSoon = useDebounced(this.look, WAIT_MS);
        useRecordObserver((record) => {
            const { vat, company_registry, phone, email, name, last_name, first_name } =
                record.data;
            const typed = [vat, company_registry, phone, email];
            if (last_name && first_name) {
                typed.push(`${last_name} ${first_name}`);
            } else if (name) {
                typed.push(name);
            }
            this.lookSoon(typed.filter((text) => text && text.length > 3));
        });
    }

    async look(typed) {
        const answers = await this.keepLast.add(
            Promise.all(
                typed.map((text) =>
                    this.orm.silent.call("res.partner", "find_clients", [text, SHOWN]),
                ),
            ),
        );
        const rows = new Map();
        for (const answer of answers) {
            for (const group of answer.groups.filter(
                (found) => found.code === "clients",
            )) {
                for (const row of group.rows) {
                    rows.set(row.id, rows.get(row.id) || row);
                }
            }
        }
        this.state.rows = [...rows.values()].slice(0, SHOWN);
    }

    open(row) {
        return this.action.doAction("bank_crm_base.bank_client_action", {
            viewType: "form",
            props: { resId: row.id },
        });
    }
}

registry
    .category("view_widgets")
    .add("bank_client_lookalikes", { component: BankClientLookalikes });
