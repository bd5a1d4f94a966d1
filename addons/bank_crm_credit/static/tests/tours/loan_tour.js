import { registry } from "@web/core/registry";

const inModal = (selector) => `.modal:not(.o_inactive_modal) ${selector}`;
const headline = (words) => `.o_bank_loan_headline:contains(${words})`;

registry.category("web_tour.tours").add("bank_loan_life", {
    steps: () => [
        {
            content: "The first line says what is late",
            trigger: headline("31 days late"),
        },
        { trigger: ".o_bank_loan_book canvas" },
        {
            content: "A balance opens to what made it",
            trigger: "button[data-account=interest_due]",
            run: "click",
        },
        { trigger: ".o_bank_loan_why:contains(interest of the period fell due)" },
        {
            content: "The loan on another day",
            trigger: ".o_bank_loan_day",
            run: "edit 2026-10-01",
        },
        { trigger: "h1", run: "click" },
        { trigger: headline("Nothing is due on that day") },
        { trigger: ".o_bank_loan_today", run: "click" },
        { trigger: headline("31 days late") },
        {
            content: "October was paid in time at another bank",
            trigger: "button[name=action_enter]:visible",
            run: "click",
        },
        {
            trigger: inModal(".o_field_widget[name=amount] input"),
            run: "edit 257.50",
        },
        {
            trigger: inModal(".o_field_widget[name=value_date] button"),
            run: "click",
        },
        {
            trigger: inModal(".o_field_widget[name=value_date] input"),
            run: "edit 10/20/2026",
        },
        {
            trigger: inModal(".o_field_widget[name=note] input"),
            run: "edit Came late",
        },
        { trigger: inModal(".alert:contains(Dated back)") },
        {
            trigger: inModal("button[name=action_enter]:visible"),
            run: "click",
        },
        { trigger: "body:not(:has(.modal))" },
        {
            content: "As if it had come in time",
            trigger: headline("Nothing is late"),
        },
        {
            content: "What would an early repayment bring",
            trigger: "button[name=action_quote]",
            run: "click",
        },
        {
            trigger: inModal(".o_field_widget[name=payoff]:contains(505.00)"),
        },
        {
            trigger: inModal(".o_field_widget[name=amount] input"),
            run: "edit 355",
        },
        {
            trigger: inModal(".o_bank_quote_words"),
            run: "click",
        },
        {
            trigger: inModal(".o_bank_quote_words:contains(151.50)"),
        },
        {
            trigger: inModal("button[name=action_book]:visible"),
            run: "click",
        },
        { trigger: "body:not(:has(.modal))" },
        { trigger: headline("151.50") },
        {
            content: "He cannot keep even that: other terms",
            trigger: "button[name=action_restructure]",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=reason] input",
            run: "edit Lost his work",
        },
        {
            trigger: ".o_bank_offers .o_kanban_record:contains(Longer):contains(76.50)",
        },
        {
            trigger:
                ".o_bank_offers .o_kanban_record:contains(Longer) button[name=action_choose]",
            run: "click",
        },
        {
            content: "It waits for a second person",
            trigger: ".alert:contains(second person)",
        },
    ],
});
