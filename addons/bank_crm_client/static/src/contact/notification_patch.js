import { Notification } from "@mail/core/common/notification_model";
import { patch } from "@web/core/utils/patch";

/** The little red envelope says why the contact rules kept a message back. */
patch(Notification.prototype, {
    /** @type {string} */
    bank_refusal: undefined,

    get failureMessage() {
        return this.bank_refusal || super.failureMessage;
    },
});
