import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

tours.add("bank_find_and_card", {
    steps: () => [
        {
            content: "Type a part of the name in Latin letters",
            trigger: ".o_bank_find_page input",
            run: "edit koval ol",
        },
        {
            content: "The matching part is marked",
            trigger: ".o_bank_find_page .o_bank_found mark:contains(Ковал)",
        },
        {
            content: "Enter opens the first",
            trigger: ".o_bank_find_page input",
            run: "press Enter",
        },
        {
            content: "The card says who she is",
            trigger: ".o_bank_header .o_bank_name:contains(Коваленко Олена Іванівна)",
        },
        { trigger: ".o_bank_panel_funds .o_bank_number:contains(1,200)" },
        { trigger: ".o_bank_flag_incomplete" },
        { trigger: ".o_bank_panel_trend canvas" },
        {
            content: "All about products",
            trigger: ".o_notebook a[name=products]",
            run: "click",
        },
        {
            content: "The account opens to its movements",
            trigger: ".o_bank_panel_accounts .o_bank_row_action",
            run: "click",
        },
        { trigger: ".o_data_row:contains(Ломбард)" },
        {
            content: "Back to the card",
            trigger:
                ".o_breadcrumb .o_back_button, .breadcrumb-item a:contains(Коваленко)",
            run: "click",
        },
        {
            content:
                "Find again without leaving: Ctrl+K knows clients by the telephone",
            trigger: ".o_bank_header",
            run: "press Control+k",
        },
        { trigger: ".o_command_palette input", run: "edit 4417" },
        {
            trigger: ".o_command_palette .o_bank_command:contains(phone ends 4417)",
            run: "click",
        },
        { trigger: ".o_bank_header .o_bank_name:contains(Коваленко)" },
    ],
});

tours.add("bank_new_prospect", {
    steps: () => [
        {
            content: "A client of another region is not found",
            trigger: ".o_bank_find_page input",
            run: "edit Коваленко",
        },
        { trigger: ".o_bank_found_none:contains(Nobody found)" },
        { trigger: ".o_bank_find_page input", run: "edit Заболотна Юлія" },
        {
            content: "Nobody: a new prospect with the name in its place",
            trigger: ".o_bank_new_prospect:contains(Заболотна Юлія)",
            run: "click",
        },
        { trigger: ".o_field_widget[name=last_name] input:value(Заболотна)" },
        { trigger: ".o_field_widget[name=first_name] input:value(Юлія)" },
        { trigger: ".o_field_widget[name=phone] input", run: "edit +380501112233" },
        { trigger: ".o_form_button_save", run: "click" },
        { trigger: ".o_bank_header .o_bank_name:contains(Заболотна Юлія)" },
        { trigger: ".o_bank_header a[href='tel:+380501112233']" },
    ],
});
