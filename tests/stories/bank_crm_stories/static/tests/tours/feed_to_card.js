import {registry} from "@web/core/registry";

const tours = registry.category("web_tour.tours");
const typed = () => new URLSearchParams(window.location.search).get("typed");
const box = ".o_bank_find_page input";

function find() {
    const text = typed();
    return [
        {
            content: "Type what the client said",
            trigger: box,
            run: `edit ${text}`,
        },
    ];
}

const openCard = [
    {
        content: "The client is the first that was found",
        trigger: ".o_bank_find_page .o_bank_found:contains(Ґалаґанська Соломія)",
    },
    {trigger: box, run: "press Enter"},
    {
        content: "The card says who she is",
        trigger: ".o_bank_header .o_bank_name:contains(Ґалаґанська Соломія Юріївна)",
    },
    {
        content: "What she has: 12,000.00 came, 2,500.50 went",
        trigger: ".o_bank_panel_funds .o_bank_number:contains(9,500)",
    },
];

tours.add("story_finds_client", {
    steps: () => [
        ...find(),
        ...openCard,
        {
            content: "Products and accounts",
            trigger: ".o_notebook a[name=products]",
            run: "click",
        },
        {
            content: "The account opens to its movements",
            trigger: ".o_bank_panel_accounts .o_bank_row_action",
            run: "click",
        },
        {trigger: ".o_data_row:contains(Заробітна плата)"},
        {trigger: ".o_data_row:contains(Комунальні послуги)"},
    ],
});

tours.add("story_finds_nobody", {
    steps: () => [
        ...find(),
        {
            content: "Not a trace of a client of another region",
            trigger: ".o_bank_found_none:contains(Nobody found)",
        },
    ],
});

tours.add("story_auditor_reads", {
    steps: () => [
        ...find(),
        ...openCard,
        {
            content: "He reads everything and has nothing to write with",
            trigger: ".o_control_panel:not(:has(.o_form_button_create))",
        },
    ],
});
