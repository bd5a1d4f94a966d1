import { registry } from "@web/core/registry";

/** A clerk reads why an advertising SMS may not go, tries it all the same, and is told why. */
registry.category("web_tour.tours").add("bank_contact_refused_sms", {
    steps: () => [
        {
            content: "May he be called?",
            trigger: "button[name=action_may_call]",
            run: "click",
        },
        {
            content: "The answer, with what is not allowed",
            trigger: ".o_notification:contains(Advertising)",
        },
        {
            content: "What is allowed stands in the tab",
            trigger: ".o_notebook_headers a[name=contact]",
            run: "click",
        },
        {
            content: "Advertising by SMS is not",
            trigger:
                ".o_bank_contact_grid tr:contains(Advertising) button[data-channel=sms].o_bank_refused",
            run: "click",
        },
        {
            content: "And why",
            trigger: ".o_bank_contact_why:contains(has not agreed)",
        },
        {
            content: "A consent is noted with its proof",
            trigger: ".o_bank_note_consent",
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name=by_email] input",
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name=evidence] input",
            run: "edit Form 118/26",
        },
        {
            trigger: ".modal button[name=action_note]",
            run: "click",
        },
        {
            content: "It counts at once",
            trigger:
                ".o_bank_contact_grid tr:contains(Advertising) button[data-channel=email].o_bank_allowed",
        },
        {
            content: "It stands among what he said",
            trigger: ".o_bank_contact .o_bank_person_row:contains(Form 118/26)",
        },
    ],
});

/** The window of an SMS: the refusal comes at once and in words. */
registry.category("web_tour.tours").add("bank_contact_sms_window", {
    steps: () => [
        {
            trigger: ".modal .o_field_widget[name=bank_purpose_id] input",
            run: "edit Advert",
        },
        {
            trigger:
                ".o-autocomplete--dropdown-menu .dropdown-item:contains(Advertising)",
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name=body] textarea",
            run: "edit New deposit at 14 %",
        },
        {
            trigger: ".modal button[name=action_send_sms]:not([disabled])",
            run: "click",
        },
        {
            content: "Why it did not go",
            trigger:
                ".o_notification:contains(Not sent):contains(The client has not agreed to this)",
        },
    ],
});
