import {
    animationFrame,
    click,
    describe,
    edit,
    expect,
    press,
    queryAllTexts,
    runAllTimers,
    test,
} from "@odoo/hoot";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    makeMockEnv,
    mountWithCleanup,
    mockService,
    onRpc,
} from "@web/../tests/web_test_helpers";

import { money, percent } from "@bank_crm_base/client_card/card_hooks";
import { FundsFigure, ProductsFigure } from "@bank_crm_base/client_card/figures";
import { FindBox } from "@bank_crm_base/find/find_box";
import { markedPieces } from "@bank_crm_base/find/find_results";

describe.current.tags("desktop");
defineMailModels();

const CARD = {
    id: 7,
    currency_id: 1,
    currencies: {
        1: { symbol: "₴", position: "after", digits: 2 },
        2: { symbol: "$", position: "before", digits: 2 },
        3: { symbol: "¥", position: "before", digits: 0 },
    },
};
const plain = (text) => text.replace(/\u00a0/g, " ");

test("marks count characters as the server does", () => {
    expect(markedPieces("𠮷野 Ковал", [[3, 6]])).toEqual([
        { text: "𠮷野 ", isMarked: false },
        { text: "Ков", isMarked: true },
        { text: "ал", isMarked: false },
    ]);
    expect(markedPieces("王伟", [])).toEqual([{ text: "王伟", isMarked: false }]);
});

test("money is written as its currency has it", async () => {
    await makeMockEnv();
    expect(plain(money(CARD, 1234.5, 1))).toBe("1,234.50 ₴");
    expect(plain(money(CARD, -5, 2))).toBe("$ -5.00");
    expect(plain(money(CARD, 5, 3))).toBe("¥ 5");
    expect(plain(money(CARD, 96400, 1, { isShort: true }))).toBe("96.4k ₴");
    expect(plain(percent(0.043))).toBe("+4.3 %");
});

test("funds show their change and open the accounts", async () => {
    const opened = [];
    onRpc("res.partner", "action_open_rows", ({ args }) => {
        opened.push(args);
        return { type: "ir.actions.act_window_close" };
    });
    mockService("action", { doAction: () => {} });
    const data = {
        total: 214300,
        change: -0.04,
        volume: -9000,
        revaluation: 100,
        currencies: [{ currency_id: 2, amount: 5000 }],
        account_count: 2,
    };
    await mountWithCleanup(FundsFigure, { props: { card: CARD, data } });
    expect(".o_bank_number").toHaveText(/214,300/);
    expect(".o_bank_number .text-danger").toHaveCount(1);
    expect(".o_bank_note").toHaveText(/5,000/);
    await click(".o_bank_figure");
    await animationFrame();
    expect(opened).toEqual([[[7], "accounts", null]]);
});

test("a product the client has is a button, a missing one is not", async () => {
    const families = [
        { id: 1, name: "Card", icon: "fa-credit-card", is_held: true },
        { id: 2, name: "Deposit", icon: "fa-lock", is_held: false },
    ];
    await mountWithCleanup(ProductsFigure, {
        props: { card: CARD, data: { held: 1, offered: 2, families } },
    });
    expect("button.o_bank_product").toHaveCount(1);
    expect("span.o_bank_product[title='Deposit: does not have it']").toHaveCount(1);
});

test("arrows walk over all groups and Enter opens the row", async () => {
    const opened = [];
    onRpc("res.partner", "find_clients", () => ({
        text: "ua2",
        prospect: false,
        groups: [
            {
                code: "clients",
                name: "Clients",
                rows: [
                    {
                        id: 5,
                        model: "res.partner",
                        name: "Коваленко",
                        marked: [[0, 3]],
                        reason: "IBAN UA2...",
                    },
                ],
            },
            {
                code: "accounts",
                name: "Accounts",
                rows: [
                    {
                        id: 9,
                        model: "bank.account",
                        name: "UA21",
                        marked: [],
                        reason: "Коваленко",
                    },
                ],
            },
        ],
    }));
    mockService("action", {
        doAction: (action, options) => opened.push([action, options.props.resId]),
    });
    await mountWithCleanup(FindBox);
    await click("input");
    await edit("ua2");
    await runAllTimers();
    await animationFrame();
    expect(queryAllTexts(".o_bank_found_group")).toEqual(["CLIENTS", "ACCOUNTS"]);
    expect("mark").toHaveText("Ков");
    await press("ArrowDown");
    await animationFrame();
    expect(".o_bank_found_selected").toHaveText(/UA21/);
    await press("Enter");
    await animationFrame();
    await animationFrame();
    expect(opened).toEqual([["bank_crm_base.bank_account_action", 9]]);
});

test("nobody found offers a prospect with what was typed", async () => {
    onRpc("res.partner", "find_clients", () => ({
        text: "Нечуй",
        prospect: { default_last_name: "Нечуй" },
        groups: [],
    }));
    const opened = [];
    mockService("action", {
        doAction: (action, options) => opened.push([action, options.additionalContext]),
    });
    await mountWithCleanup(FindBox);
    await click("input");
    await edit("Нечуй");
    await runAllTimers();
    await animationFrame();
    expect(".o_bank_new_prospect").toHaveText('New prospect "Нечуй"');
    await click(".o_bank_new_prospect");
    await animationFrame();
    expect(opened).toEqual([
        ["bank_crm_base.bank_client_action_new", { default_last_name: "Нечуй" }],
    ]);
});
