import { registry } from "@web/core/registry";
import { inputFiles } from "@web/../tests/utils";

const FILE = ".o_field_widget[name=file_ids]";

/** Put a file of the test's own folder into the row being edited. */
async function upload(path) {
    const response = await fetch(path);
    const file = new File([await response.blob()], "agreement.docx");
    await inputFiles(`${FILE} .o_selected_row input[type=file]`, [file]);
}

/** The administrator makes a form: a wrong tag is named, then the right file is sent. */
registry.category("web_tour.tours").add("bank_print_form_tour", {
    url: "/odoo/print-forms",
    steps: () => [
        {
            trigger: ".o_list_button_add",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=name] input",
            run: "edit Tour agreement",
        },
        {
            trigger: ".o_field_widget[name=number_prefix] input",
            run: "edit TOUR-",
        },
        {
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            trigger: ".o_bank_print_prepare",
            run: "click",
        },
        {
            content: "Beside the file stands the list of fields",
            trigger: ".o_bank_print_fields input[type=search]",
            run: "edit balance in base",
        },
        {
            trigger: ".o_bank_print_fields code:contains({{ account.balance_base }})",
        },
        {
            trigger: `${FILE} .o_field_x2many_list_row_add a`,
            run: "click",
        },
        {
            content: "A file with a wrong tag",
            trigger: `${FILE} .o_selected_row .o_field_widget[name=content]`,
            run: () => upload("/bank_crm_print/static/tests/files/wrong.docx"),
        },
        {
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            content: "The wrong tag is named, and what was meant",
            trigger:
                ".o_bank_print_problems:contains(balanse):contains(Did you mean “balance”?)",
        },
        {
            content: "It cannot be sent",
            trigger: ".o_form_view:not(:has(button[name=action_submit]))",
        },
        {
            trigger: `${FILE} .o_data_row td[name=content]`,
            run: "click",
        },
        {
            content: "The mended file",
            trigger: `${FILE} .o_selected_row .o_field_widget[name=content]`,
            run: () => upload("/bank_crm_print/static/tests/files/right.docx"),
        },
        {
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            trigger: "button[name=action_submit]",
            run: "click",
        },
        {
            content: "It waits for a second person",
            trigger:
                ".o_statusbar_status .o_arrow_button_current:contains(Waits for approval)",
        },
    ],
});

/** A manager prints the accepted form from the card and finds the paper there. */
registry.category("web_tour.tours").add("bank_print_paper_tour", {
    steps: () => [
        {
            trigger: "button[name=action_print_forms]",
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name=form_id] input",
            run: "edit Tour agreement",
        },
        {
            trigger: ".o-autocomplete--dropdown-item:contains(Tour agreement)",
            run: "click",
        },
        {
            trigger: ".modal button[name=action_print]",
            run: "click",
        },
        {
            content: "The file went, the dialog is closed",
            trigger: "body:not(:has(.modal))",
        },
        {
            trigger: ".o_notebook .nav-link[name=documents]",
            run: "click",
        },
        {
            content: "The paper lies with the client's documents",
            trigger:
                ".o_field_widget[name=print_paper_ids] .o_data_row:contains(TOUR-000001)",
        },
    ],
});
