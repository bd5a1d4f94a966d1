import { registry } from "@web/core/registry";

/** A manager sees in the history what a client's position was, and proposes it again. */
registry.category("web_tour.tours").add("bank_restore_propose_tour", {
    steps: () => [
        { trigger: ".o_notebook a[name=history]", run: "click" },
        {
            content: "The wrong value took the place of the right one",
            trigger: ".o_bank_change:contains(Director):contains(Thief)",
        },
        {
            trigger:
                ".o_bank_change:contains(Director):contains(Thief):first .o_bank_put_back",
            run: "click",
        },
        {
            trigger: ".modal .btn-primary:contains(Propose it)",
            run: "click",
        },
        { trigger: ".o_notification:contains(a second person decides)" },
    ],
});

/** The head reads what would be put back, and accepts. */
registry.category("web_tour.tours").add("bank_restore_accept_tour", {
    url: "/odoo/approvals",
    steps: () => [
        { trigger: ".o_bank_difference_old:contains(Thief)" },
        { trigger: ".o_bank_difference_new:contains(Director)" },
        { trigger: ".o_bank_accept", run: "click" },
        { trigger: ".o_bank_approvals_empty" },
    ],
});
