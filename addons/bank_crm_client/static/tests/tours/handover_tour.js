import { registry } from "@web/core/registry";

/** A head hands a manager's clients over: numbers first, then to who decides. */
registry.category("web_tour.tours").add("bank_handover_tour", {
    url: "/odoo/handovers",
    steps: () => [
        { trigger: ".o_list_button_add, .o-kanban-button-new", run: "click" },
        {
            trigger: ".o_field_widget[name=user_id] input",
            run: "edit t_olena",
        },
        {
            trigger: ".o-autocomplete--dropdown-item:contains(t_olena)",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=reason] input",
            run: "edit Leaves the bank",
        },
        { trigger: ".o_field_x2many_list_row_add a", run: "click" },
        {
            trigger: ".o_selected_row .o_field_widget[name=user_id] input",
            run: "edit t_ihor",
        },
        {
            trigger: ".o-autocomplete--dropdown-item:contains(t_ihor)",
            run: "click",
        },
        {
            content: "He would get six clients and a task",
            trigger: ".o_data_row:contains(6):contains(Tasks)",
        },
        { trigger: "button[name=action_propose]", run: "click" },
        {
            content: "It waits for a second head",
            trigger:
                ".o_statusbar_status .o_arrow_button_current:contains(Waits for decision)",
        },
    ],
});

/** Applied by the other head, it is taken back by the first. */
registry.category("web_tour.tours").add("bank_handover_undo_tour", {
    url: "/odoo/handovers",
    steps: () => [
        { trigger: ".o_data_row:contains(t_olena) .o_data_cell:first", run: "click" },
        {
            trigger:
                ".o_statusbar_status .o_arrow_button_current:contains(Handed over)",
        },
        { trigger: "button[name=action_undo]", run: "click" },
        { trigger: ".modal-footer .btn-primary", run: "click" },
        {
            content: "Taking back waits for a second head too",
            trigger: ".o_bank_undo_waits:contains(second person)",
        },
    ],
});

/** Accepted by the other head, what came back is listed. */
registry.category("web_tour.tours").add("bank_handover_undone_tour", {
    url: "/odoo/handovers",
    steps: () => [
        { trigger: ".o_data_row:contains(t_olena) .o_data_cell:first", run: "click" },
        {
            trigger: ".o_statusbar_status .o_arrow_button_current:contains(Taken back)",
        },
        { trigger: "button[name=action_view_lines]", run: "click" },
        { trigger: ".o_data_row:contains(Came back)" },
    ],
});
