import { registry } from "@web/core/registry";

/** The file of a test's own, chosen as a person chooses it from his computer. */
function upload(field, name) {
    return {
        content: `Choose ${name}`,
        trigger: `.modal .o_field_widget[name=${field}] input[type=file]:not(:visible)`,
        async run({ anchor }) {
            const response = await fetch(`/bank_crm_uploads/${name}`);
            const transfer = new window.DataTransfer();
            transfer.items.add(new File([await response.blob()], name));
            anchor.files = transfer.files;
            anchor.dispatchEvent(new window.Event("change", { bubbles: true }));
        },
    };
}

registry.category("web_tour.tours").add("bank_statement_upload", {
    steps: () => [
        { trigger: ".o_notebook a[name=statements]", run: "click" },
        { trigger: ".o_bank_import", run: "click" },
        upload("file", "wrong.xlsx"),
        { trigger: ".modal .o_field_widget[name=file]:contains(wrong.xlsx)" },
        { trigger: ".modal button[name=action_import]", run: "click" },
        {
            content: "The wrong cell is named, and nothing is stored",
            trigger: ".modal .o_bank_import_refused:contains(much)",
        },
        {
            content: "Another file in its place",
            trigger: ".modal .o_field_widget[name=file] .o_clear_file_button",
            run: "click",
        },
        upload("file", "right.xlsx"),
        { trigger: ".modal .o_field_widget[name=file]:contains(right.xlsx)" },
        { trigger: ".modal button[name=action_import]", run: "click" },
        {
            content: "Both years stand as drafts",
            trigger:
                "body:not(:has(.modal)) .o_bank_statements thead:contains(Draft):contains(2024):contains(2025)",
        },
    ],
});

registry.category("web_tour.tours").add("bank_bureau_upload", {
    steps: () => [
        { trigger: ".o_notebook a[name=bureau]", run: "click" },
        { trigger: ".o_bank_add_report", run: "click" },
        {
            trigger: ".modal .o_field_widget[name=has_consent] input",
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name=consent_basis] input",
            run: "edit Application 1127",
        },
        upload("file", "report.json"),
        { trigger: ".modal .o_field_widget[name=file]:contains(report.json)" },
        { trigger: ".modal button[name=action_add]", run: "click" },
        {
            content: "The score stands at once",
            trigger: "body:not(:has(.modal)) .o_bank_score:contains(640)",
        },
    ],
});
