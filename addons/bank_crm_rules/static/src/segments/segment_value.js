import { Component } from "@odoo/owl";
import { SelectMenu } from "@web/core/select_menu/select_menu";

import { shapeOf } from "./segment_tree";

/** The value that a fact is compared with: its editor follows the operator. */
export class SegmentValue extends Component {
    static template = "bank_crm_rules.SegmentValue";
    static components = { SelectMenu };
    static props = {
        kind: String,
        op: String,
        value: { optional: true },
        choices: { type: Array, optional: true },
        words: Object,
        onChange: Function,
    };

    get shape() {
        return shapeOf(this.props.kind, this.props.op);
    }

    get inputType() {
        return (
            { date: "date", number: "number", money: "number" }[this.props.kind] ||
            "text"
        );
    }

    get options() {
        return (this.props.choices || []).map(([value, label]) => ({ value, label }));
    }

    get hasChoices() {
        return this.props.kind === "choice" && this.options.length > 0;
    }

    get chosenLabel() {
        const chosen = this.options.find((option) => option.value === this.props.value);
        return chosen ? chosen.label : this.props.value;
    }

    setText(text) {
        this.props.onChange(text.trim() === "" ? null : text.trim());
    }

    setPart(place, text) {
        const pair = [...this.props.value];
        pair[place] = text === "" ? null : text;
        this.props.onChange(pair);
    }

    setMany(text) {
        const values = text.split(",").map((one) => one.trim());
        this.props.onChange(values.filter((one) => one !== ""));
    }

    setSpan(part, text) {
        const value = part === "count" ? Number.parseInt(text, 10) || null : text;
        this.props.onChange({ ...this.props.value, [part]: value });
    }

    setWhole(text) {
        const number = Number.parseInt(text, 10);
        this.props.onChange(Number.isNaN(number) ? null : number);
    }
}
