import {
    Component,
    onMounted,
    onWillStart,
    onWillUnmount,
    useRef,
    useState,
} from "@odoo/owl";
import { BankChart } from "@bank_crm_base/charts/bank_chart";
import { cardPanels } from "@bank_crm_base/client_card/client_panels";
import { day, month } from "@bank_crm_base/client_card/card_hooks";
import {
    deserializeDate,
    deserializeDateTime,
    serializeDate,
    today,
} from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { useDebounced } from "@web/core/utils/timing";

// Odoo's tag colours, as the chart needs them: the same channel looks the same everywhere.
const COLORS = {
    0: "#8f8f8f",
    2: "#e0935a",
    3: "#c9a227",
    4: "#3b8fc4",
    5: "#8a5a83",
    6: "#c77b6b",
    7: "#2a8f7f",
    8: "#5b6fb5",
    9: "#d04a78",
    10: "#30a46c",
    11: "#8367c7",
};
const TYPING_MS = 350;

/** The tab "Timeline" of the client card: everything that happened, the newest first. */
export class TimelinePanel extends Component {
    static template = "bank_crm_client.TimelinePanel";
    static components = { BankChart };
    static props = { card: Object, data: Object };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.end = useRef("end");
        this.state = useState({
            rows: [],
            ahead: [],
            channels: [],
            next: null,
            months: null,
            isLoading: false,
            wanted: { channels: [], direction: "", period: "", text: "" },
            month: "",
        });
        this.asked = 0;
        this.search = useDebounced(() => this.load(), TYPING_MS);
        onWillStart(async () => {
            await this.load();
            this.loadMonths();
        });
        onMounted(() => this.watchEnd());
        onWillUnmount(() => this.observer?.disconnect());
    }

    get periods() {
        return [
            { days: "", name: _t("All time") },
            { days: "30", name: _t("Last 30 days") },
            { days: "90", name: _t("Last 90 days") },
            { days: "365", name: _t("Last year") },
        ];
    }

    get directions() {
        return [
            { code: "", name: _t("Both ways") },
            { code: "in", name: _t("From the client") },
            { code: "out", name: _t("To the client") },
        ];
    }

    get channelByCode() {
        return Object.fromEntries(this.state.channels.map((one) => [one.code, one]));
    }

    /** The filter as the server takes it. */
    get wanted() {
        const { channels, direction, period, text } = this.state.wanted;
        const wanted = { channels: [...channels], direction, text };
        if (this.state.month) {
            const first = deserializeDate(this.state.month);
            wanted.since = serializeDate(first);
            wanted.until = serializeDate(first.endOf("month"));
        } else if (period) {
            wanted.since = serializeDate(today().minus({ days: Number(period) }));
        }
        return wanted;
    }

    get isFiltered() {
        const { channels, direction, period, text } = this.state.wanted;
        return Boolean(
            channels.length || direction || period || text || this.state.month,
        );
    }

    async load() {
        const asked = ++this.asked;
        this.state.isLoading = true;
        const page = await this.orm.call(
            "res.partner",
            "get_timeline",
            [[this.props.data.client_id]],
            { wanted: this.wanted },
        );
        if (asked !== this.asked) {
            return;
        }
        Object.assign(this.state, {
            rows: page.rows,
            ahead: page.ahead,
            channels: page.channels,
            next: page.next,
            isLoading: false,
        });
    }

    async loadMonths() {
        this.state.months = await this.orm.call("res.partner", "get_timeline_months", [
            [this.props.data.client_id],
        ]);
    }

    async older() {
        if (!this.state.next || this.state.isLoading) {
            return;
        }
        const asked = this.asked;
        this.state.isLoading = true;
        const page = await this.orm.call(
            "res.partner",
            "get_timeline",
            [[this.props.data.client_id]],
            { before: this.state.next, wanted: this.wanted },
        );
        if (asked !== this.asked) {
            return;
        }
        this.state.rows.push(...page.rows);
        this.state.next = page.next;
        this.state.isLoading = false;
    }

    /** Older rows come by themselves when the end is in sight. */
    watchEnd() {
        this.observer = new IntersectionObserver((entries) => {
            if (entries.some((entry) => entry.isIntersecting)) {
                this.older();
            }
        });
        this.observer.observe(this.end.el);
    }

    // --- the filter

    toggleChannel(code) {
        const { channels } = this.state.wanted;
        const at = channels.indexOf(code);
        if (at < 0) {
            channels.push(code);
        } else {
            channels.splice(at, 1);
        }
        return this.load();
    }

    choose(name, value) {
        this.state.wanted[name] = value;
        this.state.month = "";
        return this.load();
    }

    type(text) {
        this.state.wanted.text = text;
        this.search();
    }

    chooseMonth(index) {
        const chosen = this.state.months.months[index];
        this.state.month = this.state.month === chosen ? "" : chosen;
        return this.load();
    }

    clear() {
        this.state.wanted = { channels: [], direction: "", period: "", text: "" };
        this.state.month = "";
        return this.load();
    }

    // --- what is shown

    /** Rows by day, the newest first. */
    get days() {
        const days = [];
        for (const row of this.state.rows) {
            const key = this.dayOf(row).toISODate();
            if (days.at(-1)?.key !== key) {
                days.push({ key, title: this.dayTitle(row), rows: [] });
            }
            days.at(-1).rows.push(row);
        }
        return days;
    }

    dayOf(row) {
        return row.is_day
            ? deserializeDate(row.moment.slice(0, 10))
            : deserializeDateTime(row.moment);
    }

    dayTitle(row) {
        const date = this.dayOf(row);
        const days = Math.round(today().diff(date.startOf("day"), "days").days);
        if (days === 0) {
            return _t("Today");
        }
        if (days === 1) {
            return _t("Yesterday");
        }
        const format =
            date.year === today().year ? "cccc, d LLLL" : "cccc, d LLLL yyyy";
        return date.toFormat(format);
    }

    time(row) {
        return row.is_day ? "" : this.dayOf(row).toFormat("HH:mm");
    }

    /** When a planned row is: the day, and the hour where there is one. */
    when(row) {
        return `${day(this.dayOf(row).toISODate())} ${this.time(row)}`.trim();
    }

    people(row) {
        return [row.user, row.who].filter(Boolean).join(" · ");
    }

    color(code) {
        return COLORS[this.channelByCode[code]?.color] || COLORS[0];
    }

    arrow(row) {
        return { in: "fa-long-arrow-left", out: "fa-long-arrow-right" }[row.direction];
    }

    arrowTitle(row) {
        return row.direction === "in" ? _t("From the client") : _t("To the client");
    }

    get hasContacts() {
        return Boolean(this.state.months?.series.length);
    }

    get chartLabels() {
        return this.state.months.months.map((one) => month(one));
    }

    get chartSeries() {
        return this.state.months.series.map((one) => ({
            label: one.name,
            values: one.values,
            color: COLORS[one.color] || COLORS[0],
        }));
    }

    get monthTitle() {
        return month(this.state.month, "LLLL yyyy");
    }

    async open(row) {
        const action = await this.orm.call("res.partner", "open_timeline_row", [
            [this.props.data.client_id],
            row.source,
            row.id,
        ]);
        return this.action.doAction(action, {
            onClose: () => action.target === "new" && this.load(),
        });
    }

    async openList() {
        return this.action.doAction(
            await this.orm.call("res.partner", "action_open_timeline_list", [
                [this.props.data.client_id],
            ]),
        );
    }
}

cardPanels.add("timeline", {
    component: TimelinePanel,
    tab: "timeline",
    sequence: 10,
});
