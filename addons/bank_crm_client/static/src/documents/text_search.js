import { Component, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useAutofocus, useService } from "@web/core/utils/hooks";
import { KeepLast } from "@web/core/utils/concurrency";
import { useDebounced } from "@web/core/utils/timing";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { Layout } from "@web/search/layout";

const WAIT_MS = 250;
const SHORTEST = 2;
const PAGE = 20;
const FORMS = {
    "bank.client.document": "bank_crm_client.bank_client_document_action",
    "bank.library.document": "bank_crm_client.bank_library_document_action",
};
// Which action opens a kind of record; an addon adds that of its own.
export const textSearchForms = registry.category("bank_text_search_forms");
for (const [model, action] of Object.entries(FORMS)) {
    textSearchForms.add(model, action);
}

/** A box, and the documents in which the words stand, each with the place of the words. */
export class TextSearch extends Component {
    static template = "bank_crm_client.TextSearch";
    static props = {
        clientId: { type: Number, optional: true },
        models: { type: Array, optional: true },
        isFocused: { type: Boolean, optional: true },
    };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.keep = new KeepLast();
        this.state = useState({ text: "", count: 0, rows: null });
        this.later = useDebounced(() => this.find(), WAIT_MS);
        if (this.props.isFocused) {
            useAutofocus({ refName: "box", mobile: true });
        }
    }

    typed(ev) {
        this.state.text = ev.target.value;
        this.later();
    }

    ask(offset) {
        return this.keep.add(
            this.orm.call("bank.text.index", "search_text", [this.state.text], {
                client_id: this.props.clientId || null,
                models: this.props.models || null,
                offset,
            }),
        );
    }

    async find() {
        if (this.state.text.trim().length < SHORTEST) {
            Object.assign(this.state, { count: 0, rows: null });
            return;
        }
        const { count, rows } = await this.ask(0);
        Object.assign(this.state, { count, rows });
    }

    get hasMore() {
        return this.state.rows && this.state.rows.length < this.state.count;
    }

    async more() {
        const { rows } = await this.ask(this.state.rows.length);
        this.state.rows.push(...rows);
    }

    get left() {
        return Math.min(PAGE, this.state.count - this.state.rows.length);
    }

    open(row) {
        return this.action.doAction(textSearchForms.get(row.model), {
            viewType: "form",
            props: { resId: row.id },
        });
    }
}

/** The page "Find in documents". */
export class TextSearchAction extends Component {
    static template = "bank_crm_client.TextSearchAction";
    static components = { TextSearch, Layout };
    static props = { ...standardActionServiceProps };
}

registry.category("actions").add("bank_text_search", TextSearchAction);
