import { registry } from "@web/core/registry";

/** A head opens his day, gives a task from a payment, and the load of his people grows. */
registry.category("web_tour.tours").add("bank_home_head_tour", {
    url: "/odoo/bank-home",
    steps: () => [
        {
            content: "The strip says how many clients the unit has",
            trigger:
                ".o_bank_home_strip [data-tile=clients] .o_bank_home_number_value:contains(1)",
        },
        {
            content: "The largest payment of the day stands in front",
            trigger:
                "[data-tile=largest_in] .o_bank_home_row:first:contains(Home Tour Client)",
        },
        {
            content: "Give a task about it",
            trigger: "[data-tile=largest_in] .o_bank_home_row:first .o_bank_home_give",
            run: "click",
        },
        {
            content: "His manager is proposed; say what to do",
            trigger: ".modal .o_field_widget[name=summary] input",
            run: "edit Thank for the payment",
        },
        {
            trigger: ".modal button[name=action_give]",
            run: "click",
        },
        {
            content: "He was told, and the dialog is gone",
            trigger: "body:not(:has(.modal)) .o_notification:contains(Given to)",
        },
        {
            content: "His load grew by one task",
            trigger:
                "[data-tile=people] .o_bank_home_table_row:contains(t_olena) td[data-label='Open tasks']:contains(1)",
        },
        {
            content: "A number opens its list",
            trigger: ".o_bank_home_strip [data-tile=clients]",
            run: "click",
        },
        {
            trigger: ".o_list_view .o_data_row:contains(Home Tour Client)",
        },
        {
            content: "And the way back leads home",
            trigger: ".o_breadcrumb .o_back_button a, .o_breadcrumb .breadcrumb-item a",
            run: "click",
        },
        {
            trigger: ".o_bank_home_strip [data-tile=clients]",
        },
    ],
});

/** A manager finishes what is due today from his home. */
registry.category("web_tour.tours").add("bank_home_manager_tour", {
    url: "/odoo/bank-home",
    steps: () => [
        {
            content: "His portfolio and his day",
            trigger: ".o_bank_home_title:contains(My portfolio)",
        },
        {
            trigger:
                "[data-tile=my_tasks] .o_bank_home_row:contains(Thank for the payment)",
        },
        {
            content: "Done",
            trigger:
                "[data-tile=my_tasks] .o_bank_home_row:contains(Thank for the payment) button:has(.fa-square-o)",
            run: "click",
        },
        {
            trigger:
                "[data-tile=my_tasks] .o_bank_home_empty:contains(Nothing is due today)",
        },
        {
            content: "The chart of payments is drawn",
            trigger: "[data-tile=flows] canvas",
        },
    ],
});
