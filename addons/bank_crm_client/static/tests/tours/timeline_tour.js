import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("bank_timeline_look", {
    steps: () => [
        { trigger: ".o_notebook a[name=timeline]", run: "click" },
        {
            content: "Everything stands there, the newest first",
            trigger: ".o_bank_timeline_row[data-source=task]:contains(Call him)",
        },
        { trigger: ".o_bank_timeline_row[data-source=message]:contains(A letter)" },
        {
            content: "Contacts are drawn by month",
            trigger: ".o_bank_timeline_chart canvas",
        },
        {
            content: "E-mails only",
            trigger: ".o_bank_timeline_channels button[data-channel=email]",
            run: "click",
        },
        {
            content: "The task is gone",
            trigger:
                ".o_bank_timeline:not(:has(.o_bank_timeline_row[data-source=task]))",
        },
        {
            content: "Older ones come when asked for",
            trigger: ".o_bank_timeline_older:not(:disabled)",
            run: "click",
        },
        { trigger: ".o_bank_timeline_row:contains(The first letter)" },
        {
            content: "Words narrow it",
            trigger: ".o_bank_timeline_narrow input",
            run: "edit the first",
        },
        {
            trigger:
                ".o_bank_timeline:not(:has(.o_bank_timeline_row:contains(A letter))) .o_bank_timeline_row:contains(The first letter)",
            run: "click",
        },
        {
            content: "The letter opens",
            trigger: ".modal .o_form_view:contains(About the deposit)",
        },
        { trigger: ".modal footer button:contains(Close)", run: "click" },
        { trigger: ".o_bank_timeline_clear", run: "click" },
        { trigger: ".o_bank_timeline_row[data-source=task]:contains(Call him)" },
        {
            content: "The same as a list",
            trigger: ".o_bank_timeline_list",
            run: "click",
        },
        { trigger: ".o_list_view .o_data_row:contains(A letter)" },
    ],
});

registry.category("web_tour.tours").add("bank_late_task_reaches_the_head", {
    steps: () => [
        {
            content: "The head was told once",
            trigger:
                "[data-block=escalated] .o_bank_my_day_row:only-of-type:contains(Call him)",
            run: "click",
        },
        {
            content: "He sees why",
            trigger: ".modal .alert:contains(working hours late)",
        },
        { trigger: ".modal label:contains(Let it be due later)", run: "click" },
        {
            trigger: ".modal .o_field_widget[name=due_date] input",
            run: "edit 12/31/2026",
        },
        {
            trigger: ".modal .o_field_widget[name=reason] input",
            run: "edit The client is away",
        },
        { trigger: ".modal button[name=action_apply]", run: "click" },
        {
            content: "It waits for him no more",
            trigger:
                "[data-block=escalated]:contains(Nobody above whom you stand is late)",
        },
    ],
});

registry.category("web_tour.tours").add("bank_my_day_goes_on", {
    steps: () => [
        {
            content: "The first task is open",
            trigger: ".o_bank_my_day_task h3:contains(First)",
        },
        {
            trigger: ".o_bank_my_day_task textarea",
            run: "edit He has no time",
        },
        {
            content: "Done with its result in one click",
            trigger: ".o_bank_my_day_results button[data-result=refused]",
            run: "click",
        },
        {
            content: "The next one opens by itself",
            trigger: ".o_bank_my_day_task h3:contains(Second)",
        },
        {
            content: "It is about no client: it is done, and nobody agreed to it",
            trigger:
                ".o_bank_my_day_results:has(button[data-result=done]):not(:has(button[data-result=agreed]))",
        },
        {
            trigger:
                "[data-block=done] .o_bank_my_day_row:contains(First):contains(The client refused)",
        },
    ],
});
