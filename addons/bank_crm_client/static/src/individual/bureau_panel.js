import { BankChart, CHART_COLORS } from "@bank_crm_base/charts/bank_chart";
import { cardPanels } from "@bank_crm_base/client_card/client_panels";
import { _t } from "@web/core/l10n/translation";

import { PersonPanel } from "./person_panel";

/** The tab "Credit history": the score over dates, and the loans of the chosen report. */
export class BureauPanel extends PersonPanel {
    static template = "bank_crm_client.BureauPanel";
    static components = { BankChart };
    static method = "get_client_bureau";

    setup() {
        super.setup();
        this.state.chosen = 0;
        this.choose = this.choose.bind(this);
    }

    async load() {
        await super.load(...arguments);
        this.state.chosen = 0;
    }

    get report() {
        return this.state.data.reports[this.state.chosen];
    }

    /** Reports with a score, oldest first. */
    get scored() {
        return this.state.data.reports.filter((one) => one.has_score).reverse();
    }

    get labels() {
        return this.scored.map((one) => this.day(one.date));
    }

    get datasets() {
        return [
            {
                label: _t("Score"),
                values: this.scored.map((one) => one.score),
                color: CHART_COLORS.balance,
                type: "line",
            },
        ];
    }

    choose(index) {
        this.state.chosen = this.state.data.reports.indexOf(this.scored[index]);
    }

    show(place) {
        this.state.chosen = place;
    }

    amount(text) {
        return this.amountOf(parseFloat(text), this.report.currency);
    }

    /** How far along its scale the score stands, in percent. */
    scale(report) {
        const { score, score_low, score_high } = report;
        return Math.round((100 * (score - score_low)) / (score_high - score_low || 1));
    }

    add() {
        return this.ask(_t("Add a bureau report"), "bank.bureau.report.add");
    }

    withdraw() {
        return this.ask(_t("Take a report out"), "bank.bureau.report.withdraw", {
            default_report_id: this.report.id,
        });
    }

    get fileUrl() {
        return `/web/content/bank.bureau.report/${this.report.id}/file?download=true`;
    }
}

cardPanels.add("bureau", { component: BureauPanel, tab: "bureau", sequence: 10 });
