import { Component, onWillStart, onWillUpdateProps, useState } from "@odoo/owl";
import { day } from "@bank_crm_base/client_card/card_hooks";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

const SOON_DAYS = 30;
const TONES = { low: "text-bg-success", medium: "text-bg-warning", high: "text-bg-danger" };

/** Under the client's name: what stops new business with him, his risk, the next review. */
export class ClientReview extends Component {
    static template = "bank_crm_client.ClientReview";
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ data: { is_shown: false } });
        onWillStart(() => this.load(this.props.record.resId));
        onWillUpdateProps(async (next) => {
            if (next.record.resId !== this.props.record.resId) {
                await this.load(next.record.resId);
            }
        });
    }

    async load(clientId) {
        if (clientId) {
            this.state.data = await this.orm.call("res.partner", "get_client_review", [
                [clientId],
            ]);
        }
    }

    get tone() {
        return TONES[this.state.data.risk];
    }

    get review() {
        const { review, days_left: left } = this.state.data;
        if (!review || left < 0) {
            return "";
        }
        return left <= SOON_DAYS
            ? _t("review due in %s days", left)
            : _t("next review by %s", day(review));
    }

    async open(method) {
        return this.action.doAction(
            await this.orm.call("res.partner", method, [[this.props.record.resId]]),
        );
    }
}

registry.category("view_widgets").add("bank_client_review", { component: ClientReview });
