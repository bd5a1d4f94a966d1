import { registry } from "@web/core/registry";

/** A head finds an employee, reads the warning, decides a limit, looks at the work. */
registry.category("web_tour.tours").add("bank_people_tour", {
    url: "/odoo/people",
    steps: () => [
        {
            content: "The card warns",
            trigger: ".o_kanban_record:contains(t_olena):contains(T lending)",
            run: "click",
        },
        {
            content: "So does the file",
            trigger: ".alert-warning:contains(T lending)",
        },
        { trigger: ".nav-link[name=certificates]", run: "click" },
        { trigger: ".o_data_row:contains(T lending):contains(30 days)" },
        { trigger: "button[name=action_add_decision]", run: "click" },
        {
            trigger: ".modal .o_field_widget[name=kind] input[data-value=limit]",
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name=load_limit] input",
            run: "edit 55",
        },
        { trigger: ".modal-footer .btn-primary", run: "click" },
        { trigger: "body:not(:has(.modal))" },
        { trigger: ".nav-link[name=load]", run: "click" },
        { trigger: ".o_field_widget[name=load_limit]:contains(55)" },
        { trigger: ".nav-link[name=work]", run: "click" },
        { trigger: ".o_data_row:contains(Called about the card)" },
        {
            trigger: ".oe_stat_button[name=action_view_work]",
            run: "click",
        },
        { trigger: ".o_graph_renderer canvas" },
        { trigger: ".o_switch_view.o_list", run: "click" },
        { trigger: ".o_list_view" },
    ],
});
