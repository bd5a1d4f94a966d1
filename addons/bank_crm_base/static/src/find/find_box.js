import { Component, useRef, useState } from "@odoo/owl";
import { KeepLast } from "@web/core/utils/concurrency";
import { useAutofocus, useService } from "@web/core/utils/hooks";
import { useDebounced } from "@web/core/utils/timing";

import {
    askForAccess,
    findClients,
    isStub,
    markedPieces,
    openInEmergency,
    openProspect,
    openRow,
    openVisit,
    prospectLabel,
    rowIcon,
    rowNote,
} from "./find_results";

const WAIT_MS = 120;

/** One box for a name in any script, a telephone, a number: results as one types. */
export class FindBox extends Component {
    static template = "bank_crm_base.FindBox";
    static props = {
        isFloating: { type: Boolean, optional: true },
        onOpened: { type: Function, optional: true },
    };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ text: "", found: null, selected: 0, isOpen: true });
        this.inputRef = this.props.isFloating
            ? useRef("input")
            : useAutofocus({ refName: "input" });
        this.listRef = useRef("list");
        this.keepLast = new KeepLast();
        this.findSoon = useDebounced(this.find, WAIT_MS);
        Object.assign(this, { isStub, markedPieces, rowIcon, rowNote, prospectLabel });
    }

    /** Everything the arrows walk over, in order. */
    get options() {
        const { found } = this.state;
        if (!found) {
            return [];
        }
        const rows = found.groups.flatMap((group) => group.rows);
        return found.prospect && this.isNobodySeen
            ? [...rows, { isProspect: true }]
            : rows;
    }

    /** Nobody among the clients the user may see; there may be stubs of others. */
    get isNobodySeen() {
        return this.state.found.groups.every((group) => group.rows.every(isStub));
    }

    get isShown() {
        return Boolean(
            this.state.found && (this.state.isOpen || !this.props.isFloating),
        );
    }

    /** Looks for what stands in the box, once; a later text makes an earlier one void. */
    find() {
        const { text } = this.state;
        if (text !== this.soughtText) {
            this.soughtText = text;
            this.finding = this.ask(text);
        }
        return this.finding;
    }

    async ask(text) {
        const found = text.trim()
            ? await this.keepLast.add(findClients(this.orm, text))
            : null;
        Object.assign(this.state, { found, selected: 0, isOpen: true });
    }

    onInput(ev) {
        this.state.text = ev.target.value;
        this.findSoon();
    }

    async onKeydown(ev) {
        const last = this.options.length - 1;
        if (ev.key === "ArrowDown" || ev.key === "ArrowUp") {
            ev.preventDefault();
            const step = ev.key === "ArrowDown" ? 1 : -1;
            const next = this.state.selected + step;
            this.state.selected = next > last ? 0 : next < 0 ? last : next;
            this.listRef.el
                ?.querySelectorAll(".o_bank_found")
                [this.state.selected]?.scrollIntoView({ block: "nearest" });
        } else if (ev.key === "Enter") {
            ev.preventDefault();
            await this.find(); // typed faster than looked for
            if (this.options.length) {
                await this.choose(this.options[this.state.selected]);
            }
        } else if (ev.key === "Escape") {
            this.state.isOpen = false;
            ev.target.blur();
        }
    }

    onFocus() {
        this.state.isOpen = true;
    }

    onBlur(ev) {
        if (!this.listRef.el?.contains(ev.relatedTarget)) {
            this.state.isOpen = false;
        }
    }

    position(row) {
        return this.options.indexOf(row);
    }

    async choose(option) {
        const { prospect } = this.state.found;
        this.close();
        return option.isProspect
            ? openProspect(this.action, prospect)
            : openRow(this.action, option);
    }

    visit(row) {
        this.close();
        return openVisit(this.action, row);
    }

    askFor(row) {
        this.close();
        return askForAccess(this.action, row, () => {
            this.soughtText = null; // the row now says that access was asked for
            return this.find();
        });
    }

    emergency(row) {
        this.close();
        return openInEmergency(this.action, row);
    }

    close() {
        if (this.props.isFloating) {
            this.soughtText = "";
            Object.assign(this.state, { text: "", found: null });
            this.inputRef.el?.blur();
        }
        this.props.onOpened?.();
    }
}
