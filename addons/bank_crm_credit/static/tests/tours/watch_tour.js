import { registry } from "@web/core/registry";

const inModal = (selector) => `.modal:not(.o_inactive_modal) ${selector}`;

registry.category("web_tour.tours").add("bank_watch_review", {
    steps: () => [
        {
            content: "Who is watched, and for what",
            trigger: ".o_data_row:contains(Turnover fell)",
        },
        { trigger: ".o_data_row td[name=client_id]", run: "click" },
        {
            content: "The figures that led to it",
            trigger: ".o_field_widget[name=signal_ids]:contains(30 %)",
        },
        {
            trigger: ".o_statusbar_buttons button[name=action_review]",
            run: "click",
        },
        {
            content: "It is closer than attention",
            trigger: inModal(".o_radio_item:contains(another level) input"),
            run: "click",
        },
        {
            trigger: inModal(".o_field_widget[name=level] input"),
            run: "click",
        },
        { trigger: ".o_select_menu_item:contains(Watch)", run: "click" },
        {
            trigger: inModal(".o_field_widget[name=reason] input"),
            run: "edit A large customer left",
        },
        { trigger: inModal("button[name=action_decide]"), run: "click" },
        { trigger: "body:not(:has(.modal))" },
        { trigger: ".o_field_widget[name=level]:contains(Watch)" },
        { trigger: ".nav-link:contains(What happened)", run: "click" },
        {
            content: "Who decided it, and why",
            trigger: ".o_field_widget[name=change_ids]:contains(A large customer left)",
        },
        {
            content: "The card says it too",
            trigger: ".o_statusbar_buttons button[name=action_open_client]",
            run: "click",
        },
        { trigger: ".o_form_view .nav-link[name=lending]", run: "click" },
        { trigger: ".o_bank_watch:contains(A large customer left)" },
    ],
});
