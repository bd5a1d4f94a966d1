import { Component, onWillUnmount, useEffect } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

const LOOK_AGAIN_MS = 2000;

/** Says how far the PDF is, and looks again while it is being made. */
export class PdfState extends Component {
    static template = "bank_crm_print.PdfState";
    static props = { ...standardFieldProps };

    setup() {
        this.timer = 0;
        useEffect(
            (state) => {
                if (state === "waiting") {
                    this.lookAgain();
                }
                return () => browser.clearTimeout(this.timer);
            },
            () => [this.state],
        );
        onWillUnmount(() => browser.clearTimeout(this.timer));
    }

    get state() {
        return this.props.record.data[this.props.name];
    }

    get words() {
        const choices = this.props.record.fields[this.props.name].selection;
        return Object.fromEntries(choices)[this.state];
    }

    lookAgain() {
        this.timer = browser.setTimeout(async () => {
            await this.props.record.load();
            if (this.state === "waiting") {
                this.lookAgain();
            }
        }, LOOK_AGAIN_MS);
    }
}

registry.category("fields").add("bank_print_pdf_state", {
    component: PdfState,
    supportedTypes: ["selection"],
});
