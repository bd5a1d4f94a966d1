import { registry } from "@web/core/registry";

const inModal = (selector) => `.modal:not(.o_inactive_modal) ${selector}`;
const page = (name) => `.o_bank_collateral_form .nav-link[name=${name}]`;
const stage = (words) =>
    `.o_bank_collateral_form .o_statusbar_status .o_arrow_button_current:contains(${words})`;
const choose = (words) => `.o-autocomplete--dropdown-item:contains(${words})`;

registry.category("web_tour.tours").add("bank_collateral_way", {
    steps: () => [
        { trigger: ".o_form_view .nav-link[name=collateral]", run: "click" },
        { trigger: ".o_bank_cover_headline:contains(No collateral)" },
        {
            content: "A flat is offered",
            trigger: ".o_bank_offer_collateral",
            run: "click",
        },
        {
            trigger: inModal(".o_field_widget[name=kind_id] input"),
            run: "edit T-FLAT",
        },
        { trigger: choose("T-FLAT"), run: "click" },
        {
            trigger: inModal(".o_field_widget[name=name] input"),
            run: "edit Two rooms",
        },
        { trigger: inModal("button[name=action_offer]"), run: "click" },
        { trigger: stage("Offered") },
        {
            trigger: ".o_field_widget[name=title_document] input",
            run: "edit Extract 7",
        },
        { content: "It is valued", trigger: page("valuations"), run: "click" },
        {
            trigger:
                ".o_field_widget[name=valuation_ids] .o_field_x2many_list_row_add a",
            run: "click",
        },
        {
            trigger: ".o_selected_row .o_field_widget[name=appraiser_id] input",
            run: "edit Test Appraisal",
        },
        { trigger: choose("Test Appraisal"), run: "click" },
        {
            trigger: ".o_selected_row .o_field_widget[name=market_value] input",
            run: "edit 1000",
        },
        { content: "And looked at", trigger: page("inspections"), run: "click" },
        {
            trigger:
                ".o_field_widget[name=inspection_ids] .o_field_x2many_list_row_add a",
            run: "click",
        },
        {
            trigger: ".o_selected_row .o_field_widget[name=note] input",
            run: "edit In good order",
        },
        { trigger: "button[name=action_check]", run: "click" },
        { trigger: stage("Checked") },
        { trigger: ".o_field_widget[name=pledge_value]:contains(700.00)" },
        { content: "The agreement is signed", trigger: page("pledges"), run: "click" },
        {
            trigger:
                ".o_field_widget[name=pledge_ids] .o_data_row td[name=agreement_number]",
            run: "click",
        },
        {
            trigger: ".o_selected_row .o_field_widget[name=agreement_number] input",
            run: "edit P-7",
        },
        { trigger: "button[name=action_pledge]", run: "click" },
        { trigger: stage("Pledged") },
        {
            content: "The pledge is entered in the register",
            trigger: ".o_field_widget[name=register_number] input",
            run: "edit 3100077",
        },
        {
            trigger: ".o_field_widget[name=register_body] input",
            run: "edit Notary",
        },
        { trigger: "button[name=action_register]", run: "click" },
        { trigger: stage("Registered") },
        {
            content: "Back at the application it counts",
            trigger: ".o_breadcrumb .o_back_button, .breadcrumb-item a",
            run: "click",
        },
        { trigger: ".o_form_view .nav-link[name=collateral]", run: "click" },
        { trigger: ".o_bank_cover_headline:contains(100.0)" },
        { trigger: ".o_bank_cover_lines:contains(Two rooms)" },
    ],
});
