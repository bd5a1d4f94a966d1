import { Component, onWillStart, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { deserializeDateTime, formatDateTime } from "@web/core/l10n/dates";
import { useHotkey } from "@web/core/hotkeys/hotkey_hook";
import { formatMonetary } from "@web/views/fields/formatters";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

import { Differences } from "./differences";

/**
 * Waiting for my approval: on the left what waits, on the right one act with old and new.
 * After a decision the next one opens by itself. On a phone one of the two is shown.
 */
export class Approvals extends Component {
    static template = "bank_crm_base.Approvals";
    static components = { Differences, Layout };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.notification = useService("notification");
        this.ui = useService("ui");
        this.display = { controlPanel: {} };
        this.state = useState({
            queue: { rows: [], count: 0, total: 0, proposed: 0 },
            act: null,
            isEverything: false,
            answer: "",
            isRefusing: false,
            isBusy: false,
        });
        useHotkey("alt+a", () => this.accept(), { isAvailable: () => this.mayDecide });
        onWillStart(() => this.start());
    }

    get mayDecide() {
        return Boolean(this.state.act?.may_decide) && !this.state.isBusy;
    }

    get isPhone() {
        return this.ui.isSmall;
    }

    async start() {
        await this.loadQueue();
        const asked = this.props.action.params?.act_id;
        const first = this.state.queue.rows[0]?.id;
        if (asked || (first && !this.isPhone)) {
            await this.openAct(asked || first);
        }
    }

    async loadQueue() {
        this.state.queue = await this.orm.call("bank.act", "get_queue", [
            this.state.isEverything,
        ]);
    }

    async toggleEverything() {
        this.state.isEverything = !this.state.isEverything;
        await this.loadQueue();
    }

    async openAct(actId) {
        Object.assign(this.state, { answer: "", isRefusing: false });
        this.state.act = await this.orm.call("bank.act", "get_details", [[actId]]);
    }

    closeAct() {
        this.state.act = null;
    }

    age(row) {
        return deserializeDateTime(row.proposed_at).toRelative();
    }

    moment(text) {
        return formatDateTime(deserializeDateTime(text));
    }

    amount(row) {
        return formatMonetary(row.amount, { currencyId: row.currency_id });
    }

    accept() {
        return this.decide("action_accept", _t("Accepted"));
    }

    async refuse() {
        if (!this.state.isRefusing) {
            this.state.isRefusing = true;
            return;
        }
        if (!this.state.answer.trim()) {
            this.notification.add(_t("Say why you refuse: the maker will read it."), {
                type: "warning",
            });
            return;
        }
        await this.decide("action_refuse", _t("Refused"));
    }

    async decide(method, word) {
        const { act } = this.state;
        this.state.isBusy = true;
        try {
            const said = await this.orm.call("bank.act", method, [
                [act.id],
                this.state.answer,
            ]);
            if (said.void.length) {
                this.notification.add(said.void[0].words, { type: "warning" });
            } else {
                this.notification.add(`${word}: ${act.name}`, { type: "success" });
            }
            await this.openNext(act.id);
        } finally {
            this.state.isBusy = false;
        }
    }

    async openNext(decidedId) {
        const place = this.state.queue.rows.findIndex((row) => row.id === decidedId);
        await this.loadQueue();
        const { rows } = this.state.queue;
        const next = rows[Math.min(Math.max(place, 0), rows.length - 1)];
        if (next) {
            await this.openAct(next.id);
        } else {
            this.closeAct();
        }
    }

    async openRecord() {
        const action = await this.orm.call("bank.act", "action_open_record", [
            [this.state.act.id],
        ]);
        await this.action.doAction(action);
    }

    openForm() {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "bank.act",
            res_id: this.state.act.id,
            views: [[false, "form"]],
        });
    }

    openProposed() {
        return this.action.doAction("bank_crm_base.bank_act_action", {
            additionalContext: { search_default_mine: 1 },
        });
    }
}

registry.category("actions").add("bank_crm_base.approvals", Approvals);
