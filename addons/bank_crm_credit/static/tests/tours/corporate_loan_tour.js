import { registry } from "@web/core/registry";
import { signPack } from "@bank_crm_credit/../tests/tours/loan_application_tour";

const tours = registry.category("web_tour.tours");
const inModal = (selector) => `.modal:not(.o_inactive_modal) ${selector}`;
const stage = (words) =>
    `.o_statusbar_status .o_arrow_button_current:contains(${words})`;
const button = (name) => `.o_statusbar_buttons button[name=${name}]`;
const page = (name) => ({ trigger: `.o_notebook a[name=${name}]`, run: "click" });
// A picture of one dot: what a scanner would give, as small as can be.
const PNG =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

function scan(name) {
    const bytes = Uint8Array.from(window.atob(PNG), (char) => char.charCodeAt(0));
    return new window.File([bytes], name, { type: "image/png" });
}

tours.add("bank_corporate_begin", {
    steps: () => [
        {
            content: "The tab of loans on the company's card",
            ...page("lending"),
        },
        { trigger: ".o_bank_new_application", run: "click" },
        { content: "The client is known already", trigger: stage("Form") },
        { trigger: ".o_bank_loan_missing [data-need=request]" },
        { trigger: ".o_bank_loan_missing [data-need=purpose]" },
        { trigger: ".o_field_widget[name=product_id] input", run: "edit T-CORP" },
        {
            trigger: ".o-autocomplete--dropdown-item:contains(T-CORP)",
            run: "click",
        },
        { trigger: ".o_field_widget[name=amount] input", run: "edit 500000" },
        { trigger: ".o_field_widget[name=term_months] input", run: "edit 24" },
        {
            trigger: ".o_field_widget[name=purpose] input",
            run: "edit Grain for the winter",
        },
        { content: "The company as an analyst reads it", ...page("company") },
        { trigger: ".o_bank_company_rating:contains(class)" },
        { trigger: ".o_bank_company_analysis canvas" },
        page("parties"),
        {
            trigger: ".o_field_widget[name=party_ids] .o_data_row td[name=role]",
            run: "click",
        },
        {
            trigger: inModal(".o_field_widget[name=is_form_done] input"),
            run: "click",
        },
        { trigger: inModal(".o_form_button_save"), run: "click" },
        { trigger: "body:not(:has(.modal))" },
        { content: "Services are asked early", ...page("opinions") },
        { trigger: "button[name=action_ask_opinions]", run: "click" },
        {
            trigger:
                ".o_field_widget[name=opinion_ids] .o_data_row:nth-child(3):contains(Asked for)",
        },
        { trigger: button("action_complete_form"), run: "click" },
        { trigger: stage("Documents") },
        {
            content: "A paper is missing: one click to the card where it is put",
            trigger:
                ".o_bank_loan_missing [data-need=documents] button:contains(Test charter)",
            run: "click",
        },
        page("documents"),
        {
            trigger: ".o_bank_asked:contains(Test charter) .o_bank_add_asked",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=number] input",
            run: "edit CH-1",
        },
        {
            trigger: ".o_field_widget[name=attachment_ids] .o_input_file:not(:visible)",
            run({ anchor }) {
                const transfer = new window.DataTransfer();
                transfer.items.add(scan("charter.png"));
                anchor.files = transfer.files;
                anchor.dispatchEvent(new window.Event("change", { bubbles: true }));
            },
        },
        { trigger: ".o_bank_preview img.o_bank_preview_page" },
        { trigger: ".o_form_button_save", run: "click" },
        { trigger: "button[name=action_send]", run: "click" },
        { trigger: stage("To be verified") },
    ],
});

tours.add("bank_corporate_paper_verified", {
    steps: () => [
        {
            trigger: ".o_data_row:contains(Test charter) td[name=client_id]",
            run: "click",
        },
        { trigger: ".o_bank_preview img.o_bank_preview_page" },
        { trigger: "button[name=action_verify_next]", run: "click" },
        { trigger: ".o_view_nocontent:contains(Nothing waits for you)" },
    ],
});

