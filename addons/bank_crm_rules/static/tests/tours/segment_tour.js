import { registry } from "@web/core/registry";

/** Opens the picker of a group, searches a fact and takes it. */
function pick(group, words) {
    return [
        {
            content: `Add a condition on ${words}`,
            trigger: `${group} > .o_segment_add .o_select_menu_toggler`,
            run: "click",
        },
        {
            trigger: `.o_select_menu_menu .o_select_menu_item:contains(${words})`,
            run: "click",
        },
    ];
}

const ROOT = ".o_segment_builder > .o_segment_group";
const LINE = `${ROOT} > .o_segment_line`;

registry.category("web_tour.tours").add("bank_segment_tour", {
    url: "/odoo/segments",
    steps: () => [
        {
            content: "A new segment",
            trigger: ".o_list_button_add",
            run: "click",
        },
        {
            trigger:
                ".o_field_widget[name=name] input, .o_field_widget[name=name] textarea",
            run: "edit Two cards in Lviv",
        },
        {
            content: "With no condition all clients of the unit are counted",
            trigger: ".o_segment_seen:contains(1)",
        },
        ...pick(ROOT, "Cards"),
        {
            content: "At least two",
            trigger: `${LINE}:nth-of-type(2) .o_segment_value input`,
            run: "edit 2 && press Tab",
        },
        ...pick(`${LINE} .o_segment_where > .o_segment_group`, "State"),
        {
            content: "That are active",
            trigger: ".o_segment_where .o_segment_value .o_select_menu_toggler",
            run: "click",
        },
        {
            trigger: ".o_select_menu_menu .o_select_menu_item:contains(Active)",
            run: "click",
        },
        {
            content: "The line counts its clients, the result says it in words",
            trigger:
                ".o_segment_result .o_segment_sentence:contains(Cards: at least 2 with State is Active)",
        },
        {
            content: "A group: any of these",
            trigger: `${ROOT} > .o_segment_add .o_segment_add_group`,
            run: "click",
        },
        ...pick(".o_segment_row .o_segment_group", "Town"),
        {
            trigger: ".o_segment_row .o_segment_group .o_segment_value input",
            run: "edit Lviv && press Tab",
        },
        {
            content: "One client is seen, and the share of the line is drawn",
            trigger:
                ".o_segment_result:has(.o_segment_total:contains(1)) .o_segment_seen",
        },
        {
            trigger: ".o_segment_alone .progress",
        },
        {
            content: "Save and find the members",
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            trigger: "button[name=action_compute]:contains(Find members)",
            run: "click",
        },
        {
            content: "Visible of all",
            trigger: "button[name=action_open_members]:contains(1 / 1)",
        },
        {
            content: "The members",
            trigger: ".o_notebook_headers a[name=members]",
            run: "click",
        },
        {
            trigger: ".o_segment_members .o_segment_panel_row:contains(Коваленко)",
        },
        {
            content: "What overlaps",
            trigger: ".o_notebook_headers a[name=overlaps]",
            run: "click",
        },
        {
            trigger:
                ".o_segment_overlaps [data-segment='People of Lviv']:contains(1 in both) button",
            run: "click",
        },
        {
            content: "Opens the clients who are in both",
            trigger: ".o_list_view .o_data_row:contains(Коваленко)",
        },
    ],
});
