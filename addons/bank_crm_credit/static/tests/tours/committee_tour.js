import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");
const inModal = (selector) => `.modal:not(.o_inactive_modal) ${selector}`;
const voteButton = (vote) => `.o_bank_committee_case button[data-vote=${vote}]`;
const openFirstVote = [
    {
        content: "What waits for my vote comes first",
        trigger: ".o_kanban_record:contains(Waits for my vote)",
        run: "click",
    },
    { trigger: ".o_bank_case_asked:contains(500,000)" },
    {
        content: "Nobody's vote is seen before mine",
        trigger: ".o_bank_committee_case:not(:has(.o_bank_case_person .badge))",
    },
];

tours.add("bank_committee_agenda", {
    steps: () => [
        {
            content: "The secretary makes a sitting",
            trigger: ".o_list_button_add, .o-kanban-button-new",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=time_words] input",
            run: "edit 10:00, room 4",
        },
        {
            content: "What waits at this level goes on the agenda",
            trigger: "button[name=action_add_waiting]",
            run: "click",
        },
        {
            trigger:
                ".o_field_widget[name=item_ids] .o_data_row:contains(Млин) button[name=action_open_case]",
            run: "click",
        },
        { trigger: ".o_bank_case_asked:contains(500,000)" },
        {
            content: "A condition is put to the vote with it",
            trigger: ".o_notebook a.nav-link[name=conditions]",
            run: "click",
        },
        {
            trigger:
                ".o_field_widget[name=condition_ids] .o_field_x2many_list_row_add a, .o_field_widget[name=condition_ids] .o_field_x2many_list_row_add button",
            run: "click",
        },
        {
            trigger:
                ".o_field_widget[name=condition_ids] .o_data_row [name=name] input",
            run: "edit Insurance of the mill",
        },
        { trigger: ".o_form_button_save", run: "click" },
        { trigger: ".o_bank_committee_case li:contains(Insurance of the mill)" },
        {
            content: "Back to the sitting",
            trigger: ".o_back_button, .breadcrumb-item:last a",
            run: "click",
        },
        { trigger: "button[name=action_open]", run: "click" },
        { trigger: ".o_statusbar_status .o_arrow_button_current:contains(Voting)" },
        { trigger: ".o_field_widget[name=quorum_words]:contains(3 are needed)" },
    ],
});

tours.add("bank_committee_vote_for", {
    steps: () => [
        ...openFirstVote,
        { content: "One click", trigger: voteButton("for"), run: "click" },
        {
            trigger: ".o_bank_case_vote:not(:has(button[data-vote])):contains(Votes)",
        },
        { trigger: ".o_bank_case_person .badge:contains(For)" },
    ],
});

tours.add("bank_committee_vote_against", {
    steps: () => [
        ...openFirstVote,
        { trigger: voteButton("against"), run: "click" },
        {
            trigger: ".o_bank_vote_reason",
            run: "edit One buyer makes half of the sales",
        },
        { trigger: ".o_bank_vote_cast", run: "click" },
        { trigger: ".o_bank_case_person .badge:contains(Against)" },
    ],
});

tours.add("bank_committee_conflict", {
    steps: () => [
        ...openFirstVote,
        { trigger: ".o_bank_vote_leave", run: "click" },
        {
            trigger: ".o_bank_leave_reason",
            run: "edit My sister keeps its books",
        },
        { trigger: ".o_bank_leave_declare", run: "click" },
        { trigger: ".o_bank_case_vote:contains(You left this item)" },
    ],
});

tours.add("bank_committee_protocol", {
    steps: () => [
        { trigger: "button[name=action_draw_up_protocol]", run: "click" },
        {
            content: "It says who voted how and why",
            trigger:
                ".o_bank_committee_protocol:contains(One buyer makes half):contains(left the item)",
        },
        { trigger: "button[name=action_sign]", run: "click" },
        { trigger: inModal(".modal-footer .btn-primary"), run: "click" },
        { trigger: "body:not(:has(.modal))" },
        {
            trigger: ".o_form_statusbar:not(:has(button[name=action_sign]))",
        },
    ],
});

tours.add("bank_loan_blocked_then_paid", {
    steps: () => [
        {
            content: "The condition holds the money back",
            trigger: ".o_bank_loan_missing:contains(Insurance of the mill)",
        },
        {
            trigger: ".o_notebook a.nav-link[name=conditions]",
            run: "click",
        },
        {
            trigger:
                ".o_field_widget[name=condition_ids] .o_data_row:contains(Insurance of the mill) td[name=name]",
            run: "click",
        },
        {
            content: "Loan administration looks at the evidence",
            trigger: inModal(".o_field_widget[name=evidence_words]:contains(12-3344)"),
        },
        { trigger: inModal("button[name=action_meet]"), run: "click" },
        { trigger: "body:not(:has(.modal))" },
        {
            trigger: ".o_bank_loan_missing:contains(Nothing is missing)",
        },
        { trigger: "button[name=action_disburse]", run: "click" },
        { trigger: inModal(".modal-footer .btn-primary"), run: "click" },
        { content: "The loan contract", trigger: ".o_bank_loan_book" },
    ],
});
