import { registry } from "@web/core/registry";

// A picture of one dot: what a scanner would give, as small as can be.
const PNG =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

function scan(name) {
    const bytes = Uint8Array.from(window.atob(PNG), (char) => char.charCodeAt(0));
    return new window.File([bytes], name, { type: "image/png" });
}

registry.category("web_tour.tours").add("bank_document_sent", {
    steps: () => [
        { trigger: ".o_notebook a[name=documents]", run: "click" },
        {
            content: "Two products ask for it",
            trigger: ".o_bank_asked[data-status=missing]:contains(For the card)",
        },
        {
            trigger: ".o_bank_asked:contains(For the deposit) .o_bank_add_asked",
            run: "click",
        },
        {
            content: "Of whom and what is filled in already",
            trigger: ".o_field_widget[name=type_id] input:value(Test passport)",
        },
        {
            trigger: ".o_field_widget[name=number] input",
            run: "edit KB 123456",
        },
        {
            content: "A scan",
            trigger: ".o_field_widget[name=attachment_ids] .o_input_file:not(:visible)",
            run({ anchor }) {
                const transfer = new window.DataTransfer();
                transfer.items.add(scan("passport.png"));
                anchor.files = transfer.files;
                anchor.dispatchEvent(new window.Event("change", { bubbles: true }));
            },
        },
        {
            content: "It is shown beside the form",
            trigger: ".o_bank_preview img.o_bank_preview_page",
        },
        { trigger: ".o_form_button_save", run: "click" },
        { trigger: "button[name=action_send]", run: "click" },
        {
            content: "It waits for somebody else",
            trigger:
                ".o_statusbar_status .o_arrow_button_current:contains(To be verified)",
        },
        { trigger: "body:not(:has(button[name=action_verify_next]))" },
    ],
});

registry.category("web_tour.tours").add("bank_document_verified", {
    steps: () => [
        {
            content: "The queue of what waits for me",
            trigger: ".o_data_row:contains(Test passport) td[name=client_id]",
            run: "click",
        },
        { trigger: ".o_bank_preview img.o_bank_preview_page" },
        { trigger: "button[name=action_verify_next]", run: "click" },
        {
            content: "Nothing else waits",
            trigger: ".o_view_nocontent:contains(Nothing waits for you)",
        },
    ],
});

registry.category("web_tour.tours").add("bank_document_serves", {
    steps: () => [
        { trigger: ".o_notebook a[name=documents]", run: "click" },
        {
            content: "One paper serves both products",
            trigger:
                ".o_bank_paper[data-standing=verified]:contains(KB 123456) .o_bank_serves:contains(Test card):contains(Test deposit)",
        },
        { trigger: ".o_bank_documents:contains(Everything asked for is in force)" },
    ],
});

registry.category("web_tour.tours").add("bank_library_found", {
    steps: () => [
        {
            trigger: ".o_bank_text_search input",
            run: "edit картку комісія",
        },
        {
            content: "The words stand inside of a Word file, marked",
            trigger: ".o_bank_found mark:contains(комісією)",
        },
        { trigger: ".o_bank_found:contains(Порядок видачі карток)", run: "click" },
        {
            content: "The document with the words of its file",
            trigger: ".o_bank_preview_text:contains(знищуються комісією)",
        },
    ],
});