tours.add("bank_corporate_submit", {
    steps: () => [
        { trigger: ".o_bank_loan_missing .alert-success" },
        { trigger: button("action_submit"), run: "click" },
        { trigger: stage("Checks") },
        {
            content: "Who goes on, and for what it waits",
            trigger:
                ".o_bank_loan_missing:contains(underwriter):contains(Risk, Legal, Security)",
        },
    ],
});

const opinion = (service) => ({
    steps: () => [
        {
            trigger: `.o_data_row:contains(${service}):contains(Млин) td[name=service]`,
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=verdict] input[data-value=for]",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=text] textarea",
            run: `edit ${service}: nothing speaks against it`,
        },
        { trigger: button("action_give"), run: "click" },
        { trigger: stage("Given") },
    ],
});
tours.add("bank_corporate_opinion_risk", opinion("Risk"));
tours.add("bank_corporate_opinion_legal", opinion("Legal"));
tours.add("bank_corporate_opinion_security", opinion("Security"));

tours.add("bank_corporate_checked", {
    steps: () => [
        page("opinions"),
        {
            trigger:
                ".o_field_widget[name=opinion_ids] .o_data_row:contains(Security: nothing speaks against it)",
        },
        { trigger: button("action_verify"), run: "click" },
        { trigger: stage("Decision") },
    ],
});

tours.add("bank_committee_sign", {
    steps: () => [
        {
            trigger: ".o_data_row:contains(To be signed) td[name=number]",
            run: "click",
        },
        { trigger: ".o_bank_committee_protocol:contains(One buyer makes half)" },
        { trigger: "button[name=action_sign]", run: "click" },
        { trigger: inModal(".modal-footer .btn-primary"), run: "click" },
        { trigger: ".o_bank_committee_protocol" },
        { trigger: "body:not(:has(.modal)):not(:has(button[name=action_sign]))" },
    ],
});

tours.add("bank_corporate_offer", {
    steps: () => [
        {
            content: "What the committee decided is read on the application",
            ...page("committee"),
        },
        { trigger: ".o_notebook .tab-pane.active:contains(Carried)" },
        { trigger: button("action_accept"), run: "click" },
        { trigger: stage("Signing") },
    ],
});

tours.add("bank_corporate_blocked", {
    steps: () => [
        // The agreement and the schedule.
        ...signPack(2),
        { trigger: button("action_sign"), run: "click" },
        { trigger: stage("Disbursement") },
        {
            content: "The condition holds the money back, and it is told before",
            trigger:
                ".o_bank_loan_missing [data-need=conditions_met]:contains(Insurance of the mill)",
        },
        { trigger: button("action_disburse"), run: "click" },
        { trigger: inModal(".modal-footer .btn-primary"), run: "click" },
        {
            content: "Whoever tries all the same is told why not",
            trigger: inModal(
                ".modal-body:contains(Conditions hold the money back):contains(Insurance of the mill)",
            ),
        },
        { trigger: inModal(".modal-footer button"), run: "click" },
        { trigger: "body:not(:has(.modal))" },
        { trigger: stage("Disbursement") },
    ],
});

tours.add("bank_corporate_evidence", {
    steps: () => [
        page("conditions"),
        {
            trigger:
                ".o_field_widget[name=condition_ids] .o_data_row:contains(Insurance of the mill) button[name=action_bring_evidence]",
            run: "click",
        },
        {
            trigger: inModal(".o_field_widget[name=evidence_words] textarea"),
            run: "edit Policy no. 12-3344, the bank is named",
        },
        { trigger: inModal(".o_form_button_save"), run: "click" },
        { trigger: "body:not(:has(.modal))" },
        {
            content: "The manager brings it, he does not check it",
            trigger:
                ".o_field_widget[name=condition_ids] .o_data_row:contains(12-3344):not(:has(button[name=action_meet]))",
        },
    ],
});

tours.add("bank_corporate_on_the_card", {
    steps: () => [
        page("lending"),
        {
            content: "The application has become a contract",
            trigger: ".o_bank_applications .badge:contains(Contract)",
        },
        {
            trigger: ".o_bank_lending_loan:contains(500,000)",
            run: "click",
        },
        { content: "It opens", trigger: ".o_bank_loan_book" },
    ],
});
