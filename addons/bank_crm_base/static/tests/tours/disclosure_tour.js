import { registry } from "@web/core/registry";

/** An officer enters a court's letter and sends the decision to a second person. */
registry.category("web_tour.tours").add("bank_disclosure_tour", {
    url: "/odoo/disclosures",
    steps: () => [
        { trigger: ".o_list_button_add, .o-kanban-button-new", run: "click" },
        {
            trigger: ".o_field_widget[name=requester_body] input",
            run: "edit Halytskyi District Court",
        },
        {
            trigger: ".o_field_widget[name=requester_kind] input",
            run: "click",
        },
        {
            trigger: ".o_select_menu_item:contains(Court)",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=ground_id] input",
            run: "edit Decision of a court",
        },
        {
            trigger: ".o-autocomplete--dropdown-item:contains(Decision of a court)",
            run: "click",
        },
        {
            content: "The ground says how much may be given",
            trigger: ".o_field_widget[name=law_article]:contains(art. 62)",
        },
        {
            trigger: ".o_field_widget[name=is_not_client] input",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=asked_about] input",
            run: "edit Ivanov Ivan, 1234567890",
        },
        {
            trigger: ".o_field_widget[name=decision] label:contains(Refuse)",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=decision_words] textarea",
            run: "edit Not our client",
        },
        { trigger: "button[name=action_submit]", run: "click" },
        {
            content: "It waits for a second person",
            trigger:
                ".o_statusbar_status .o_arrow_button_current:contains(Waits for decision)",
        },
    ],
});

/** The same request decided: the answer is registered and it is filed away. */
registry.category("web_tour.tours").add("bank_disclosure_answer_tour", {
    url: "/odoo/disclosures",
    steps: () => [
        {
            trigger:
                ".o_data_row:contains(Halytskyi District Court) .o_data_cell:first",
            run: "click",
        },
        { trigger: "button[name=action_answer]", run: "click" },
        {
            trigger: ".modal .o_field_widget[name=given_words] textarea",
            run: "edit There is no such client of the bank",
        },
        {
            trigger: ".modal .o_field_widget[name=given_to] input",
            run: "edit Judge Petrenko",
        },
        { trigger: ".modal button[name=action_register]", run: "click" },
        {
            trigger:
                "body:not(:has(.modal)) .o_field_widget[name=given_to]:contains(Judge Petrenko)",
        },
        { trigger: "button[name=action_close]", run: "click" },
        {
            trigger: ".o_statusbar_status .o_arrow_button_current:contains(Closed)",
        },
    ],
});
