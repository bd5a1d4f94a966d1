import { Component, useState } from "@odoo/owl";
import { KeepLast } from "@web/core/utils/concurrency";
import { useService } from "@web/core/utils/hooks";
import { useDebounced } from "@web/core/utils/timing";
import { registry } from "@web/core/registry";
import { useRecordObserver } from "@web/model/relational_model/utils";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

import {
    askForAccess,
    findClients,
    openInEmergency,
    openVisit,
    rowIcon,
    rowNote,
} from "../find/find_results";

const SHOWN = 3;
const WAIT_MS = 400;

/** Says, before a prospect is saved, who looks like him and is a client already. */
export class BankClientLookalikes extends Component {
    static template = "bank_crm_base.ClientLookalikes";
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ rows: [], stubs: [] });
        Object.assign(this, { rowIcon, rowNote });
        this.keepLast = new KeepLast();
        this.lookSoon = useDebounced(this.look, WAIT_MS);
        useRecordObserver((record) => {
            const { vat, company_registry, phone, email, name, last_name, first_name } =
                record.data;
            // Read, so that a later change of it looks again: whoever scores asks for it.
            void record.data.birth_date;
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
            Promise.all(typed.map((text) => findClients(this.orm, text, SHOWN))),
        );
        this.state.rows = this.collect(answers, "clients");
        this.state.stubs = this.collect(answers, "elsewhere");
    }

    /** The rows of one group in all the answers, each client once. */
    collect(answers, code) {
        const rows = new Map();
        for (const { groups } of answers) {
            for (const group of groups.filter((found) => found.code === code)) {
                for (const row of group.rows) {
                    rows.set(row.id, rows.get(row.id) || row);
                }
            }
        }
        return [...rows.values()].slice(0, SHOWN);
    }

    /** Whoever is here already is not entered again: what was typed is left. */
    async visit(row) {
        await this.props.record.discard();
        return openVisit(this.action, row);
    }

    async emergency(row) {
        await this.props.record.discard();
        return openInEmergency(this.action, row);
    }

    askFor(row) {
        return askForAccess(this.action, row);
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
