import { Component, onWillStart, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { useSetupAction } from "@web/search/action_hook";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { HomeFreshness } from "./home_freshness";
import { HomeTile } from "./home_tile";
import { formatDay } from "./home_format";

/**
 * The home screen: zones of tiles that the server describes. A tile kind is a component of
 * the registry "bank_home_tiles", so an addon may bring its own.
 */
export class BankHome extends Component {
    static template = "bank_crm_base.Home";
    static components = { HomeFreshness, HomeTile, Layout };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.notification = useService("notification");
        const kept = this.props.state || {};
        this.state = useState({
            scope: kept.scope || null,
            unit: kept.unit || null,
            home: null,
            isLoading: false,
        });
        this.display = { controlPanel: {} };
        this.formatDay = formatDay;
        useSetupAction({
            getLocalState: () => ({ scope: this.state.scope, unit: this.state.unit }),
        });
        onWillStart(() => this.load());
    }

    get zones() {
        return this.state.home.zones
            .map((zone) => ({
                ...zone,
                tiles: zone.tiles.filter((tile) => !tile.is_hidden),
            }))
            .filter((zone) => zone.tiles.length);
    }

    get strip() {
        return this.zones.find((zone) => zone.code === "strip");
    }

    get columns() {
        return this.zones.filter((zone) => zone.code !== "strip");
    }

    get unitOptions() {
        return this.state.home.units.map((unit) => ({
            id: unit.id,
            label: "\u2003".repeat(Math.max(unit.depth, 0)) + unit.name,
        }));
    }

    async load() {
        this.state.isLoading = true;
        try {
            const home = await this.orm.call("bank.home", "get_home", [
                this.state.scope,
                this.state.unit,
            ]);
            this.state.home = home;
            this.state.scope = home.scope;
            this.state.unit = home.unit || null;
        } finally {
            this.state.isLoading = false;
        }
    }

    async onScope(ev) {
        Object.assign(this.state, { scope: ev.target.value, unit: null });
        await this.load();
    }

    async onUnit(unitId) {
        this.state.unit = unitId ? parseInt(unitId) : null;
        await this.load();
    }

    async reloadTile(code) {
        const tile = await this.orm.call("bank.home", "get_tile", [
            code,
            this.state.scope,
            this.state.unit,
        ]);
        for (const zone of this.state.home.zones) {
            const index = zone.tiles.findIndex((other) => other.code === code);
            if (index >= 0) {
                zone.tiles[index] = tile;
            }
        }
    }

    async open(code, key = null) {
        const action = await this.orm.call("bank.home", "open_tile", [
            code,
            this.state.scope,
            this.state.unit,
            key,
        ]);
        if (action) {
            await this.action.doAction(action);
        }
    }

    async giveTask(task) {
        await this.action.doAction(
            {
                type: "ir.actions.act_window",
                name: _t("Give a task"),
                res_model: "bank.task.give",
                views: [[false, "form"]],
                target: "new",
                context: {
                    default_client_id: task.client_id || false,
                    default_user_id: task.user_id || false,
                    default_summary: task.summary || false,
                },
            },
            { onClose: () => this.reloadTasks() },
        );
    }

    async finishTask(tile, row) {
        await this.orm.call("bank.home", "finish_task", [row.key]);
        this.notification.add(_t("Done: %s", row.title), { type: "success" });
        await this.reloadTasks();
    }

    /** Whatever counts tasks looks different after one was given or finished. */
    async reloadTasks() {
        const codes = this.zones.flatMap((zone) => zone.tiles.map((tile) => tile.code));
        const counting = ["overdue_tasks", "my_tasks", "people", "unplanned_deposits"];
        await Promise.all(
            counting
                .filter((code) => codes.includes(code))
                .map((code) => this.reloadTile(code)),
        );
    }
}

registry.category("actions").add("bank_home", BankHome);
