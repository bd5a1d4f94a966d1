import { useRef } from "@odoo/owl";
import { useDropzone } from "@web/core/dropzone/dropzone_hook";
import { registry } from "@web/core/registry";
import { useFileUploader } from "@web/core/utils/files";
import {
    Many2ManyBinaryField,
    many2ManyBinaryField,
} from "@web/views/fields/many2many_binary/many2many_binary_field";

/** Scans of a letter: chosen, or dropped from the folder of the scanner. */
export class ScanDrop extends Many2ManyBinaryField {
    static template = "bank_crm_client.ScanDrop";

    setup() {
        super.setup();
        this.root = useRef("root");
        this.upload = useFileUploader();
        useDropzone(
            this.root,
            (ev) => this.onDrop(ev),
            "",
            () => !this.props.readonly,
        );
    }

    async onDrop(ev) {
        const files = await this.upload("/web/binary/upload_attachment", {
            csrf_token: odoo.csrf_token,
            ufile: [...ev.dataTransfer.files],
            model: this.props.record.resModel,
            id: 0,
        });
        if (files) {
            await this.onFileUploaded(files);
        }
    }
}

registry.category("fields").add("bank_scan_drop", {
    ...many2ManyBinaryField,
    component: ScanDrop,
});
