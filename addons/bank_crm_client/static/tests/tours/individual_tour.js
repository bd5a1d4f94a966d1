import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("bank_individual_file", {
    steps: () => [
        {
            content: "The ring tells how much of the file is there",
            trigger: ".o_bank_ring:contains(27%)",
        },
        {
            content: "What is missing is one click away",
            trigger: ".o_bank_gap_employment",
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name=employer_name] input",
            run: "edit ТОВ Світанок",
        },
        {
            trigger:
                ".modal .o_field_widget[name=date_from] input, .modal .o_field_widget[name=date_from] button",
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name=date_from] input",
            run: "edit 01/15/2024",
        },
        {
            trigger: ".modal .o_field_widget[name=income] input",
            run: "edit 25000",
        },
        { trigger: ".modal .o_form_button_save", run: "click" },
        {
            content: "The file is fuller",
            trigger: "body:not(:has(.modal)) .o_bank_ring:contains(44%)",
        },
        { trigger: ".o_notebook a[name=personal]", run: "click" },
        { trigger: ".o_bank_work:contains(ТОВ Світанок):contains(25,000)" },
        { trigger: ".o_bank_add_event", run: "click" },
        {
            trigger: ".modal .o_field_widget[name=kind_id] input",
            run: "edit Wedding",
        },
        {
            trigger: ".ui-autocomplete a:contains(Wedding)",
            run: "click",
        },
        {
            trigger:
                ".modal .o_field_widget[name=date] input, .modal .o_field_widget[name=date] button",
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name=date] input",
            run: "edit 11/02/2026",
        },
        {
            content: "The kind says what to do next",
            trigger: ".modal .alert:contains(new surname)",
            run: "click",
        },
        { trigger: ".modal .o_form_button_save", run: "click" },
        { trigger: "body:not(:has(.modal)) .o_bank_event:contains(Wedding)" },
        { trigger: ".o_bank_family:contains(No relative)" },
        { trigger: ".o_notebook a[name=bureau]", run: "click" },
        {
            content: "The report with its loans",
            trigger: ".o_bank_bureau:contains(640):contains(Банк «Схід»)",
        },
    ],
});
