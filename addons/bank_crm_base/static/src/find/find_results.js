import { _t } from "@web/core/l10n/translation";

/** What answers the typed text; an exact question is asked of the rest of the bank too. */
export async function findClients(orm, text, ...limit) {
    const found = await orm.silent.call("res.partner", "find_clients", [
        text,
        ...limit,
    ]);
    if (!found.may_be_elsewhere) {
        return found;
    }
    const others = await orm.silent.call("res.partner", "find_elsewhere", [text]);
    return { ...found, groups: [...found.groups, ...others] };
}

/** Cuts a name into pieces [{text, isMarked}] by the marked [start, end) stretches. */
export function markedPieces(name, marked) {
    // Positions count characters as the server does, not UTF-16 units.
    const characters = [...name];
    const pieces = [];
    let at = 0;
    for (const [start, end] of marked) {
        pieces.push({ text: characters.slice(at, start).join(""), isMarked: false });
        pieces.push({ text: characters.slice(start, end).join(""), isMarked: true });
        at = end;
    }
    pieces.push({ text: characters.slice(at).join(""), isMarked: false });
    return pieces.filter((piece) => piece.text);
}

/** A client of the bank whom the user may not see: a masked stub, not a record. */
export function isStub(row) {
    return row.model === "bank.stub.look";
}

/** What stands under the name of a found row. */
export function rowNote(row) {
    if (isStub(row)) {
        return [row.born && _t("born %s", row.born), row.branch]
            .filter(Boolean)
            .join(" · ");
    }
    if (row.model === "res.partner") {
        return [row.reason, row.branch, row.manager].filter(Boolean).join(" · ");
    }
    return [row.product, row.reason].filter(Boolean).join(" · ");
}

export function rowIcon(row) {
    if (isStub(row)) {
        return "fa-lock";
    }
    if (row.model === "bank.account") {
        return "fa-university";
    }
    if (row.model === "bank.holding") {
        return "fa-file-text-o";
    }
    return row.kind === "legal_entity" ? "fa-building-o" : "fa-user-o";
}

const ROW_ACTIONS = {
    "res.partner": "bank_crm_base.bank_client_action",
    "bank.account": "bank_crm_base.bank_account_action",
    "bank.holding": "bank_crm_base.bank_holding_action",
};

/** The dialog in which a clerk identifies the client before him. */
export function openVisit(action, row) {
    return action.doAction("bank_crm_base.bank_visit_start_action", {
        additionalContext: { default_look: row.id },
    });
}

export function askForAccess(action, row, onClose) {
    return action.doAction("bank_crm_base.bank_access_ask_action", {
        additionalContext: { default_look: row.id },
        onClose,
    });
}

/** Opens the whole card at once, to be reviewed afterwards. */
export function openInEmergency(action, row) {
    return action.doAction("bank_crm_base.bank_break_glass_action", {
        additionalContext: { default_look: row.id },
    });
}

export function openRow(action, row) {
    if (isStub(row)) {
        return openVisit(action, row);
    }
    return action.doAction(ROW_ACTIONS[row.model], {
        viewType: "form",
        props: { resId: row.id },
    });
}

/** Opens an empty card with what was typed in its place. */
export function openProspect(action, prospect) {
    return action.doAction("bank_crm_base.bank_client_action_new", {
        additionalContext: prospect,
    });
}

export function prospectLabel(text) {
    return text ? _t('New prospect "%s"', text) : _t("New prospect");
}
