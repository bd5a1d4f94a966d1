import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("bank_relation_map_walk", {
    steps: () => [
        {
            content: "The flag tells of the group",
            trigger: ".o_bank_flag_group_connected:contains(Group of Холдинг Ромашка)",
        },
        { trigger: ".o_notebook a[name=relations]", run: "click" },
        {
            content: "The group stands with its sums",
            trigger: ".o_bank_group_box:contains(2 members)",
        },
        {
            trigger:
                ".o_bank_relation:contains(owns):contains(Ромашка Трейд):contains(60 %)",
        },
        {
            content: "Who is out of sight is counted and not named",
            trigger: ".o_bank_relations:contains(1 more with clients elsewhere)",
        },
        { content: "The map is drawn", trigger: ".o_bank_map_canvas canvas" },
        { trigger: ".o_bank_map_tie:contains(A client elsewhere)" },
        {
            content: "Choose the subsidiary",
            trigger: ".o_bank_map_tie button:contains(Ромашка Трейд)",
            run: "click",
        },
        { content: "Walk there", trigger: ".o_bank_map_walk", run: "click" },
        { trigger: ".o_bank_map_trail strong:contains(Ромашка Трейд)" },
        {
            content: "One kind of relation is switched off",
            trigger: ".o_bank_map_kind[data-kind=role]",
            run: "click",
        },
        {
            content: "Its director is on the list no more",
            trigger: ".o_bank_map_side:not(:contains(Коваленко))",
        },
        { trigger: ".o_bank_map_kind[data-kind=role]", run: "click" },
        {
            trigger: ".o_bank_map_tie button:contains(Коваленко Олена)",
            run: "click",
        },
        { content: "Her card opens", trigger: ".o_bank_map_open", run: "click" },
        { trigger: ".o_bank_header .o_bank_name:contains(Коваленко Олена Іванівна)" },
        { trigger: ".o_notebook a[name=relations]", run: "click" },
        {
            content: "What the night proposed is confirmed here",
            trigger: ".o_bank_proposed button:contains(Confirm)",
            run: "click",
        },
        { trigger: ".o_bank_relations:not(:has(.o_bank_proposed))" },
    ],
});
