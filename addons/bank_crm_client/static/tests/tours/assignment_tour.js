import { registry } from "@web/core/registry";

/** A head counts what the rules would do, reads why, and sends it to who decides. */
registry.category("web_tour.tours").add("bank_assignment_tour", {
    url: "/odoo/assignment-batches",
    steps: () => [
        { trigger: ".o_list_button_add, .o-kanban-button-new", run: "click" },
        {
            trigger: ".o_field_widget[name=reason] input",
            run: "edit New clients of November",
        },
        { trigger: "button[name=action_preview]", run: "click" },
        {
            content: "Ihor has fewer clients and would get three",
            trigger: ".o_data_row:contains(t_ihor):contains(3)",
        },
        {
            content: "Olena would get two",
            trigger: ".o_data_row:contains(t_olena):contains(2)",
        },
        { trigger: "button[name=action_propose]", run: "click" },
        {
            content: "It waits for a second head",
            trigger:
                ".o_statusbar_status .o_arrow_button_current:contains(Waits for decision)",
        },
    ],
});
