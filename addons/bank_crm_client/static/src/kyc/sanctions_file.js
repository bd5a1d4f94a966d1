import { Component, useRef, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { serializeDate } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

/** The file of a sanctions list: sent as it is, with a bar, and told what became of it. */
export class SanctionsFile extends Component {
    static template = "bank_crm_client.SanctionsFile";
    static props = { ...standardWidgetProps };

    setup() {
        this.action = useService("action");
        this.input = useRef("input");
        this.state = useState({
            name: "",
            sent: 0,
            isSending: false,
            error: "",
            refusal: 0,
        });
    }

    async onPick(ev) {
        const [file] = ev.target.files;
        ev.target.value = "";
        if (file) {
            await this.send(file);
        }
    }

    async send(file) {
        Object.assign(this.state, {
            name: file.name,
            sent: 0,
            isSending: true,
            error: "",
            refusal: 0,
        });
        const { status, body } = await this.post(file);
        this.state.isSending = false;
        if (status === 201) {
            await this.open(body);
            return;
        }
        this.state.refusal = body.id || 0;
        this.state.error =
            body.error ||
            (status === 413
                ? _t("The file is larger than is allowed.")
                : _t("The connection broke: send it again."));
    }

    post(file) {
        const { list_id: list, date } = this.props.record.data;
        return new Promise((resolve) => {
            const xhr = new browser.XMLHttpRequest();
            xhr.open("POST", `/bank/sanctions/${list.id}/file`);
            xhr.setRequestHeader("Content-Type", "application/octet-stream");
            xhr.setRequestHeader("X-Csrf-Token", window.odoo.csrf_token);
            xhr.setRequestHeader("X-Bank-File", encodeURIComponent(file.name));
            xhr.setRequestHeader("X-Bank-Date", date ? serializeDate(date) : "");
            xhr.upload.addEventListener("progress", (ev) => {
                this.state.sent = ev.total ? (100 * ev.loaded) / ev.total : 0;
            });
            xhr.addEventListener("loadend", () => {
                let body = {};
                try {
                    body = JSON.parse(xhr.responseText);
                } catch {
                    // A page of the server instead of an answer: the status says enough.
                }
                resolve({ status: xhr.status, body });
            });
            xhr.send(file);
        });
    }

    openRefusal() {
        return this.open({ model: "bank.sanctions.refusal", id: this.state.refusal });
    }

    open({ model, id }) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: model,
            res_id: id,
            views: [[false, "form"]],
        });
    }
}

registry.category("view_widgets").add("bank_sanctions_file", {
    component: SanctionsFile,
    fieldDependencies: [
        { name: "list_id", type: "many2one" },
        { name: "date", type: "date" },
    ],
});
