import { cardPanels } from "@bank_crm_base/client_card/client_panels";
import { useRef } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { useDropzone } from "@web/core/dropzone/dropzone_hook";
import { useService } from "@web/core/utils/hooks";
import { useFileUploader } from "@web/core/utils/files";

import { PersonPanel } from "../individual/person_panel";
import { TextSearch } from "./text_search";

const TONES = {
    met: "success",
    verified: "success",
    soon: "warning",
    waits: "info",
    to_verify: "info",
    draft: "secondary",
    expired: "danger",
    missing: "danger",
    refused: "danger",
};

/** The tab "Documents" of the client card: what is asked for, what is on file. */
export class DocumentsPanel extends PersonPanel {
    static template = "bank_crm_client.DocumentsPanel";
    static components = { TextSearch };
    static method = "get_client_documents";

    setup() {
        super.setup();
        this.notification = useService("notification");
        this.upload = useFileUploader();
        this.root = useRef("root");
        this.state.isWhole = false;
        useDropzone(
            this.root,
            (ev) => this.dropped(ev),
            "",
            () => Boolean(this.state.data && this.state.data.may_edit),
        );
    }

    tone(standing, isMandatory = true) {
        return isMandatory ? TONES[standing] : "secondary";
    }

    get asked() {
        const { asked } = this.state.data;
        return this.state.isWhole ? asked : asked.filter((row) => row.status !== "met");
    }

    get metCount() {
        return this.state.data.asked.filter((row) => row.status === "met").length;
    }

    toggle() {
        this.state.isWhole = !this.state.isWhole;
    }

    openPaper(id) {
        return this.open("bank_crm_client.bank_client_document_action", id);
    }

    /** A new paper; `row` is what is asked for, `files` what was dropped. */
    add(row = null, files = []) {
        const context = { default_client_id: this.clientId };
        if (row) {
            context.default_type_id = row.types[0];
            context.default_product_id = row.product_id;
        }
        if (files.length) {
            context.default_attachment_ids = files.map((file) => [4, file.id]);
        }
        return this.action.doAction({
            type: "ir.actions.act_window",
            name: row ? row.name : _t("New document"),
            res_model: "bank.client.document",
            views: [[false, "form"]],
            context,
        });
    }

    /** Scans dropped on the tab become one new document with so many pages. */
    async dropped(ev) {
        const files = await this.upload("/web/binary/upload_attachment", {
            csrf_token: window.odoo.csrf_token,
            ufile: [...ev.dataTransfer.files],
            model: "bank.client.document",
            id: 0,
        });
        const wrong = (files || []).filter((file) => file.error);
        for (const file of wrong) {
            this.notification.add(file.error, { type: "danger" });
        }
        if (files && !wrong.length) {
            await this.add(null, files);
        }
    }
}

cardPanels.add("documents", {
    component: DocumentsPanel,
    tab: "documents",
    sequence: 10,
});
