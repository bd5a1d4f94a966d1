import { registry } from "@web/core/registry";

/** A manager enters somebody who is here already, merges the two and parts them again. */
registry.category("web_tour.tours").add("bank_duplicates_tour", {
    steps: () => [
        {
            content: "A new client, in Latin letters",
            trigger: ".o_field_widget[name=last_name] input",
            run: "edit Vovchok",
        },
        { trigger: ".o_field_widget[name=first_name] input", run: "edit Yuliia" },
        {
            trigger: ".o_field_widget[name=phone] input",
            run: "edit +380671234417 && press Tab",
        },
        {
            content: "Who she may be, and why",
            trigger:
                ".o_bank_lookalikes:contains(Вовчок Юлія):contains(50 %):contains(same telephone)",
        },
        {
            content: "Saved all the same",
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            content: "The card compares her with everybody",
            trigger: "button[name=action_open_duplicates]",
            run: "click",
        },
        {
            content: "Side by side",
            trigger:
                ".o_bank_merge_heads:contains(Вовчок Юлія):contains(Vovchok Yuliia)",
        },
        { trigger: "button[name=action_merge]:visible", run: "click" },
        {
            content: "The rules have chosen; another value is kept instead",
            trigger:
                ".o_bank_merge_row[data-field=last_name] .o_is_left:contains(Вовчок)",
            run: "click",
        },
        {
            trigger:
                ".o_bank_merge_row[data-field=last_name] .o_is_kept:contains(Вовчок)",
        },
        { trigger: "button[name=action_merge]:contains(Merge)", run: "click" },
        {
            content: "Nobody's money is concerned: merged at once",
            trigger: ".o_statusbar_status .o_arrow_button_current:contains(Merged)",
        },
        { trigger: "button[name=action_unmerge]", run: "click" },
        {
            content: "And parted again",
            trigger:
                ".o_statusbar_status .o_arrow_button_current:contains(Parted again)",
        },
    ],
});
