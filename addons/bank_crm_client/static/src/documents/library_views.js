import { Component, onWillStart, useState } from "@odoo/owl";
import { useDropzone } from "@web/core/dropzone/dropzone_hook";
import { FileInput } from "@web/core/file_input/file_input";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useFileUploader } from "@web/core/utils/files";
import { useService } from "@web/core/utils/hooks";
import { KanbanController } from "@web/views/kanban/kanban_controller";
import { kanbanView } from "@web/views/kanban/kanban_view";
import { ListController } from "@web/views/list/list_controller";
import { listView } from "@web/views/list/list_view";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

const ROUTE = "/web/binary/upload_attachment";

/** Files into the folder that is open: by a button, or dropped on the list. */
const taking = (Controller) =>
    class extends Controller {
        static components = { ...Controller.components, FileInput };

        setup() {
            super.setup();
            this.notification = useService("notification");
            this.upload = useFileUploader();
            this.takeFiles = this.takeFiles.bind(this);
            this.keeps = useState({ isKeeper: false });
            onWillStart(async () => {
                const kept = await this.model.orm.searchCount("bank.library.folder", [
                    ["may_edit", "=", true],
                ]);
                this.keeps.isKeeper = Boolean(kept);
            });
            useDropzone(
                this.rootRef,
                (ev) => this.dropped(ev),
                "",
                () => this.keeps.isKeeper,
            );
        }

        get folderId() {
            const [folders] = this.env.searchModel.getSections(
                (one) => one.fieldName === "folder_id",
            );
            return (folders && folders.activeValueId) || false;
        }

        async dropped(ev) {
            const files = await this.upload(ROUTE, {
                csrf_token: window.odoo.csrf_token,
                ufile: [...ev.dataTransfer.files],
                model: "bank.library.document",
                id: 0,
            });
            if (files) {
                await this.takeFiles(files);
            }
        }

        async takeFiles(files) {
            if (!this.folderId) {
                this.notification.add(
                    _t("Choose the folder at the left first: a file lies in one."),
                    { type: "warning" },
                );
                return;
            }
            const { ids, refused } = await this.model.orm.call(
                "bank.library.document",
                "take_files",
                [this.folderId, files.filter((one) => one.id).map((one) => one.id)],
            );
            for (const words of [...files.map((one) => one.error), ...refused]) {
                if (words) {
                    this.notification.add(words, { type: "danger", sticky: true });
                }
            }
            if (ids.length) {
                this.notification.add(
                    _t(
                        "Added as drafts: %s. Put them in force when they hold.",
                        ids.length,
                    ),
                    { type: "success" },
                );
            }
            await this.model.load();
        }
    };

export class LibraryListController extends taking(ListController) {}
export class LibraryKanbanController extends taking(KanbanController) {}

registry.category("views").add("bank_library_list", {
    ...listView,
    Controller: LibraryListController,
    buttonTemplate: "bank_crm_client.LibraryButtons",
});
registry.category("views").add("bank_library_kanban", {
    ...kanbanView,
    Controller: LibraryKanbanController,
    buttonTemplate: "bank_crm_client.LibraryButtons",
});

/** A newer version of the document on screen. */
export class LibraryNewVersion extends Component {
    static template = "bank_crm_client.LibraryNewVersion";
    static components = { FileInput };
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.notification = useService("notification");
        this.added = this.added.bind(this);
    }

    async added(files) {
        const { record } = this.props;
        const wrong = files.find((file) => file.error);
        if (wrong) {
            this.notification.add(wrong.error, { type: "danger" });
            return;
        }
        await this.orm.call("bank.library.document", "add_version", [
            [record.resId],
            files[0].id,
            "",
            record.data.latest_number,
        ]);
        await record.load();
    }
}

registry.category("view_widgets").add("bank_library_new_version", {
    component: LibraryNewVersion,
});
