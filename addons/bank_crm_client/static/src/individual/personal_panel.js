import { cardPanels } from "@bank_crm_base/client_card/client_panels";
import { _t } from "@web/core/l10n/translation";

import { PersonPanel } from "./person_panel";

/** The tab "Personal": work and income, education, life events. */
export class PersonalPanel extends PersonPanel {
    static template = "bank_crm_client.PersonalPanel";
    static method = "get_client_person";

    editWork(resId) {
        const title = resId ? _t("Employment") : _t("New employment");
        return this.edit("bank.client.employment", title, resId);
    }

    editEducation(resId) {
        return this.edit("bank.client.education", _t("Education"), resId);
    }

    editEvent(resId) {
        const title = resId ? _t("Life event") : _t("New life event");
        return this.edit("bank.client.life.event", title, resId);
    }

    get now() {
        return this.state.data.works.filter((work) => work.is_current);
    }

    get before() {
        return this.state.data.works.filter((work) => !work.is_current);
    }
}

cardPanels.add("personal", {
    component: PersonalPanel,
    tab: "personal",
    sequence: 10,
});

/** On a company's tab "Relations": people in sight who work there. */
export class WorkersPanel extends PersonPanel {
    static template = "bank_crm_client.WorkersPanel";
    static method = "get_client_workers";
}

cardPanels.add("workers", {
    component: WorkersPanel,
    tab: "relations",
    sequence: 30,
});
