import { formatCurrency } from "@web/core/currency";
import { deserializeDate, deserializeDateTime } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { user } from "@web/core/user";
import { formatFloat, formatInteger } from "@web/views/fields/formatters";

const { DateTime } = luxon;
const COMPACT_FROM = 10_000_000;

/** A day as people say it: 20 Nov 2026. */
export function formatDay(day) {
    return day ? deserializeDate(day).toLocaleString(DateTime.DATE_MED) : "";
}

export function formatDayShort(day) {
    return deserializeDate(day).toLocaleString({ day: "numeric", month: "short" });
}

export function formatMoment(moment) {
    return moment
        ? deserializeDateTime(moment).toLocaleString(DateTime.DATETIME_MED)
        : "";
}

/** Whole currency units with separators: cents do not matter on a home screen. */
export function formatMoney(amount, currencyId) {
    return formatCurrency(Math.round(amount), currencyId, { digits: [16, 0] });
}

function plainLanguage() {
    return (user.lang || "en").replace("_", "-");
}

/** Large sums in millions, so that the strip is read at one look. */
export function formatMoneyShort(amount, currencyId) {
    if (Math.abs(amount) < COMPACT_FROM) {
        return formatMoney(amount, currencyId);
    }
    const short = new Intl.NumberFormat(plainLanguage(), {
        notation: "compact",
        maximumFractionDigits: 1,
        minimumFractionDigits: 1,
    }).format(amount);
    // Core knows on which side the currency stands: borrow it.
    const zero = formatCurrency(0, currencyId, { digits: [16, 0] });
    return zero.replace("0", short);
}

export function formatValue(value, format, currencyId) {
    if (format === "money") {
        return formatMoney(value, currencyId);
    }
    return formatInteger(value);
}

export function formatFraction(fraction) {
    const percent = Math.abs(fraction * 100);
    if (percent > 0 && percent < 0.05) {
        return _t("under 0.1 %");
    }
    return `${formatFloat(percent, { digits: [16, percent < 10 ? 1 : 0] })}\u00a0%`;
}
