import { browser } from "@web/core/browser/browser";
import { registry } from "@web/core/registry";

/** Hand a file over and close the dialog that asked for it. */
function downloadPaper(env, action) {
    browser.location.assign(action.params.url);
    return { type: "ir.actions.act_window_close" };
}

registry.category("actions").add("bank_print_download", downloadPaper);
