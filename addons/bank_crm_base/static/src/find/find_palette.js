import { Component } from "@odoo/owl";
import { DefaultCommandItem } from "@web/core/commands/command_palette";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";

import {
    findClients,
    isStub,
    markedPieces,
    openProspect,
    openRow,
    prospectLabel,
    rowIcon,
    rowNote,
} from "./find_results";

const NAMESPACE = "!";
const MIN_TYPED = 2;
const SHOWN_AMONG_COMMANDS = 6;
const SHOWN = 20;
const WAIT_MS = 120;

class FindCommand extends Component {
    static template = "bank_crm_base.FindCommand";
    static props = {
        ...DefaultCommandItem.props,
        row: { type: Object, optional: true },
        label: { type: String, optional: true },
    };

    setup() {
        Object.assign(this, { isStub, markedPieces, rowIcon, rowNote });
    }
}

async function commands(env, { searchValue }, limit) {
    const text = (searchValue || "").trim();
    if (text.length < MIN_TYPED && /^[\x00-\u024f\u0400-\u04ff]*$/.test(text)) {
        return []; // a single Chinese character is a surname, a single letter is not
    }
    if (!(await user.hasGroup("bank_crm_base.group_employee"))) {
        return [];
    }
    const { action, orm } = env.services;
    const found = await findClients(orm, text, limit);
    const rows = found.groups.flatMap((group) => group.rows).slice(0, limit);
    // The palette compares what was typed with `name`; these were compared by the server.
    const result = rows.map((row) => ({
        Component: FindCommand,
        name: searchValue,
        category: "default",
        action: () => {
            openRow(action, row);
        },
        props: { row },
    }));
    if (rows.every(isStub) && found.prospect && limit === SHOWN) {
        result.push({
            Component: FindCommand,
            name: searchValue,
            action: () => {
                openProspect(action, found.prospect);
            },
            props: { label: prospectLabel(found.text).toString() },
        });
    }
    return result;
}

const setups = registry.category("command_setup");
setups.add(
    "default",
    {
        ...setups.get("default"),
        debounceDelay: WAIT_MS,
        placeholder: _t("Find a client or a command..."),
    },
    { force: true },
);
setups.add(NAMESPACE, {
    debounceDelay: WAIT_MS,
    emptyMessage: _t("Nobody found among the clients you may see"),
    name: _t("clients"),
    placeholder: _t("Name, telephone, tax number, IBAN, card, agreement..."),
});

const providers = registry.category("command_provider");
providers.add("bank_clients", {
    provide: (env, options) => commands(env, options, SHOWN_AMONG_COMMANDS),
});
providers.add("bank_clients_only", {
    namespace: NAMESPACE,
    provide: (env, options) => commands(env, options, SHOWN),
});
