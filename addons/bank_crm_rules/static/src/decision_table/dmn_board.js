import { loadBundle } from "@web/core/assets";

import { boardTranslate } from "./dmn_words";

// Facts whose choices are more than fit a list of boxes are typed.
const CHOICES_IN_CELLS = 60;

const INFERNO_BUILD =
    "It looks like you're using a minified copy of the development build";

/** Load the drawing board, once it is needed. */
export async function loadBoard() {
    // The published bundle complains about its own build of Inferno, and of nothing else.
    const { error } = console;
    console.error = (...args) => {
        if (!String(args[0]).startsWith(INFERNO_BUILD)) {
            error.apply(console, args);
        }
    };
    try {
        await loadBundle("bank_crm_rules.dmn_js");
    } finally {
        console.error = error;
    }
}

/** A fact as an input column of the table. */
function inputProperties(fact) {
    return {
        label: fact.label,
        inputExpression: { text: fact.code, typeRef: fact.type },
    };
}

/**
 * The drawing board of one decision table: dmn-js with the bank's facts.
 *
 * Facts are chosen and never typed, so every way to a new or changed input column ends in
 * `pickFact`, which returns a promise of a fact or of nothing.
 */
export class DmnBoard {
    constructor(container, { pickFact, onChange }) {
        this.pickFact = pickFact;
        this.onChange = onChange;
        this.modeler = new window.DmnJS({
            container,
            common: {
                expressionLanguages: { options: [{ value: "feel", label: "FEEL" }] },
            },
            decisionTable: {
                additionalModules: [{ translate: ["value", boardTranslate] }],
            },
        });
    }

    async open(xml) {
        await this.modeler.importXML(xml);
        const view = this.modeler
            .getViews()
            .find((one) => one.type === "decisionTable");
        await this.modeler.open(view);
        const editor = this.modeler.getActiveViewer();
        this.get = (name) => editor.get(name);
        this.get("eventBus").on("commandStack.changed", () => this.onChange());
        this.get("eventBus").on("input.edit", 2000, (event) => {
            this.changeInput(event.input);
            return false;
        });
        const actions = this.get("editorActions");
        const places = {
            addInput: () => this.inputs.length,
            addInputLeft: (context) => this.placeOf(context),
            addInputRight: (context) => this.placeOf(context) + 1,
        };
        for (const [name, place] of Object.entries(places)) {
            actions.unregister(name);
            actions.register(name, (context) => this.addInput(place(context)));
        }
    }

    get inputs() {
        return this.get("sheet").getRoot().businessObject.input || [];
    }

    placeOf(context) {
        const column = context?.input || this.get("selection").get()?.col;
        return Math.max(this.get("sheet").getRoot().cols.indexOf(column), 0);
    }

    async addInput(place) {
        const fact = await this.pickFact();
        if (fact) {
            const column = this.get("modeling").addCol(
                { type: "dmn:InputClause" },
                place,
            );
            this.setFact(column.businessObject, fact);
        }
    }

    async changeInput(input) {
        const element = input.businessObject || input;
        const fact = await this.pickFact(element.inputExpression.text);
        if (fact) {
            this.setFact(element, fact);
        }
    }

    setFact(input, fact) {
        const modeling = this.get("modeling");
        modeling.updateProperties(input, inputProperties(fact));
        const isShort = fact.choices.length && fact.choices.length <= CHOICES_IN_CELLS;
        const values = fact.choices.map(([value]) => JSON.stringify(value));
        modeling.editAllowedValues(input, isShort ? values : null);
    }

    addOutput() {
        this.get("editorActions").trigger("addOutput");
    }

    addRule() {
        this.get("editorActions").trigger("addRule");
    }

    async xml() {
        return (await this.modeler.saveXML({ format: true })).xml;
    }

    destroy() {
        this.modeler.destroy();
    }
}
