import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { formatInteger } from "@web/views/fields/formatters";
import { SelectMenu } from "@web/core/select_menu/select_menu";

import { firstValue, newCondition, newList, shapeOf } from "./segment_tree";
import { SegmentValue } from "./segment_value";

/** A group of conditions, and the groups and lists inside it. */
export class SegmentGroup extends Component {
    static template = "bank_crm_rules.SegmentGroup";
    static components = { SegmentValue, SelectMenu };
    static props = {
        group: Object,
        facts: Array,
        words: Object,
        depth: Number,
        isRows: { type: Boolean, optional: true },
        counts: { type: [Object, { value: null }], optional: true },
        onChange: Function,
    };

    setup() {
        this.formatInteger = formatInteger;
    }

    get isDeep() {
        return this.props.depth >= 4;
    }

    get additions() {
        const { facts, words, isRows } = this.props;
        const parts = new Map();
        for (const fact of facts.filter((one) => one.is_readable)) {
            if (!parts.has(fact.part)) {
                parts.set(fact.part, []);
            }
            parts.get(fact.part).push({ value: `fact:${fact.code}`, label: fact.name });
        }
        const groups = [...parts].map(([label, choices]) => ({ label, choices }));
        if (!isRows) {
            groups.push({
                label: _t("What he has"),
                choices: words.lists
                    .filter((list) => list.is_readable)
                    .map((list) => ({ value: `list:${list.code}`, label: list.name })),
            });
            groups.push({
                label: _t("Other segments"),
                choices: words.segments.map((segment) => ({
                    value: `segment:${segment.id}`,
                    label: segment.name,
                })),
            });
        }
        return groups.filter((group) => group.choices.length);
    }

    add(picked) {
        const [what, code] = picked.split(/:(.*)/s);
        let item = null;
        if (what === "fact") {
            item = newCondition(this.props.facts.find((fact) => fact.code === code));
        } else if (what === "list") {
            item = newList(this.props.words.lists.find((list) => list.code === code));
        } else {
            item = { segment: Number(code) };
        }
        this.props.group.items.push(item);
        this.props.onChange();
    }

    addGroup() {
        const match = this.props.group.match === "any" ? "all" : "any";
        this.props.group.items.push({ match, items: [] });
        this.props.onChange();
    }

    remove(place) {
        this.props.group.items.splice(place, 1);
        this.props.onChange();
    }

    setMatch(match) {
        this.props.group.match = match;
        this.props.onChange();
    }

    // --- one condition

    fact(item) {
        return (
            this.props.facts.find((fact) => fact.code === item.fact) || {
                name: item.fact,
                kind: "text",
                choices: [],
            }
        );
    }

    list(item) {
        return (
            this.props.words.lists.find((list) => list.code === item.list) || {
                name: item.list,
                columns: [],
            }
        );
    }

    segmentName(item) {
        const found = this.props.words.segments.find((row) => row.id === item.segment);
        return found ? found.name : _t("a segment that you do not see");
    }

    /** The fact of a list's rows that is measured; a count measures none. */
    measured(item) {
        return this.list(item).columns.find((column) => column.code === item.fact);
    }

    kind(item) {
        if (!item.list) {
            return this.fact(item).kind;
        }
        return this.measured(item)?.kind || "number";
    }

    operators(item) {
        const { operators, counted } = this.props.words;
        const isTotal = item.list && ["count", "sum"].includes(item.measure);
        return isTotal ? counted : operators[this.kind(item)];
    }

    setOperator(item, op) {
        const kind = this.kind(item);
        if (shapeOf(kind, op) !== shapeOf(kind, item.op)) {
            item.value = firstValue(kind, op);
        }
        item.op = op;
        this.props.onChange();
    }

    setValue(item, value) {
        item.value = value;
        this.props.onChange();
    }

    measures(item) {
        const { columns } = this.list(item);
        const options = [{ key: "count:", name: _t("number") }];
        for (const measure of this.props.words.measures) {
            for (const column of columns.filter(
                (one) => one.is_readable && measure.kinds.includes(one.kind),
            )) {
                options.push({
                    key: `${measure.code}:${column.code}`,
                    name: `${measure.name}: ${column.name}`,
                });
            }
        }
        return options;
    }

    setMeasure(item, key) {
        const [measure, code] = key.split(":");
        const kind = this.kind(item);
        item.measure = measure;
        item.fact = code || undefined;
        const allowed = this.operators(item).map((operator) => operator.code);
        if (!allowed.includes(item.op) || this.kind(item) !== kind) {
            item.op = allowed.includes("at_least") ? "at_least" : allowed[0];
            item.value = firstValue(this.kind(item), item.op);
        }
        this.props.onChange();
    }

    share(place) {
        const { lines, all } = this.props.counts;
        return all ? Math.min(100, Math.round((100 * lines[place]) / all)) : 0;
    }
}
SegmentGroup.components.SegmentGroup = SegmentGroup;
