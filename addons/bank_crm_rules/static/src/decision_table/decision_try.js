import { Component, onWillUpdateProps, useState } from "@odoo/owl";
import { RecordSelector } from "@web/core/record_selectors/record_selector";
import { useService } from "@web/core/utils/hooks";

/** "Try it": a client, or values typed by hand, and the rule that decides in words. */
export class DecisionTry extends Component {
    static template = "bank_crm_rules.DecisionTry";
    static components = { RecordSelector };
    static props = {
        versionIds: Array,
        xml: String,
        inputs: Array,
        isSound: Boolean,
    };

    setup() {
        this.orm = useService("orm");
        this.state = useState({ clientId: false, values: {}, answer: null });
        onWillUpdateProps((next) => {
            if (next.isSound && next.xml !== this.props.xml && this.state.answer) {
                this.ask(next);
            }
        });
    }

    async pickClient(clientId) {
        this.state.clientId = clientId;
        this.state.values = {};
        await this.ask();
    }

    async setValue(code, value) {
        this.state.values[code] = value;
        await this.ask();
    }

    async ask(props = this.props) {
        const { clientId, values } = this.state;
        const answer = await this.orm.silent.call("bank.decision.version", "try_it", [
            props.versionIds,
            props.xml,
            clientId,
            values,
        ]);
        this.state.answer = answer;
    }

    shown(input) {
        const known = this.state.answer?.values[input.code];
        return this.state.values[input.code] ?? known ?? "";
    }
}
