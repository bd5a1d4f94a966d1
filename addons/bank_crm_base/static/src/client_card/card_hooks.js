import { useComponent, useState } from "@odoo/owl";
import { deserializeDate, toLocaleDateString, today } from "@web/core/l10n/dates";
import { formatFloat, humanNumber } from "@web/core/utils/numbers";
import { nbsp } from "@web/core/utils/strings";
import { useService } from "@web/core/utils/hooks";

const COUNTED_DAYS = 45;

/** What the server told of the client on screen; `data` is null until it did. */
export function useClientCard() {
    const component = useComponent();
    return useState(component.env.clientCard || { data: null });
}

/** An amount with its currency as the card knows it; `isRound` leaves the cents away. */
export function money(
    card,
    amount,
    currencyId,
    { isRound = false, isShort = false } = {},
) {
    const currency = card.currencies[currencyId] || card.currencies[card.currency_id];
    const digits = isRound ? 0 : currency.digits;
    const number = isShort
        ? humanNumber(amount, { decimals: 1 }).replace(/[.,]0(?=\D|$)/, "")
        : formatFloat(amount, { digits: [16, digits] });
    const parts = [number, currency.symbol];
    return (currency.position === "before" ? parts.reverse() : parts).join(nbsp);
}

export function percent(fraction) {
    const value = Math.round(fraction * 1000) / 10;
    return `${value > 0 ? "+" : ""}${formatFloat(value, { digits: [16, 1] })}${nbsp}%`;
}

export function day(text) {
    return text ? toLocaleDateString(deserializeDate(text)) : "";
}

/** "3 days ago", to be shown with the full date on hover. */
export function ago(text) {
    if (!text) {
        return "";
    }
    const date = deserializeDate(text);
    const days = Math.abs(date.diff(today(), "days").days);
    // "next month" may be next week: days are counted while they can be felt.
    return days > 1 && days <= COUNTED_DAYS
        ? date.toRelative({ base: today(), unit: "days" })
        : date.toRelativeCalendar();
}

export function month(text, format = "LLL yy") {
    return deserializeDate(text).toFormat(format);
}

/** Opens the rows behind a number of the card. */
export function useCardRows() {
    const orm = useService("orm");
    const action = useService("action");
    return {
        async openRows(clientId, what, key = null) {
            const rows = await orm.call("res.partner", "action_open_rows", [
                [clientId],
                what,
                key,
            ]);
            return action.doAction(rows);
        },
        openRecord(actionId, resId) {
            return action.doAction(actionId, { viewType: "form", props: { resId } });
        },
    };
}
