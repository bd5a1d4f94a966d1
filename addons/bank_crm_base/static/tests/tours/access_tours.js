import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

/** A business administrator proposes that tellers see telephones in part. */
tours.add("bank_access_propose", {
    steps: () => [
        { trigger: ".o_list_button_add, .o-kanban-button-new", run: "click" },
        {
            content: "Name it as the bank calls it",
            trigger: ".o_field_widget[name=name] input",
            run: "edit Tellers see telephones in part",
        },
        {
            trigger: ".o_field_widget[name=role_ids] input",
            run: "edit Teller",
        },
        {
            trigger: ".o-autocomplete--dropdown-item:contains(Teller) a",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=field_ids] input",
            run: "edit Telephone",
        },
        {
            trigger: ".o-autocomplete--dropdown-item a:text(Telephone)",
            run: "click",
        },
        { trigger: ".o_field_widget[name=field_ids] .o_tag:contains(Telephone)" },
        { trigger: ".o_form_button_save", run: "click" },
        {
            content: "It waits for a second person",
            trigger: ".alert:contains(Waits for approval)",
        },
    ],
});

/** The teller's card shows the mask, which is nothing to call; the number finds nobody. */
tours.add("bank_access_teller", {
    steps: () => [
        {
            trigger: ".o_bank_header .o_bank_tap:contains(+38067***2233):not([href])",
        },
        {
            content: "All his telephones are shown so",
            trigger: ".o_notebook a[name=details]",
            run: "click",
        },
        {
            trigger:
                ".o_field_widget[name=contact_point_ids] .o_data_cell:contains(+38067***2233)",
        },
        {
            content: "An e-mail is not concerned",
            trigger:
                ".o_field_widget[name=contact_point_ids] .o_data_cell:contains(kovalenko@example.com)",
        },
    ],
});

/** The auditor asks from the card why the telephone is not whole. */
tours.add("bank_access_why", {
    steps: () => [
        { trigger: ".o_bank_header .o_bank_tap:contains(+380671112233)" },
        { trigger: ".o_cp_action_menus .dropdown-toggle", run: "click" },
        {
            trigger: ".o_menu_item:contains(Who sees this client, and why)",
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name=client_id] input:value(Коваленко)",
        },
        {
            trigger: ".modal .o_field_widget[name=user_id] input",
            run: "edit t_teller_test_lviv",
        },
        {
            trigger: ".o-autocomplete--dropdown-item:contains(t_teller_test_lviv) a",
            run: "click",
        },
        {
            trigger:
                ".modal .o_bank_access_answer:contains(served in Test Lviv, which the post reaches)",
        },
        {
            trigger:
                ".modal .o_bank_access_answer:contains(Shown in part: “Telephone”)",
        },
        {
            trigger:
                ".modal .o_bank_access_answer a:contains(Tellers see telephones in part)",
        },
        { trigger: ".modal button:contains(Close)", run: "click" },
        { trigger: "body:not(:has(.modal))" },
    ],
});
