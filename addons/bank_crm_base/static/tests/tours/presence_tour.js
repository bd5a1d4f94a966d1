import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("bank_presence", {
    steps: () => [
        {
            content: "A part of a name tells nothing of another branch's client",
            trigger: ".o_bank_find_page input",
            run: "edit Коваленко",
        },
        { trigger: ".o_bank_found_none:contains(Nobody found)" },
        {
            content: "The whole tax number does",
            trigger: ".o_bank_find_page input",
            run: "edit 3184710691",
        },
        {
            trigger:
                ".o_bank_find_page .o_bank_found_group:contains(Elsewhere in the bank)",
        },
        {
            trigger: ".o_bank_stub:contains(Ков***** О. І.):contains(born 1984)",
        },
        {
            content: "She stands at the counter with her passport",
            trigger: ".o_bank_find_page .o_bank_stub_here",
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name=stub]:contains(Ков***** О. І.)",
        },
        {
            content: "A slip of the finger",
            trigger: ".modal .o_field_widget[name=answer] input",
            run: "edit КК 654321",
        },
        { trigger: ".modal button[name=action_identify]", run: "click" },
        { trigger: ".modal .alert-danger:contains(This is not right)" },
        {
            trigger: ".modal .o_field_widget[name=answer] input",
            run: "edit KK 123456",
        },
        { trigger: ".modal button[name=action_identify]", run: "click" },
        {
            content: "The card says how long it is open",
            trigger: ".o_bank_visit:contains(Counter view until):contains(Service)",
        },
        { trigger: ".o_bank_header .o_bank_name:contains(Коваленко Олена Іванівна)" },
        { trigger: ".o_notebook:not(:has(a[name=history]))" },
        { trigger: ".o_bank_client_form:not(:has(.o_bank_panel_turnover))" },
        { trigger: ".o_notebook a[name=products]", run: "click" },
        { trigger: ".o_bank_panel_accounts:contains(UA213223130000026007233566001)" },
        { trigger: ".o_bank_panel_accounts:not(:has(.o_bank_row_action))" },
        { trigger: ".o_bank_visit_end", run: "click" },
        {
            content: "She has gone: again only the stub",
            trigger: ".o_bank_find_page input",
            run: "edit 3184710691",
        },
        { trigger: ".o_bank_find_page .o_bank_stub:contains(Ков*****)" },
    ],
});
