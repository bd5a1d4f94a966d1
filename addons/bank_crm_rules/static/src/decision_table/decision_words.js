import { Component } from "@odoo/owl";

/** What is wrong with a table, where it overlaps or leaves gaps, and its rules in words. */
export class DecisionWords extends Component {
    static template = "bank_crm_rules.DecisionWords";
    static props = { described: Object, withRules: Boolean };
}
