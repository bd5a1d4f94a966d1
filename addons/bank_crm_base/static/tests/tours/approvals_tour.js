import { registry } from "@web/core/registry";

/** A head on a phone reads old and new, accepts one change and refuses the next. */
registry.category("web_tour.tours").add("bank_approvals_tour", {
    url: "/odoo/approvals",
    steps: () => [
        {
            content: "Two changes wait; open the first",
            trigger: ".o_bank_approvals_row:contains(Approval Tour One)",
            run: "click",
        },
        {
            content: "Old and new stand together",
            trigger:
                "[data-field=value]:has(.o_bank_difference_old:contains(+380671112233)) .o_bank_difference_new:contains(+380671112244)",
        },
        {
            trigger: ".o_bank_accept",
            run: "click",
        },
        {
            content: "The next one opens by itself",
            trigger: ".o_bank_approvals_act h2:contains(Approval Tour Two)",
        },
        {
            trigger: ".o_bank_refuse",
            run: "click",
        },
        {
            content: "A refusal needs a reason",
            trigger: ".o_bank_approvals_buttons textarea",
            run: "edit The client denies it.",
        },
        {
            trigger: ".o_bank_refuse",
            run: "click",
        },
        {
            content: "Nothing is left",
            trigger: ".o_bank_approvals_empty:contains(Nothing waits for you)",
        },
    ],
});
