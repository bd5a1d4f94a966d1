import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("bank_next_steps", {
    steps: () => [
        {
            content: "What to do with the client, by when and why",
            trigger:
                ".o_bank_step:contains(Ask for a new document: passport):contains(in 12 days)",
        },
        {
            content: "A task for oneself",
            trigger:
                ".o_bank_step:contains(Ask for a new document) .o_bank_step_accept",
            run: "click",
        },
        {
            content: "It is accepted and no longer open",
            trigger: ".o_bank_next_steps:contains(1 accepted)",
        },
        {
            trigger: ".o_bank_step:contains(Complete the file) .o_bank_step_refuse",
            run: "click",
        },
        {
            content: "Why not is chosen of a list",
            trigger: ".modal .o_radio_item:contains(does not want it) input",
            run: "click",
        },
        {
            trigger: ".modal button[name=action_apply]:visible",
            run: "click",
        },
        {
            content: "Nothing is left",
            trigger: ".o_bank_next_steps:contains(Nothing waits to be done)",
        },
        { trigger: ".o_bank_steps_all", run: "click" },
        {
            content: "The past says what became of each",
            trigger: ".o_data_row:contains(Complete the file):contains(Refused)",
        },
        { trigger: ".o_data_row:contains(Ask for a new document):contains(Accepted)" },
    ],
});
