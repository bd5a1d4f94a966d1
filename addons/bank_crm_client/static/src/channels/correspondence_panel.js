import { cardPanels } from "@bank_crm_base/client_card/client_panels";
import { deserializeDateTime, toLocaleDateTimeString } from "@web/core/l10n/dates";

import { PersonPanel } from "../individual/person_panel";

export const TONES = {
    queued: "text-bg-light",
    sending: "text-bg-light",
    sent: "text-bg-info",
    delivered: "text-bg-success",
    failed: "text-bg-danger",
    refused: "text-bg-warning",
    registered: "text-bg-info",
    in_work: "text-bg-info",
    answered: "text-bg-success",
    posted: "text-bg-info",
    returned: "text-bg-danger",
};
export const ICONS = {
    email: "fa-envelope-o",
    sms: "fa-commenting-o",
    letter: "fa-file-text-o",
    fax: "fa-fax",
};

/** The tab "Correspondence" of the card: messages, letters and faxes, both ways. */
export class CorrespondencePanel extends PersonPanel {
    static template = "bank_crm_client.CorrespondencePanel";
    static method = "get_client_correspondence";

    icon(kind) {
        return ICONS[kind] || "fa-envelope-o";
    }

    tone(state) {
        return TONES[state] || "text-bg-light";
    }

    moment(value) {
        return toLocaleDateTimeString(deserializeDateTime(value));
    }

    /** Runs a button of the client's own record and looks anew afterwards. */
    async act(method) {
        const action = await this.orm.call("res.partner", method, [[this.clientId]]);
        return this.action.doAction(action, { onClose: () => this.refresh() });
    }

    openAll(actionId) {
        return this.action.doAction(actionId, {
            additionalContext: { search_default_client_id: this.clientId },
        });
    }
}

cardPanels.add("correspondence", {
    component: CorrespondencePanel,
    tab: "contact",
    sequence: 20,
});
