import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("bank_client_classes", {
    steps: () => [
        {
            content: "Who sleeps, for how many days",
            trigger:
                ".o_data_row:contains(Коваленко Олена Іванівна) [name=idle_days]:contains(120)",
        },
        {
            content: "Her card opens from the list",
            trigger: ".o_data_row:contains(Коваленко Олена Іванівна) [name=client_id]",
            run: "click",
        },
        { trigger: ".o_bank_classes .o_bank_class:contains(Dormant)" },
        { trigger: ".o_bank_class_set", run: "click" },
        {
            trigger: ".modal .o_field_widget[name=standing_id] input",
            run: "edit Key",
        },
        {
            trigger: ".modal .ui-menu-item a:contains(Key)",
            run: "click",
        },
        {
            content: "What the class means is told",
            trigger: ".modal .o_field_widget[name=meaning]:contains(largest funds)",
        },
        {
            trigger: ".modal .o_field_widget[name=reason] input",
            run: "edit Chairs the growers",
        },
        { trigger: ".modal button[name=action_apply]", run: "click" },
        {
            content: "The badge is there, with a hand on it",
            trigger:
                ".o_bank_classes .o_bank_class:contains(Key):has(.fa-hand-paper-o)",
        },
        { trigger: ".o_bank_class_history", run: "click" },
        {
            content: "The history says why",
            trigger:
                ".o_data_row:contains(Key) [name=why]:contains(Chairs the growers)",
        },
        { trigger: ".o_data_row:contains(Dormant):contains(Silent since summer)" },
    ],
});
