import { Component, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { download } from "@web/core/network/download";
import { registry } from "@web/core/registry";
import { useAutofocus } from "@web/core/utils/hooks";

const EXPORT_URL = /^\/web\/export\/(csv|xlsx)$/;

/** Asks why many rows leave the bank; the answer is kept with the export. */
export class BankExportReasonDialog extends Component {
    static template = "bank_crm_base.ExportReasonDialog";
    static components = { Dialog };
    static props = { count: Number, onReason: Function, close: Function };

    setup() {
        this.state = useState({ reason: "" });
        useAutofocus({ refName: "reason" });
    }

    get isFilled() {
        return Boolean(this.state.reason.trim());
    }

    confirm() {
        this.props.onReason(this.state.reason.trim());
        this.props.close();
    }
}

/** Both ways to export a list end in one download: there the reason is asked for. */
export const bankExportService = {
    dependencies: ["dialog", "orm"],
    start(env, { dialog, orm }) {
        const plainDownload = download._download;
        const askReason = (count) =>
            new Promise((resolve) => {
                let given = null;
                dialog.add(
                    BankExportReasonDialog,
                    { count, onReason: (reason) => (given = reason) },
                    { onClose: () => resolve(given) },
                );
            });
        download._download = async (options) => {
            if (!EXPORT_URL.test(options.url || "") || !options.data?.data) {
                return plainDownload(options);
            }
            const asked = JSON.parse(options.data.data);
            const { is_needed, count } = await orm.call(
                "bank.export.log",
                "get_demand",
                [asked.model],
                {
                    ids: asked.ids || null,
                    domain: asked.domain,
                    context: asked.context,
                },
            );
            if (!is_needed) {
                return plainDownload(options);
            }
            const reason = await askReason(count);
            if (!reason) {
                return null;
            }
            asked.context = { ...asked.context, bank_export_reason: reason };
            return plainDownload({
                ...options,
                data: { ...options.data, data: JSON.stringify(asked) },
            });
        };
    },
};

registry.category("services").add("bank_export", bankExportService);
