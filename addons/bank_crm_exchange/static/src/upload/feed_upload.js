import {
    Component,
    onWillStart,
    onWillUnmount,
    useExternalListener,
    useRef,
    useState,
} from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { formatInteger } from "@web/views/fields/formatters";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { FeedBar, POLL_MS } from "../run_progress/run_progress";

const MANIFEST_ENDING = ".manifest.json";
const STATES = {
    done: ["fa-check-circle", "text-success"],
    waiting: ["fa-hand-paper-o", "text-warning-emphasis"],
    refused: ["fa-times-circle", "text-danger"],
    failed: ["fa-exclamation-triangle", "text-danger"],
    duplicate: ["fa-clone", "text-muted"],
};

function toHuman(bytes) {
    const units = ["B", "kB", "MB", "GB"];
    let power = 0;
    while (bytes >= 1000 && power < units.length - 1) {
        bytes /= 1000;
        power++;
    }
    return `${bytes.toFixed(power && bytes < 10 ? 1 : 0)} ${units[power]}`;
}

/**
 * Files are dropped here, sent with a bar, and watched while they are loaded. What has
 * arrived goes on by itself: whoever comes back to the page finds it again.
 */
export class FeedUpload extends Component {
    static template = "bank_crm_exchange.FeedUpload";
    static components = { FeedBar, Layout };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.display = { controlPanel: {} };
        this.input = useRef("input");
        this.state = useState({
            feeds: [],
            files: [],
            runs: [],
            isOver: false,
            isSending: false,
        });
        this.nextKey = 1;
        this.manifests = {};
        onWillStart(async () => {
            this.state.feeds = await this.orm.call("bank.feed", "get_upload_choices");
            await this.refresh();
        });
        useExternalListener(window, "beforeunload", (ev) => {
            if (this.state.isSending) {
                ev.preventDefault();
            }
        });
        onWillUnmount(() => {
            this.isGone = true;
            browser.clearTimeout(this.timer);
        });
    }

    get ready() {
        return this.state.files.filter((file) => file.code && !file.isSent);
    }

    // --- choosing

    onPick(ev) {
        this.add([...ev.target.files]);
        ev.target.value = "";
    }

    onDrop(ev) {
        this.state.isOver = false;
        this.add([...ev.dataTransfer.files]);
    }

    async add(files) {
        const isManifest = (file) => file.name.endsWith(MANIFEST_ENDING);
        for (const file of files.filter(isManifest)) {
            const name = file.name.slice(0, -MANIFEST_ENDING.length);
            try {
                this.manifests[name] = JSON.parse(await file.text());
            } catch {
                this.manifests[name] = { isBroken: true };
            }
        }
        for (const file of files.filter((other) => !isManifest(other))) {
            this.state.files.push({
                key: this.nextKey++,
                file,
                name: file.name,
                size: toHuman(file.size),
                code: this.props.action.context?.feed_code || "",
                bankDate: "",
                rows: "",
                sum: "",
                delivery: "",
                sha256: "",
                sent: 0,
                error: "",
                hasTotals: false,
                isSent: false,
            });
        }
        await Promise.all(
            this.state.files
                .filter((item) => !item.isSent)
                .map((item) => this.prepare(item)),
        );
    }

    async prepare(item) {
        const manifest = this.manifests[item.name];
        const guess = await this.orm.call("bank.feed", "guess_feed", [
            item.name,
            manifest || {},
        ]);
        item.code = item.code || guess.code;
        item.bankDate = item.bankDate || guess.bank_date;
        if (!manifest) {
            return;
        }
        if (manifest.isBroken) {
            item.error = _t("Its control totals cannot be read.");
            return;
        }
        Object.assign(item, {
            hasTotals: true,
            rows: `${manifest.rows ?? ""}`,
            sum: `${manifest.sum ?? ""}`,
            bankDate: manifest.bank_date || manifest.date || item.bankDate,
            delivery: manifest.delivery || "",
            sha256: manifest.sha256 || "",
        });
    }

    remove(item) {
        this.state.files = this.state.files.filter((other) => other.key !== item.key);
    }

    // --- sending

    async sendAll() {
        this.state.isSending = true;
        try {
            for (const item of this.ready) {
                await this.send(item);
            }
        } finally {
            this.state.isSending = false;
        }
    }

    async send(item) {
        item.error = "";
        const { status, body } = await this.post(item);
        if (body.run) {
            item.isSent = true;
            this.remove(item);
            await this.refresh();
        } else {
            item.sent = 0;
            item.error =
                body.error ||
                (status === 413
                    ? _t("The file is larger than is allowed.")
                    : status
                      ? _t(
                            "The server did not take the file: load the page again and repeat.",
                        )
                      : _t("The connection broke: send it again."));
        }
    }

    post(item) {
        const headers = {
            "Content-Type": "application/octet-stream",
            "X-Csrf-Token": window.odoo.csrf_token,
            "X-Bank-File": encodeURIComponent(item.name),
            "X-Bank-Date": item.bankDate,
            "X-Bank-Rows": `${item.rows}`.replace(/\s/g, ""),
            "X-Bank-Sum": `${item.sum}`.replace(/\s/g, "").replace(",", "."),
            "X-Bank-Delivery": item.delivery,
            "X-Bank-Sha256": item.sha256,
        };
        return new Promise((resolve) => {
            const xhr = new browser.XMLHttpRequest();
            xhr.open("POST", `/bank/feed/browser/${encodeURIComponent(item.code)}`);
            for (const [name, value] of Object.entries(headers)) {
                if (value) {
                    xhr.setRequestHeader(name, value);
                }
            }
            xhr.upload.addEventListener("progress", (ev) => {
                item.sent = ev.total ? (100 * ev.loaded) / ev.total : 0;
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
            xhr.send(item.file);
        });
    }

    // --- watching

    async refresh() {
        browser.clearTimeout(this.timer);
        this.state.runs = await this.orm.silent.call("bank.feed.run", "get_in_work");
        if (!this.isGone && this.state.runs.some((run) => run.is_working)) {
            this.timer = browser.setTimeout(() => this.refresh(), POLL_MS);
        }
    }

    stateIcon(run) {
        return (STATES[run.state] || ["fa-spinner fa-spin", "text-muted"]).join(" ");
    }

    outcome(run) {
        if (run.state === "refused" || run.state === "duplicate") {
            return run.message;
        }
        const parts = [
            _t("%(accepted)s of %(received)s rows accepted", {
                accepted: formatInteger(run.accepted),
                received: formatInteger(run.received),
            }),
        ];
        if (run.rejected) {
            parts.push(_t("%s rejected", formatInteger(run.rejected)));
        }
        if (run.parked) {
            parts.push(_t("%s parked", formatInteger(run.parked)));
        }
        return run.received ? parts.join(", ") : run.message;
    }

    openRun(run) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "bank.feed.run",
            res_id: run.id,
            views: [[false, "form"]],
        });
    }
}

registry.category("actions").add("bank_feed_upload", FeedUpload);
