/** What a new condition asks first, and whether everything in the tree is filled in. */

const VALUELESS = ["empty", "filled"];
const SPANS = ["last", "next", "longer_ago"];

export function firstValue(kind, op) {
    if (kind === "flag") {
        return true;
    }
    if (VALUELESS.includes(op)) {
        return null;
    }
    if (SPANS.includes(op)) {
        return { count: 30, unit: "day" };
    }
    if (op === "this") {
        return "month";
    }
    if (op === "anniversary") {
        return 7;
    }
    if (op === "between") {
        return [null, null];
    }
    return ["one_of", "none_of"].includes(op) ? [] : null;
}

/** The shape of a value; two operators of one shape keep what was typed. */
export function shapeOf(kind, op) {
    if (VALUELESS.includes(op)) {
        return "nothing";
    }
    if (SPANS.includes(op)) {
        return "span";
    }
    if (["this", "anniversary"].includes(op)) {
        return op;
    }
    if (op === "between") {
        return "pair";
    }
    return ["one_of", "none_of"].includes(op) ? "many" : "single";
}

export function newCondition(fact) {
    const op =
        { number: "at_least", money: "at_least", date: "last" }[fact.kind] || "is";
    return { fact: fact.code, op, value: firstValue(fact.kind, op) };
}

export function newList(list) {
    return {
        list: list.code,
        measure: "count",
        op: "at_least",
        value: "1",
        where: { match: "all", items: [] },
    };
}

function isFilled(value) {
    if (Array.isArray(value)) {
        return value.length > 0 && value.every(isFilled);
    }
    if (value && typeof value === "object") {
        return Number.isInteger(value.count) && value.count > 0;
    }
    return value !== null && value !== undefined && value !== "";
}

/** Nothing that is still being drawn is counted or complained about. */
export function isComplete(item, isRoot = true) {
    if (item.items) {
        return (
            (isRoot || item.items.length > 0) &&
            item.items.every((inner) => isComplete(inner, false))
        );
    }
    if (item.segment) {
        return true;
    }
    const isWhole = VALUELESS.includes(item.op) || isFilled(item.value);
    return isWhole && (!item.list || isComplete(item.where, true));
}
