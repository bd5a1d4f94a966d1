import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("bank_correspondence", {
    steps: () => [
        {
            content: "The letter is registered from the client's card",
            trigger: ".o_notebook a[name=contact]",
            run: "click",
        },
        { trigger: ".o_bank_register_letter", run: "click" },
        {
            trigger: ".modal .o_field_widget[name=subject] input",
            run: "edit Complaint about a fee",
        },
        {
            trigger: ".modal .o_field_widget[name=their_number] input",
            run: "edit 17/11",
        },
        { trigger: ".modal button[name=action_register]", run: "click" },
        {
            content: "It is in the client's file under its number",
            trigger:
                "body:not(:has(.modal)) .o_bank_letter_row:contains(Complaint about a fee):contains(TEST_LVIV/IN/2026/00001)",
            run: "click",
        },
        {
            content: "And open to be dealt with",
            trigger: "button[name=action_take]",
            run: "click",
        },
        {
            trigger: ".o_arrow_button_current:contains(Being dealt with)",
        },
        {
            content: "It stands in the register",
            trigger: ".o_menu_sections button:contains(Correspondence)",
            run: "click",
        },
        {
            trigger: ".dropdown-item:contains(Letters and faxes)",
            run: "click",
        },
        {
            trigger: ".o_data_row:contains(TEST_LVIV/IN/2026/00001)",
        },
    ],
});

registry.category("web_tour.tours").add("bank_refused_message", {
    steps: () => [
        { trigger: "button[name=action_write_message]", run: "click" },
        {
            content: "A way that the client forbade is grey and says why",
            trigger: ".modal .o_bank_way[data-kind=email]:disabled .text-danger",
        },
        { trigger: ".modal .o_bank_way[data-kind=sms].o_bank_chosen" },
        {
            trigger: ".modal .o_field_widget[name=body] textarea",
            run: "edit Your card is ready",
        },
        // The length is counted when the text is left.
        { trigger: ".modal .o_bank_way[data-kind=sms]", run: "click" },
        {
            content: "Its length is counted in SMS",
            trigger: ".modal .o_field_widget[name=size_words]:contains(1 SMS)",
        },
        { trigger: ".modal button[name=action_send]", run: "click" },
        {
            content: "What became of it is seen at once",
            trigger: ".modal .o_arrow_button_current:contains(Waits)",
        },
        { trigger: ".modal .o_field_widget[name=body]:contains(Your card is ready)" },
        { trigger: ".modal button.btn-close", run: "click" },
        { trigger: "body:not(:has(.modal))" },
    ],
});
