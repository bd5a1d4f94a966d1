import { Component, useState } from "@odoo/owl";
import { FileModel } from "@web/core/file_viewer/file_model";
import { useFileViewer } from "@web/core/file_viewer/file_viewer_hook";
import { registry } from "@web/core/registry";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

/** The file beside the form: scans page by page, a document of the library. */
export class FilePreview extends Component {
    static template = "bank_crm_client.FilePreview";
    static props = {
        ...standardWidgetProps,
        files: String,
        mimetype: { type: String, optional: true },
        text: { type: String, optional: true },
    };

    setup() {
        this.state = useState({ chosen: 0 });
        this.viewer = useFileViewer();
    }

    get files() {
        const value = this.props.record.data[this.props.files];
        if (!value) {
            return [];
        }
        const found = value.records
            ? value.records.map((record) => ({ ...record.data, id: record.resId }))
            : [
                  {
                      id: value.id,
                      name: value.display_name,
                      mimetype: this.props.record.data[this.props.mimetype],
                  },
              ];
        // The first page was uploaded first.
        found.sort((one, other) => one.id - other.id);
        return found.map((file) => Object.assign(new FileModel(), file));
    }

    get file() {
        const { files } = this;
        return files[Math.min(this.state.chosen, files.length - 1)];
    }

    /** What was read in a file that browsers do not show. */
    get text() {
        return (this.props.text && this.props.record.data[this.props.text]) || "";
    }

    choose(index) {
        this.state.chosen = index;
    }

    openWhole() {
        this.viewer.open(this.file, this.files);
    }
}

registry.category("view_widgets").add("bank_file_preview", {
    component: FilePreview,
    extractProps: ({ attrs }) => ({
        files: attrs.files,
        mimetype: attrs.mimetype,
        text: attrs.text,
    }),
});
