import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

const FILE = [
    "movement_id,operation,reverses_id,account_id,booking_date,amount,currency,kind,purpose",
    "T1,,,A1,2026-11-19,10.00,UAH,fee,one",
    "T2,,,A1,2026-11-19,20.00,UAH,fee,two",
    'T3,,,A1,2026-11-19,"-5O,00",UAH,fee,three',
    "T4,,,A1,2026-02-30,40.00,UAH,fee,four",
    "",
].join("\n");

tours.add("bank_feed_upload_and_mend", {
    steps: () => [
        {
            content: "Drop a file with two broken lines",
            trigger: ".o_bank_feed_drop",
            run({ anchor }) {
                const transfer = new window.DataTransfer();
                transfer.items.add(
                    new File([FILE], "movements_20261119_tour.csv", {
                        type: "text/csv",
                    }),
                );
                anchor.dispatchEvent(
                    new window.DragEvent("drop", {
                        dataTransfer: transfer,
                        bubbles: true,
                    }),
                );
            },
        },
        {
            content: "Its feed is known by its name",
            trigger: ".o_bank_feed_file .o_bank_feed_choice:value(core_movements)",
        },
        {
            trigger: ".o_bank_feed_add_totals",
            run: "click",
        },
        { trigger: ".o_bank_feed_rows", run: "edit 4" },
        { trigger: ".o_bank_feed_send", run: "click" },
        {
            content: "It waits: more is wrong than may be published without asking",
            trigger:
                ".o_bank_feed_run:contains(tour.csv):contains(2 of 4 rows accepted)",
            run: "click",
        },
        { trigger: ".alert:contains(More rows were rejected)" },
        { trigger: ".o_bank_feed_total:first .o_bank_feed_sent:contains(4)" },
        {
            content: "The reason stands beside the wrong value",
            trigger:
                ".o_bank_feed_reject[data-line='4']:contains(Amount):contains(This is no amount)",
        },
        {
            trigger:
                ".o_bank_feed_reject[data-line='5']:contains(Booking date):contains(no date)",
        },
        {
            content: "Mend one",
            trigger: ".o_bank_feed_reject[data-line='4'] .o_bank_feed_value",
            run: "edit -50.00 && press Enter",
        },
        {
            trigger:
                ".o_bank_feed_reject[data-line='4'] .o_bank_feed_retry.btn-primary",
            run: "click",
        },
        {
            content: "It was accepted",
            trigger: ".o_bank_feed_show_settled:contains(1 settled)",
            run: "click",
        },
        {
            trigger: ".o_bank_feed_reject[data-line='4']:contains(Published later)",
        },
        {
            content: "The other is given up",
            trigger: ".o_bank_feed_reject[data-line='5'] .o_bank_feed_discard",
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name=reason] input",
            run: "edit A test of the core",
        },
        { trigger: ".modal .btn-danger:contains(Give up rows)", run: "click" },
        { trigger: "body:not(:has(.modal)) .o_bank_feed_run_form" },
        {
            content: "The good rows are published, with a reason",
            trigger: "button[name=action_publish_anyway]",
            run: "click",
        },
        { trigger: ".modal:contains(2 rows):contains(when a second person accepts)" },
        {
            trigger: ".modal .o_field_widget[name=reason] input",
            run: "edit Agreed with accounting",
        },
        {
            trigger: ".modal footer .btn-primary:contains(Publish anyway)",
            run: "click",
        },
        {
            content: "Until a second person accepts, nothing is published",
            trigger: ".o_bank_waiting_words:contains(Publish a file anyway)",
        },
    ],
});

/** A second person reads what would be published, and accepts. */
tours.add("bank_feed_accept_publishing", {
    url: "/odoo/approvals",
    steps: () => [
        {
            trigger: "[data-field='Rows left out']:contains(2)",
        },
        { trigger: ".o_bank_approvals_reason:contains(Agreed with accounting)" },
        { trigger: ".o_bank_accept", run: "click" },
        { trigger: ".o_bank_approvals_empty" },
    ],
});

tours.add("bank_feed_code_list", {
    steps: () => [
        { trigger: ".o_notebook a[name=codes]", run: "click" },
        {
            trigger:
                ".o_field_widget[name=code_ids] .o_data_row:contains(TOUR):contains(Fee)",
        },
        {
            trigger: ".o_field_widget[name=code_ids] .o_field_x2many_list_row_add a",
            run: "click",
        },
        {
            trigger: ".o_selected_row [name=word] input",
            run: "edit POS_NEW && press Tab",
        },
        { trigger: ".o_selected_row [name=ours] .o_select_menu_toggler", run: "click" },
        { trigger: ".o_select_menu_item:contains(Card payment)", run: "click" },
        { trigger: ".o_form_button_save", run: "click" },
        {
            trigger:
                ".o_form_saved, .o_form_status_indicator:not(:has(.o_form_button_save:visible))",
        },
        { trigger: ".o_data_row:contains(POS_NEW):contains(Card payment)" },
    ],
});
