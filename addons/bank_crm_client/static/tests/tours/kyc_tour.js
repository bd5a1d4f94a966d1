import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("bank_match_front", {
    steps: () => [
        {
            content: "The front office hears that it must ask, and no reason",
            trigger: ".o_bank_service_block:contains(Under review: ask compliance.)",
        },
    ],
});

registry.category("web_tour.tours").add("bank_match_decided", {
    steps: () => [
        {
            content: "The match, with what is alike",
            trigger:
                ".o_data_row:contains(Коваленко Олена Іванівна):contains(born in another year)",
        },
        {
            trigger:
                ".o_data_row:contains(Коваленко Олена Іванівна) button[name=action_decide]",
            run: "click",
        },
        {
            trigger: ".modal .o_radio_item:contains(It is not he) input",
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name=reason] input",
            run: "edit Passport seen: another year of birth",
        },
        { trigger: ".modal button[name=action_apply]", run: "click" },
        {
            content: "It is decided: nothing waits any more",
            trigger: ".o_nocontent_help:contains(No match waits for you)",
        },
    ],
});

registry.category("web_tour.tours").add("bank_match_gone", {
    steps: () => [
        {
            content: "On the card nothing stops new business any more",
            trigger: ".o_bank_review:not(:has(.o_bank_service_block))",
        },
    ],
});
