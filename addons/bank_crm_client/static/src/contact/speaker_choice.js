import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** Who is turned to: the client himself, or, in one click, who speaks for him. */
export class SpeakerChoice extends Component {
    static template = "bank_crm_client.SpeakerChoice";
    static props = { ...standardFieldProps };

    get speakers() {
        return this.props.record.data.speakers || [];
    }

    get chosen() {
        return this.props.record.data[this.props.name] || "";
    }

    choose(key) {
        return this.props.record.update({ [this.props.name]: key || false });
    }
}

registry.category("fields").add("bank_speaker_choice", {
    component: SpeakerChoice,
    supportedTypes: ["char"],
    fieldDependencies: [{ name: "speakers", type: "json" }],
});
