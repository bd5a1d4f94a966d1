import { describe, expect, test } from "@odoo/hoot";
import { click, queryAllTexts, queryText } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import { mountWithCleanup } from "@web/../tests/web_test_helpers";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";

import { HomeTile } from "@bank_crm_base/home/home_tile";
import "@bank_crm_base/home/tile_list";
import "@bank_crm_base/home/tile_number";
import "@bank_crm_base/home/tile_table";

describe.current.tags("desktop");
defineMailModels();

function props(tile, calls = []) {
    const note =
        (name) =>
        (...args) =>
            calls.push([name, ...args]);
    return {
        tile: { code: "probe", title: "Probe", icon: "", has_list: true, ...tile },
        currencyId: 1,
        open: note("open"),
        giveTask: note("giveTask"),
        finishTask: note("finishTask"),
        narrow: note("narrow"),
    };
}

test("a figure shows its changes and opens its list", async () => {
    const calls = [];
    const changes = [
        { label: "day", delta: 4, fraction: 0.04, direction: "up", is_good: true },
        {
            label: "month",
            delta: -2,
            fraction: -0.02,
            direction: "down",
            is_good: false,
        },
        { label: "year", delta: 0, fraction: 0, direction: "flat", is_good: false },
    ];
    const tile = {
        kind: "number",
        value: 104,
        format: "integer",
        is_known: true,
        changes,
    };
    await mountWithCleanup(HomeTile, { props: props(tile, calls) });
    expect(queryText(".o_bank_home_number_value")).toBe("104");
    expect(queryAllTexts(".o_bank_home_number_changes > span")).toEqual([
        "▲ 4 day",
        "▼ 2 month",
        "= year",
    ]);
    expect(".text-success").toHaveText("▲ 4");
    expect(".text-danger").toHaveText("▼ 2");
    await click(".o_bank_home_number");
    expect(calls).toEqual([["open", "probe"]]);
});

test("an unknown figure is a dash and opens nothing", async () => {
    const tile = {
        kind: "number",
        value: 0,
        format: "money",
        is_known: false,
        changes: [],
    };
    await mountWithCleanup(HomeTile, { props: props(tile) });
    expect(".o_bank_home_number_value").toHaveText("–");
    expect(".o_bank_home_number").not.toBeEnabled();
});

test("a list opens its rows, gives tasks and says how many more there are", async () => {
    const calls = [];
    const task = { client_id: 7, user_id: 3, summary: "Call" };
    const rows = [
        {
            key: 7,
            title: "Kovalenko Olena",
            subtitle: "Passport",
            badge: { text: "in 3 days", level: "soon", date: "2026-11-23" },
            task,
        },
    ];
    const tile = { kind: "list", rows, count: 12, level: "warning", empty: "Nothing" };
    await mountWithCleanup(HomeTile, { props: props(tile, calls) });
    expect(".card-header .badge").toHaveText("12");
    expect(".o_bank_home_more").toHaveText("All 12");
    await click(".o_bank_home_row_main");
    await click(".o_bank_home_give");
    await click(".o_bank_home_open");
    await animationFrame();
    expect(calls).toEqual([
        ["open", "probe", 7],
        ["giveTask", task],
        ["open", "probe"],
    ]);
});

test("an empty list says so in words", async () => {
    const tile = { kind: "list", rows: [], count: 0, empty: "All files are complete." };
    await mountWithCleanup(HomeTile, { props: props(tile) });
    expect(".o_bank_home_empty").toHaveText("All files are complete.");
});

test("a unit narrows the screen, a person opens his clients", async () => {
    const calls = [];
    const columns = [{ name: "moved", label: "New, left", format: "moved" }];
    const rows = [
        { key: 5, title: "Lviv", unit_id: 5, cells: { moved: [2, 1] } },
        { key: 9, title: "P. Bondar", cells: { moved: [0, 0] } },
    ];
    const tile = { kind: "table", columns, rows, count: 2, sum: false };
    await mountWithCleanup(HomeTile, { props: props(tile, calls) });
    expect(queryAllTexts("td[data-label]")).toEqual(["+2 \u22121", ""]);
    await click("th button:contains(Lviv)");
    await click("th button:contains(Bondar)");
    expect(calls).toEqual([
        ["narrow", 5],
        ["open", "probe", 9],
    ]);
});
