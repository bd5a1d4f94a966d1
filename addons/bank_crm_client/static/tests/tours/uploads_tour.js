import { registry } from "@web/core/registry";

const FILE = ".modal .o_field_widget[name=file]";

/** The file of a test's own, chosen as a person chooses it from his computer. */
function upload(name) {
    return [
        {
            content: `Choose ${name}`,
            trigger: FILE,
            async run({ anchor }) {
                const response = await fetch(`/bank_crm_uploads/${name}`);
                const transfer = new DataTransfer();
                transfer.items.add(new File([await response.blob()], name));
                const input = anchor.querySelector("input[type=file]");
                input.files = transfer.files;
                input.dispatchEvent(new Event("change", { bubbles: true }));
            },
        },
        { trigger: `${FILE} input[type=text]:value(${name})` },
    ];
}

registry.category("web_tour.tours").add("bank_statement_upload", {
    steps: () => [
        { trigger: ".o_notebook a[name=statements]", run: "click" },
        { trigger: ".o_bank_import", run: "click" },
        ...upload("wrong.xlsx"),
        { trigger: ".modal button[name=action_import]", run: "click" },
        {
            content: "The wrong cell is named, and nothing is stored",
            trigger: ".modal .o_bank_import_refused:contains(much)",
        },
        {
            content: "Another file in its place",
            trigger: `${FILE} .o_clear_file_button`,
            run: "click",
        },
        { trigger: `${FILE} label.o_select_file_button` },
        ...upload("right.xlsx"),
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
        ...upload("report.json"),
        { trigger: ".modal button[name=action_add]", run: "click" },
        {
            content: "The score stands at once",
            trigger: "body:not(:has(.modal)) .o_bank_score:contains(640)",
        },
    ],
});
