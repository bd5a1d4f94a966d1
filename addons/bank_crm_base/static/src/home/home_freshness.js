import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { formatMoment } from "./home_format";

const ICONS = {
    fresh: ["fa-check", "text-success"],
    late: ["fa-clock-o", "text-warning-emphasis"],
    stale: ["fa-exclamation-triangle", "text-danger"],
    none: ["fa-question-circle-o", "text-muted"],
};

/** How old the newest data of each source are. */
export class HomeFreshness extends Component {
    static template = "bank_crm_base.HomeFreshness";
    static props = { badges: Array };

    get badges() {
        return this.props.badges.map((badge) => {
            const [icon, tone] = ICONS[badge.level] || ICONS.none;
            return { ...badge, icon, tone, text: this.text(badge) };
        });
    }

    text(badge) {
        return badge.as_of
            ? _t("%(source)s as of %(moment)s", {
                  source: badge.label,
                  moment: formatMoment(badge.as_of),
              })
            : _t("%(source)s: no data yet", { source: badge.label });
    }
}
