import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { deserializeDateTime, formatDateTime } from "@web/core/l10n/dates";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { formatFloat } from "@web/core/utils/numbers";
import { nbsp } from "@web/core/utils/strings";
import { useRecordObserver } from "@web/model/relational_model/utils";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

const TONES = {
    success: "text-success",
    warning: "text-warning-emphasis",
    danger: "text-danger",
};
const VOTE_TONES = {
    for: "text-bg-success",
    against: "text-bg-danger",
    abstain: "text-bg-secondary",
    defer: "text-bg-warning",
    return: "text-bg-info",
};

/** A sum in its currency, as {symbol, position, digits} says. */
export function money(amount, currency) {
    const { symbol, position, digits } = currency;
    const parts = [formatFloat(amount, { digits: [16, digits] }), symbol];
    return (position === "before" ? parts.reverse() : parts).join(nbsp);
}

export function percent(fraction) {
    return `${formatFloat(fraction * 100, { digits: [16, 2] })}${nbsp}%`;
}

/** The whole case on one page, and the vote: what a member reads and does. */
export class CommitteeCase extends Component {
    static template = "bank_crm_credit.CommitteeCase";
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.notification = useService("notification");
        this.state = useState({
            data: null,
            vote: "",
            reason: "",
            isLeaving: false,
            isBusy: false,
        });
        this.money = money;
        this.percent = percent;
        useRecordObserver((record) => {
            // Read again whenever what is put to the vote, or the vote, is another.
            const { data } = record;
            const mark = [data.state, data.cast_count, data.motion, data.trouble];
            mark.push(data.amount, data.term_months, data.rate, data.security_words);
            mark.push(data.condition_ids?.count);
            return mark && this.load(record.resId);
        });
    }

    async load(itemId) {
        if (!itemId) {
            this.state.data = null;
            return;
        }
        this.state.data = await this.orm.call("bank.loan.committee.item", "get_case", [
            [itemId],
        ]);
    }

    get choices() {
        const choices = [
            { code: "for", name: _t("For"), class: "btn-success", icon: "fa-check" },
            {
                code: "against",
                name: _t("Against"),
                class: "btn-danger",
                icon: "fa-times",
            },
            {
                code: "abstain",
                name: _t("Abstain"),
                class: "btn-secondary",
                icon: "fa-minus",
            },
            {
                code: "defer",
                name: _t("Defer"),
                class: "btn-warning",
                icon: "fa-clock-o",
            },
        ];
        if (this.state.data.kind === "application") {
            choices.push({
                code: "return",
                name: _t("Return for completion"),
                class: "btn-info o_bank_vote_wide",
                icon: "fa-undo",
            });
        }
        return choices;
    }

    get sections() {
        const names = {
            burden: _t("Means to repay"),
            risk: _t("Risk"),
            collateral: _t("Collateral"),
            opinions: _t("Opinions of services"),
        };
        return Object.entries(names)
            .map(([code, name]) => ({
                code,
                name,
                facts: this.state.data.facts.filter((fact) => fact.section === code),
            }))
            .filter((section) => section.facts.length);
    }

    get isOther() {
        const { asked, terms } = this.state.data;
        return (
            asked.amount !== terms.amount ||
            asked.months !== terms.months ||
            asked.rate !== terms.rate
        );
    }

    get untilWords() {
        const { closes_at: closesAt } = this.state.data.vote;
        return closesAt ? formatDateTime(deserializeDateTime(closesAt)) : "";
    }

    termsWords(terms) {
        const { currency } = this.state.data.terms;
        return [
            money(terms.amount, currency),
            _t("%(months)s months", { months: terms.months }),
            _t("%(rate)s a year", { rate: percent(terms.rate) }),
        ].join(", ");
    }

    tone(fact) {
        return TONES[fact.tone] || "";
    }

    voteTone(person) {
        return VOTE_TONES[person.vote] || "text-bg-light";
    }

    choose(code) {
        Object.assign(this.state, { vote: code, isLeaving: false });
        return code === "for" ? this.cast() : undefined;
    }

    leave() {
        Object.assign(this.state, { vote: "", isLeaving: true });
    }

    putBack() {
        Object.assign(this.state, { vote: "", isLeaving: false, reason: "" });
    }

    async cast() {
        if (this.state.vote !== "for" && !this.state.reason.trim()) {
            const words =
                this.state.vote === "return"
                    ? _t("Write what is missing.")
                    : _t("Say why, in a sentence.");
            this.notification.add(words, { type: "warning" });
            return;
        }
        await this.send("action_vote", [this.state.vote, this.state.reason]);
    }

    async declare() {
        if (!this.state.reason.trim()) {
            this.notification.add(_t("Say what connects you with the borrower."), {
                type: "warning",
            });
            return;
        }
        await this.send("action_declare_conflict", [this.state.reason]);
    }

    async send(method, values) {
        if (this.state.isBusy) {
            return;
        }
        this.state.isBusy = true;
        try {
            const { resId } = this.props.record;
            await this.orm.call("bank.loan.committee.item", method, [
                [resId],
                ...values,
            ]);
            this.putBack();
            await this.props.record.load();
            await this.load(resId);
        } finally {
            this.state.isBusy = false;
        }
    }

    openClient() {
        return this.action.doAction("bank_crm_base.bank_client_action", {
            viewType: "form",
            props: { resId: this.state.data.borrower.client_id },
        });
    }
}

registry.category("view_widgets").add("bank_committee_case", {
    component: CommitteeCase,
});
