import { registry } from "@web/core/registry";
import {
    SelectionField,
    selectionField,
} from "@web/views/fields/selection/selection_field";

/** A code kept as text and chosen by its meaning; the choices are a field of the record. */
export class BankWordChoice extends SelectionField {
    static props = { ...SelectionField.props, choicesField: { type: String } };

    get options() {
        return this.props.record.data[this.props.choicesField] || [];
    }

    get string() {
        const value = this.props.record.data[this.props.name];
        const found = this.options.find(([code]) => code === value);
        return found ? found[1] : value || "";
    }

    onChange(value) {
        this.props.record.update({ [this.props.name]: value ?? false });
    }
}

registry.category("fields").add("bank_word_choice", {
    ...selectionField,
    component: BankWordChoice,
    supportedTypes: ["char", "selection"],
    isEmpty: (record, name) => !record.data[name],
    extractProps(fieldInfo, dynamicInfo) {
        return {
            ...selectionField.extractProps(fieldInfo, dynamicInfo),
            choicesField: fieldInfo.options.choices_field,
        };
    },
});
