import { Component, onWillStart, useState } from "@odoo/owl";
import { deserializeDateTime } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useHotkey } from "@web/core/hotkeys/hotkey_hook";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { formatDay } from "@bank_crm_base/home/home_format";

/**
 * An addon draws its own block by
 *   registry.category("bank_my_day_blocks").add("<kind>", Component)
 * with props {block, reload}, and by answering its data in `_block_<code>` on the server.
 */
export const dayBlocks = registry.category("bank_my_day_blocks");

const POSTPONED_DAYS = 1;

/** The day of an employee: a task is chosen, done with a result, and the next one opens. */
export class MyDay extends Component {
    static template = "bank_crm_client.MyDay";
    static components = { Layout };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.notification = useService("notification");
        this.display = { controlPanel: {} };
        this.formatDay = formatDay;
        this.state = useState({ day: null, chosen: null, words: "", isBusy: false });
        onWillStart(() => this.load());
        useHotkey("arrowdown", () => this.step(1), { allowRepeat: true });
        useHotkey("arrowup", () => this.step(-1), { allowRepeat: true });
        for (const number of [1, 2, 3, 4]) {
            useHotkey(`alt+${number}`, () => this.finishBy(number - 1), {
                bypassEditableProtection: true,
            });
        }
    }

    async load() {
        this.show(await this.orm.call("bank.my.day", "get_my_day", []));
    }

    show(day) {
        this.state.day = day;
        const tasks = this.tasks;
        if (!tasks.some((task) => task.id === this.state.chosen)) {
            this.state.chosen = tasks[0]?.id || null;
        }
    }

    get blocks() {
        return this.state.day.blocks.filter((block) => !block.is_hidden);
    }

    componentOf(block) {
        return dayBlocks.get(block.kind, null);
    }

    /** All tasks on the screen, in its order. */
    get tasks() {
        return this.state.day.blocks
            .filter((block) => block.kind === "tasks")
            .flatMap((block) => block.rows);
    }

    get chosenTask() {
        return this.tasks.find((task) => task.id === this.state.chosen);
    }

    /** How the chosen task may end. */
    get results() {
        const codes = this.chosenTask?.results || [];
        return this.state.day.results.filter((result) => codes.includes(result.code));
    }

    choose(task) {
        if (this.state.chosen !== task.id) {
            Object.assign(this.state, { chosen: task.id, words: "" });
        }
    }

    step(by) {
        const tasks = this.tasks;
        const at = tasks.findIndex((task) => task.id === this.state.chosen);
        const next = tasks[Math.min(Math.max(at + by, 0), tasks.length - 1)];
        if (next) {
            this.choose(next);
        }
    }

    finishBy(index) {
        const result = this.results[index];
        if (result) {
            this.finish(result);
        }
    }

    /** Done with a result; the one after it opens. */
    async finish(result) {
        if (this.state.isBusy) {
            return;
        }
        const tasks = this.tasks;
        const at = tasks.findIndex((task) => task.id === this.state.chosen);
        const next = tasks[at + 1] || tasks[at - 1];
        const title = this.chosenTask.title;
        await this.change(
            "finish_task",
            [this.state.chosen, result.code, this.state.words],
            next,
        );
        this.notification.add(
            _t("%(title)s: %(result)s", { title, result: result.name }),
            {
                type: "success",
            },
        );
    }

    async postpone() {
        const tasks = this.tasks;
        const at = tasks.findIndex((task) => task.id === this.state.chosen);
        const next = tasks[at + 1] || tasks[at - 1];
        await this.change("postpone_task", [this.state.chosen, POSTPONED_DAYS], next);
    }

    async change(method, args, next) {
        this.state.isBusy = true;
        try {
            const day = await this.orm.call("bank.my.day", method, args);
            Object.assign(this.state, { chosen: next?.id || null, words: "" });
            this.show(day);
        } finally {
            this.state.isBusy = false;
        }
    }

    time(row) {
        return deserializeDateTime(row.moment).toFormat("HH:mm");
    }

    /** Whom the task is about, and where it belongs. */
    placeOf(task) {
        return [task.client, task.document?.place].filter(Boolean).join(" · ");
    }

    openClient(clientId) {
        return this.action.doAction("bank_crm_base.bank_client_action", {
            viewType: "form",
            props: { resId: clientId },
        });
    }

    async openRow(row) {
        if (row.method) {
            const action = await this.orm.call(row.model, row.method, [[row.id]]);
            await this.action.doAction(action, { onClose: () => this.load() });
        } else if (row.model) {
            await this.action.doAction({
                type: "ir.actions.act_window",
                res_model: row.model,
                res_id: row.id,
                views: [[false, "form"]],
            });
        }
    }

    giveTask() {
        return this.action.doAction(
            {
                type: "ir.actions.act_window",
                name: _t("Give a task"),
                res_model: "bank.task.give",
                views: [[false, "form"]],
                target: "new",
            },
            { onClose: () => this.load() },
        );
    }
}

registry.category("actions").add("bank_my_day", MyDay);
