import { registry } from "@web/core/registry";

/** Hand a file over and close the dialog that asked for it; the page stays. */
function downloadPaper(env, action) {
    const link = document.createElement("a");
    link.href = action.params.url;
    link.download = "";
    link.click();
    return { type: "ir.actions.act_window_close" };
}

registry.category("actions").add("bank_print_download", downloadPaper);
