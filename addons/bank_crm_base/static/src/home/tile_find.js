import { Component, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useAutofocus } from "@web/core/utils/hooks";
import { tileProps } from "./home_tile";

/** One box: whatever is typed, the clients it may mean. */
export class TileFind extends Component {
    static template = "bank_crm_base.HomeTileFind";
    static props = tileProps;

    setup() {
        this.state = useState({ text: "" });
        useAutofocus();
    }

    async onSubmit() {
        const text = this.state.text.trim();
        if (text) {
            await this.props.open(this.props.tile.code, text);
        }
    }
}

registry.category("bank_home_tiles").add("find", TileFind);
