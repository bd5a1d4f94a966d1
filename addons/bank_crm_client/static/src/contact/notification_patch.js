import { Notification } from "@mail/core/common/notification_model";
import { patch } from "@web/core/utils/patch";

/** The little envelope says why the contact rules kept a message back, or when it goes. */
patch(Notification.prototype, {
    /** @type {string} */
    bank_refusal: undefined,

    get failureMessage() {
        return this.bank_refusal || super.failureMessage;
    },

    get statusTitle() {
        return this.notification_status === "ready" && this.bank_refusal
            ? this.bank_refusal
            : super.statusTitle;
    },
});
