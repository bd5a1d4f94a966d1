import {
    Component,
    onMounted,
    onPatched,
    onWillStart,
    onWillUnmount,
    useRef,
    useState,
} from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useBus, useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

import { DecisionTry } from "./decision_try";
import { DecisionWords } from "./decision_words";
import { DmnBoard, loadBoard } from "./dmn_board";
import { FactDialog } from "./fact_dialog";

const SETTLE_MS = 400;

/** The table of a version: drawn while it is in work, read once it is approved. */
export class DecisionEditor extends Component {
    static template = "bank_crm_rules.DecisionEditor";
    static components = { DecisionTry, DecisionWords };
    static props = { ...standardFieldProps };

    setup() {
        this.orm = useService("orm");
        this.dialog = useService("dialog");
        this.ui = useService("ui");
        this.canvas = useRef("canvas");
        this.state = useState({ described: null, facts: [], xml: this.value });
        this.shown = null;
        this.pending = null;
        onWillStart(async () => {
            [this.state.facts, this.state.described] = await Promise.all([
                this.orm.call("bank.decision.version", "get_facts", [this.ids]),
                this.describe(this.value),
            ]);
            if (this.isDrawn) {
                await loadBoard();
            }
        });
        onMounted(() => this.draw());
        onPatched(() => this.draw());
        onWillUnmount(() => this.board?.destroy());
        const { bus } = this.props.record.model;
        useBus(bus, "NEED_LOCAL_CHANGES", ({ detail }) => {
            if (this.pending) {
                detail.proms.push(this.flush());
            }
        });
    }

    get ids() {
        return this.props.record.resId ? [this.props.record.resId] : [];
    }

    get value() {
        return this.props.record.data[this.props.name] || "";
    }

    /** On a phone a table of many columns is read, not drawn. */
    get isDrawn() {
        return !this.props.readonly && !this.ui.isSmall && Boolean(this.value);
    }

    describe(xml) {
        return this.orm.silent.call("bank.decision.version", "describe", [
            this.ids,
            xml,
        ]);
    }

    async draw() {
        const { value } = this;
        if (value === this.shown) {
            return;
        }
        this.shown = value;
        if (value !== this.state.xml) {
            this.state.xml = value;
            this.state.described = await this.describe(value);
        }
        if (!this.isDrawn || !this.canvas.el) {
            return;
        }
        this.board?.destroy();
        this.board = new DmnBoard(this.canvas.el, {
            pickFact: (current) => this.pickFact(current),
            onChange: () => this.onChange(),
        });
        await this.board.open(value);
    }

    pickFact(current) {
        return new Promise((resolve) => {
            let picked = null;
            this.dialog.add(
                FactDialog,
                { facts: this.state.facts, current, onPick: (fact) => (picked = fact) },
                { onClose: () => resolve(picked) },
            );
        });
    }

    onChange() {
        this.props.record.model.bus.trigger("FIELD_IS_DIRTY", true);
        clearTimeout(this.pending);
        this.pending = setTimeout(() => this.flush(), SETTLE_MS);
    }

    /** What is drawn becomes the field's value, and is checked while one draws on. */
    async flush() {
        clearTimeout(this.pending);
        this.pending = null;
        const xml = await this.board.xml();
        this.shown = xml;
        this.state.xml = xml;
        await this.props.record.update({ [this.props.name]: xml });
        this.props.record.model.bus.trigger("FIELD_IS_DIRTY", false);
        this.state.described = await this.describe(xml);
    }

    addFact() {
        this.board.addInput(this.board.inputs.length);
    }
}

registry.category("fields").add("bank_decision_editor", {
    component: DecisionEditor,
    supportedTypes: ["text"],
});
