import { reactive, useSubEnv } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { FormController } from "@web/views/form/form_controller";
import { formView } from "@web/views/form/form_view";

/** The form of a client: asks the server once for the card, beside the record itself. */
export class BankClientFormController extends FormController {
    setup() {
        this.clientCard = reactive({ data: null });
        useSubEnv({ clientCard: this.clientCard });
        super.setup();
    }

    get modelParams() {
        const params = super.modelParams;
        params.hooks.onRootLoaded = () => this.cardLoading;
        return params;
    }

    onWillLoadRoot(config) {
        super.onWillLoadRoot(...arguments);
        this.cardLoading = this.loadCard(config?.resId);
    }

    async onRecordSaved(record) {
        await super.onRecordSaved(...arguments);
        await this.loadCard(record.resId);
    }

    async loadCard(clientId) {
        if (!clientId) {
            this.clientCard.data = null;
            return;
        }
        const data = await this.orm.call("res.partner", "get_client_card", [
            [clientId],
        ]);
        this.clientCard.data = data.id ? data : null;
    }
}

registry.category("views").add("bank_client_form", {
    ...formView,
    Controller: BankClientFormController,
});
