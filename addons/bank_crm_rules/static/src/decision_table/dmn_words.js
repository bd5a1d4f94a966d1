import { _t } from "@web/core/l10n/translation";

// What the drawing board says, in the bank's words; the rest of its texts stays hidden.
const WORDS = {
    When: _t("If"),
    And: _t("and"),
    Then: _t("then"),
    Input: _t("Fact"),
    Output: _t("Result"),
    Annotations: _t("Remark"),
    "Add input": _t("Add a fact"),
    "Add output": _t("Add a result"),
    "Add rule": _t("Add a rule"),
    "Edit input": _t("Choose another fact"),
    "Edit output": _t("Change the result"),
    "Hit policy": _t("If several rules apply"),
    "Hit policy:": _t("If several rules apply:"),
    Unique: _t("One rule at most"),
    First: _t("The first one counts"),
    Any: _t("All must say the same"),
    Priority: _t("The best result counts"),
    "Rule order": _t("All, in the order of the rules"),
    "Output order": _t("All, the best first"),
    Collect: _t("All together"),
    "Collect (Sum)": _t("Their sum"),
    "Collect (Min)": _t("The smallest"),
    "Collect (Max)": _t("The largest"),
    "Collect (Count)": _t("How many apply"),
    "Add rule above": _t("Add a rule above"),
    "Add rule below": _t("Add a rule below"),
    "Remove rule": _t("Remove the rule"),
    "Add input left": _t("Add a fact to the left"),
    "Add input right": _t("Add a fact to the right"),
    "Remove input": _t("Remove the fact"),
    "Add output left": _t("Add a result to the left"),
    "Add output right": _t("Add a result to the right"),
    "Remove output": _t("Remove the result"),
    "Output label": _t("Name of the result"),
    "Output name": _t("Short word for it"),
    string: _t("text"),
    number: _t("number"),
    boolean: _t("yes or no"),
    date: _t("date"),
};

/** The translator that the drawing board asks for each of its texts. */
export function boardTranslate(template, replacements = {}) {
    const text = String(WORDS[template] ?? template);
    return text.replace(/{([^}]+)}/g, (_match, key) => replacements[key] ?? `{${key}}`);
}
