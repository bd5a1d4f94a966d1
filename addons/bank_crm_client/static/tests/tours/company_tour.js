import { registry } from "@web/core/registry";

const line = (code) => `tr[data-line=${code}] input`;

function fill(code, amount) {
    return [
        { trigger: line(code), run: `edit ${amount}` },
        // The amount is kept when the field is left.
        { trigger: ".o_bank_statements thead th:first-child", run: "click" },
        { trigger: `tr[data-line=${code}] input:value(${amount})` },
    ];
}

registry.category("web_tour.tours").add("bank_company_file", {
    steps: () => [
        {
            content: "What ran out is told above all tabs",
            trigger: ".o_bank_flag_signatory:contains(Right to sign ran out)",
        },
        { trigger: ".o_notebook a[name=owners]", run: "click" },
        { trigger: ".o_bank_owners_tab:contains(No owner is known yet)" },
        {
            trigger: ".o_field_widget[name=signatory_ids]:contains(Повірений Тест)",
        },
        { trigger: ".o_notebook a[name=exposure]", run: "click" },
        { trigger: ".o_bank_owes_nothing" },
        { trigger: ".o_notebook a[name=statements]", run: "click" },
        {
            content: "Last year's ratio, and why another has no value",
            trigger: "tr:contains(Current ratio) .o_bank_ratio:contains(1.60)",
        },
        { content: "Enter the next year", trigger: ".o_bank_new_period", run: "click" },
        { trigger: ".modal-footer button:contains(Fill in)", run: "click" },
        { trigger: "body:not(:has(.modal))" },
        ...fill("PPE", 130),
        ...fill("CASH", 60),
        ...fill("SHARE", 150),
        ...fill("TRADEPAY", 30),
        {
            content: "It does not balance by ten, and says so",
            trigger: ".o_bank_faults:contains(a difference of):contains(10)",
        },
        ...fill("TRADEPAY", 40),
        ...fill("REV", 500),
        ...fill("COGS", 300),
        {
            content: "Ratios follow at once: 60 to 40",
            trigger: "tr:contains(Current ratio) .o_bank_ratio:contains(1.50)",
        },
        {
            content: "Growth against the year before",
            trigger: "tr:contains(Growth of revenue) .o_bank_ratio:contains(25.0)",
        },
        {
            content: "A value opens the figures that made it",
            trigger: "tr:contains(Growth of revenue) .o_bank_ratio:contains(25.0)",
            run: "click",
        },
        { trigger: ".o_bank_ratio_why:contains(Revenue):contains(500)" },
        { content: "Charts are drawn", trigger: ".o_bank_statements_panel canvas" },
        { trigger: ".o_bank_confirm", run: "click" },
        { trigger: ".o_bank_statements:not(:has(.o_bank_confirm))" },
        { trigger: ".o_bank_statements thead:not(:contains(Draft))" },
    ],
});
