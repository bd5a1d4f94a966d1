import { registry } from "@web/core/registry";

/** Put text into the open cell; its editor needs a moment after it took the focus. */
async function insert(anchor, text) {
    await new Promise((resolve) => setTimeout(resolve, 500));
    anchor.focus();
    document.getSelection().selectAllChildren(anchor);
    document.execCommand("insertText", false, text);
}

/** Type into a cell of the drawing board as a person does: click, then keys. */
function cell(selector, text) {
    return [
        { trigger: `${selector} .feel-editor`, run: "click" },
        {
            trigger: `${selector} .feel-editor.focussed .cm-content`,
            run() {
                return insert(this.anchor, text);
            },
        },
        { trigger: `${selector}:contains(${text.match(/\w+/)[0]})` },
    ];
}

const rule = (number, column) =>
    `.o_bank_decision_canvas tbody tr:nth-child(${number}) td.${column}-cell`;

registry.category("web_tour.tours").add("bank_decision_draw_tour", {
    steps: () => [
        { trigger: "[name=name] input", run: "edit Card offer" },
        { trigger: "[name=code] input", run: "edit card_offer" },
        { trigger: ".o_form_button_save", run: "click" },
        { trigger: "button[name=action_open_version]:visible", run: "click" },
        {
            content: "The mark of the drawing board's authors stays in sight",
            trigger: ".o_bank_decision_canvas .bjs-powered-by:visible",
        },
        { trigger: ".o_bank_add_fact", run: "click" },
        { trigger: ".modal input[type=search]", run: "edit Funds" },
        { trigger: ".modal [data-fact=funds]", run: "click" },
        { trigger: ".o_bank_decision_canvas th:contains(Funds)" },
        { trigger: ".o_bank_add_rule", run: "click" },
        ...cell(rule(1, "input"), ">= 100"),
        ...cell(rule(1, "output"), "gold"),
        {
            content: "What is wrong is told with its cell while one draws",
            trigger: ".o_bank_problems:contains(Rule 1, “Decision”)",
        },
        {
            trigger: `${rule(1, "output")} .feel-editor`,
            run: "click",
        },
        {
            trigger: `${rule(1, "output")} .feel-editor.focussed .cm-content`,
            run() {
                return insert(this.anchor, '"gold"');
            },
        },
        {
            trigger:
                ".o_bank_decision_words .alert-info:contains(Funds is less than 100)",
        },
        {
            content: "Try it on typed values",
            trigger: ".o_bank_decision_try input#try_funds",
            run: "edit 250 && press Tab",
        },
        {
            trigger:
                ".o_bank_try_answer:contains(gold):contains(Funds is at least 100)",
        },
        { trigger: ".o_form_button_save", run: "click" },
        { trigger: ".o_form_status_indicator_buttons.invisible:not(:visible)" },
        { trigger: "button[name=action_test].btn-primary", run: "click" },
        { trigger: ".modal button[name=action_start]", run: "click" },
        {
            content: "The test tells how many, and for whom no rule applies",
            trigger: ".o_bank_decision_test:contains(clients asked):contains(gold)",
        },
        { trigger: ".breadcrumb-item:contains(Card offer, version 1)", run: "click" },
        { trigger: ".o_notebook a[name=approval]", run: "click" },
        { trigger: "[name=note] textarea", run: "edit Clients asked for it" },
        { trigger: "button[name=action_send_for_approval]", run: "click" },
        {
            trigger:
                ".o_statusbar_status [aria-current=step]:contains(Waits for approval)",
        },
    ],
});

/** The second person reads what would change, and accepts. */
registry.category("web_tour.tours").add("bank_decision_accept_tour", {
    steps: () => [
        {
            trigger:
                ".o_bank_approvals:contains(Card offer):contains(Clients asked for it)",
        },
        { trigger: ".o_bank_accept", run: "click" },
        { trigger: ".o_bank_approvals_empty" },
    ],
});
