import { Component, onWillStart, useState } from "@odoo/owl";
import { cardPanels } from "@bank_crm_base/client_card/client_panels";
import { day, money } from "@bank_crm_base/client_card/card_hooks";
import { _t } from "@web/core/l10n/translation";
import { formatFloat } from "@web/core/utils/numbers";
import { useService } from "@web/core/utils/hooks";

import { MapOrWords } from "../relation_map/map_or_words";

const TOUCHED_SHOWN = 8;

/** The tab "Relations" of the client card. */
export class RelationsPanel extends Component {
    static template = "bank_crm_client.RelationsPanel";
    static components = { MapOrWords };
    static props = { card: Object, data: Object };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ data: null, version: 0, isWhole: false });
        this.day = day;
        onWillStart(() => this.load());
    }

    get clientId() {
        return this.props.data.client_id;
    }

    async load() {
        this.state.data = await this.orm.call("res.partner", "get_client_relations", [
            [this.clientId],
        ]);
        this.state.version++;
    }

    /** Relations by kind, with what waits for a decision first. */
    get kinds() {
        const kinds = new Map();
        for (const row of this.state.data.relations) {
            if (row.state === "ended") {
                continue;
            }
            const kind = kinds.get(row.kind) || {
                code: row.kind,
                name: row.kind_name,
                rows: [],
            };
            kind.color = row.color;
            kind.rows.push(row);
            kinds.set(row.kind, kind);
        }
        return [...kinds.values()];
    }

    get ended() {
        return this.state.data.relations.filter((row) => row.state === "ended");
    }

    get touched() {
        const { touched } = this.state.data;
        return this.state.isWhole ? touched : touched.slice(0, TOUCHED_SHOWN);
    }

    percent(value) {
        return `${formatFloat(value, { digits: [16, 2] }).replace(/[.,]00$/, "")} %`;
    }

    amount(total) {
        return "amount" in total
            ? money(this.props.card, total.amount, null, { isRound: true })
            : total.count;
    }

    async decide(row, method) {
        await this.orm.call("bank.relation", method, [[row.id]]);
        await this.load();
    }

    openClient(clientId) {
        return this.action.doAction("bank_crm_base.bank_client_action", {
            viewType: "form",
            props: { resId: clientId },
        });
    }

    open(actionId, resId) {
        return this.action.doAction(actionId, { viewType: "form", props: { resId } });
    }

    openRow(row) {
        return row.client_id
            ? this.openClient(row.client_id)
            : this.open("bank_crm_client.bank_party_action", row.party_id);
    }

    dialog(name, resModel, context) {
        return this.action.doAction(
            {
                type: "ir.actions.act_window",
                name,
                res_model: resModel,
                views: [[false, "form"]],
                target: "new",
                context: { default_client_id: this.clientId, ...context },
            },
            { onClose: () => this.load() },
        );
    }

    add() {
        return this.dialog(_t("Add a relation"), "bank.relation.add");
    }

    changeGroup(groupId) {
        return this.dialog(_t("Change of a group"), "bank.client.group.change", {
            default_operation: groupId ? "remove" : "add",
            default_group_id: groupId || false,
        });
    }
}

cardPanels.add("relations", {
    component: RelationsPanel,
    tab: "relations",
    sequence: 10,
});
