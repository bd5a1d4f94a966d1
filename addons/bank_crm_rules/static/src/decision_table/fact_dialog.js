import { Component, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { useAutofocus } from "@web/core/utils/hooks";
import { fuzzyLookup } from "@web/core/utils/search";

/** Choose a fact of the catalogue by its name; nobody types where it is kept. */
export class FactDialog extends Component {
    static template = "bank_crm_rules.FactDialog";
    static components = { Dialog };
    static props = {
        facts: Array,
        current: { type: String, optional: true },
        onPick: Function,
        close: Function,
    };

    setup() {
        this.state = useState({ text: "" });
        useAutofocus({ refName: "search" });
    }

    get found() {
        const { text } = this.state;
        return text
            ? fuzzyLookup(
                  text,
                  this.props.facts,
                  (fact) => `${fact.label} ${fact.help}`,
              )
            : this.props.facts;
    }

    pick(fact) {
        this.props.onPick(fact);
        this.props.close();
    }

    onKeydown(event) {
        if (event.key === "Enter" && this.found.length) {
            this.pick(this.found[0]);
        }
    }
}
