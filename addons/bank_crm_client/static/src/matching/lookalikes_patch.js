import { serializeDate } from "@web/core/l10n/dates";
import { patch } from "@web/core/utils/patch";

import { BankClientLookalikes } from "@bank_crm_base/client_card/client_lookalikes";

const FACTS = [
    "client_kind",
    "name",
    "last_name",
    "first_name",
    "middle_name",
    "vat",
    "company_registry",
    "phone",
    "email",
];

/** The warning before a prospect is saved: the surest first, with score and reasons. */
patch(BankClientLookalikes.prototype, {
    async look(typed) {
        await super.look(typed);
        const { data } = this.props.record;
        const facts = Object.fromEntries(FACTS.map((name) => [name, data[name] || ""]));
        facts.birth_date = data.birth_date ? serializeDate(data.birth_date) : "";
        const alike = await this.keepLast.add(
            this.orm.call("res.partner", "find_alike", [facts]),
        );
        if (alike.length) {
            // Who shares nothing but a part of the name is not mentioned beside them.
            this.state.rows = alike.map((row) => ({
                ...row,
                reason: `${row.score} %: ${row.reason}`,
            }));
        }
    },
});
