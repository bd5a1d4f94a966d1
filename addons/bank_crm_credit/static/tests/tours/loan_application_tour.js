import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");
const inModal = (selector) => `.modal:not(.o_inactive_modal) ${selector}`;
const stage = (words) =>
    `.o_statusbar_status .o_arrow_button_current:contains(${words})`;
const button = (name) => `.o_statusbar_buttons button[name=${name}]`;

/** The pack of so many papers is printed, and its scan comes back with the signatures. */
export const signPack = (papers) => [
    {
        content: "The pack is not there yet",
        trigger: ".o_bank_loan_missing [data-need=signed_pack] button",
        run: "click",
    },
    { trigger: ".o_field_widget[name=pack_words]:contains(Print the pack)" },
    { trigger: button("action_print_pack"), run: "click" },
    {
        content: "What will be printed is told before",
        trigger: inModal(".o_field_widget[name=paper_words]:contains(Schedule)"),
    },
    { trigger: inModal("footer button[name=action_print]"), run: "click" },
    {
        content: "The pack is kept, paper by paper",
        trigger: `.o_field_widget[name=paper_ids] .o_data_row:nth-child(${papers})`,
    },
    { trigger: ".o_form_statusbar button[name=action_sign]", run: "click" },
    {
        trigger: inModal(".o_field_widget[name=content]"),
        run() {
            const input = this.anchor.querySelector("input[type=file]");
            const files = new window.DataTransfer();
            files.items.add(new File(["%PDF-1.4 signed"], "signed.pdf"));
            input.files = files.files;
            input.dispatchEvent(new Event("change", { bubbles: true }));
        },
    },
    { trigger: inModal(".o_field_widget[name=content] .o_clear_file_button") },
    { trigger: inModal("footer button[name=action_keep]"), run: "click" },
    { trigger: "body:not(:has(.modal))" },
    { trigger: ".ribbon:contains(Signed)" },
    { trigger: ".o_breadcrumb .o_back_button, .o_back_button", run: "click" },
    { trigger: ".o_bank_loan_missing .alert-success" },
];

tours.add("bank_loan_application_begin", {
    steps: () => [
        {
            content: "The tab of loans on the client's card",
            trigger: ".o_notebook a[name=lending]",
            run: "click",
        },
        { trigger: ".o_bank_new_application", run: "click" },
        { content: "The client is known already", trigger: stage("Form") },
        {
            content: "What is missing is told in words",
            trigger: ".o_bank_loan_missing [data-need=request]",
        },
        { trigger: ".o_field_widget[name=product_id] input", run: "edit T-LOAN" },
        {
            trigger: ".o-autocomplete--dropdown-item:contains(T-LOAN)",
            run: "click",
        },
        { trigger: ".o_field_widget[name=amount] input", run: "edit 12000" },
        { trigger: ".o_field_widget[name=term_months] input", run: "edit 12" },
        { trigger: ".o_notebook a[name=terms]", run: "click" },
        {
            content: "The calculator follows what is typed",
            trigger: ".o_bank_loan_calculator:contains(1,066.19):contains(12.68)",
        },
        { trigger: ".o_bank_loan_calculator canvas" },
        { trigger: ".o_notebook a[name=parties]", run: "click" },
        {
            trigger: ".o_field_widget[name=party_ids] .o_data_row td[name=role]",
            run: "click",
        },
        {
            content: "The borrower's own form: income",
            trigger: inModal(
                ".o_field_widget[name=income_ids] .o_field_x2many_list_row_add a",
            ),
            run: "click",
        },
        {
            trigger: inModal(
                ".o_field_widget[name=income_ids] .o_selected_row .o_field_widget[name=amount] input",
            ),
            run: "edit 10000",
        },
        {
            trigger: inModal(
                ".o_field_widget[name=income_ids] .o_selected_row .o_field_widget[name=evidence] select, .o_field_widget[name=income_ids] .o_selected_row .o_field_widget[name=evidence] input",
            ),
            run(helpers) {
                if (this.anchor.tagName === "SELECT") {
                    return helpers.select('"certificate"');
                }
                return helpers.click();
            },
        },
        {
            trigger: inModal(".o_field_widget[name=is_form_done] input"),
            run: "click",
        },
        { trigger: inModal(".o_form_button_save"), run: "click" },
        { trigger: "body:not(:has(.modal))" },
        { trigger: button("action_complete_form"), run: "click" },
        { trigger: stage("Documents") },
        { trigger: button("action_submit"), run: "click" },
        { trigger: stage("Checks") },
        {
            content: "The officer sees whose turn it is",
            trigger: ".o_bank_loan_missing:contains(underwriter)",
        },
    ],
});

tours.add("bank_loan_application_check", {
    steps: () => [
        { trigger: ".o_notebook a[name=burden]", run: "click" },
        { trigger: ".o_bank_loan_burden canvas" },
        { trigger: button("action_verify"), run: "click" },
        { trigger: stage("Decision") },
    ],
});

tours.add("bank_loan_application_decide", {
    steps: () => [
        { trigger: button("action_decide"), run: "click" },
        {
            content: "Less than he asked for",
            trigger: inModal(".o_field_widget[name=amount] input"),
            run: "edit 11000",
        },
        {
            trigger: inModal(".o_field_widget[name=words] textarea"),
            run: "edit Enough for the kitchen",
        },
        { trigger: inModal("button[name=action_done]:visible"), run: "click" },
        { trigger: "body:not(:has(.modal))" },
        { trigger: stage("Offer") },
        { trigger: ".o_notebook a[name=decision]", run: "click" },
        {
            content: "The facts of the decision are opened again",
            trigger:
                ".o_field_widget[name=snapshot_id] a, a.o_field_widget[name=snapshot_id]",
            run: "click",
        },
        { trigger: ".o_bank_loan_snapshot .alert-success" },
    ],
});

tours.add("bank_loan_application_accept", {
    steps: () => [
        { trigger: button("action_give_cost_sheet"), run: "click" },
        { trigger: button("action_accept"), run: "click" },
        { trigger: stage("Signing") },
    ],
});

tours.add("bank_loan_application_pay_out", {
    steps: () => [
        ...signPack(3),
        { trigger: button("action_sign"), run: "click" },
        { trigger: stage("Disbursement") },
        { trigger: button("action_disburse"), run: "click" },
        { trigger: inModal(".modal-footer .btn-primary"), run: "click" },
        {
            content: "The loan contract opens",
            trigger: ".o_bank_loan_book",
        },
    ],
});
