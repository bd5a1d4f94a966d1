import { cardPanels } from "@bank_crm_base/client_card/client_panels";
import { deserializeDateTime, formatDateTime } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { PersonPanel } from "@bank_crm_client/individual/person_panel";

/** The tab "Contact": what is allowed now, what he said, what was tried. */
export class ContactPanel extends PersonPanel {
    static template = "bank_crm_client.ContactPanel";
    static method = "get_client_contact";

    setup() {
        super.setup();
        this.state.chosen = null;
    }

    tone(cell) {
        return cell.allowed ? "allowed" : cell.is_later ? "later" : "refused";
    }

    word(cell) {
        if (cell.allowed) {
            return _t("Yes");
        }
        return cell.is_later ? cell.next : _t("No");
    }

    choose(purpose, cell) {
        const channel = this.state.data.channels.find(
            (one) => one.code === cell.channel,
        );
        this.state.chosen = {
            title: `${purpose.name}, ${channel.name}`,
            text: cell.reason || _t("Allowed now."),
            allowed: cell.allowed,
        };
    }

    moment(text) {
        return formatDateTime(deserializeDateTime(text));
    }

    noteConsent() {
        return this.ask(_t("What the client says"), "bank.consent.change");
    }

    noteQuiet() {
        return this.ask(_t("Quiet hours"), "bank.contact.quiet.change");
    }

    noteCall() {
        return this.ask(_t("Call"), "bank.contact.call", { dialog_size: "medium" });
    }

    revokeLinks() {
        this.dialogs.add(ConfirmationDialog, {
            title: _t("Revoke links"),
            body: _t(
                "Every link to his page of preferences that letters and messages carry opens nothing any more. Letters sent from now on carry a new one.",
            ),
            confirmLabel: _t("Revoke"),
            confirm: async () => {
                const told = await this.orm.call(
                    "res.partner",
                    "action_revoke_preference_links",
                    [[this.clientId]],
                );
                return this.action.doAction(told);
            },
            cancel: () => {},
        });
    }

    openRows(actionId) {
        return this.action.doAction(actionId, {
            additionalContext: {
                search_default_client_id: this.clientId,
                search_default_latest: 0,
            },
        });
    }
}

cardPanels.add("contact", { component: ContactPanel, tab: "contact", sequence: 10 });
