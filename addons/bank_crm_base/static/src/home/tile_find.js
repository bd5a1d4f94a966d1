import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";

import { FindBox } from "../find/find_box";
import { tileProps } from "./home_tile";

/** The bank's find box, for those whose day begins with a client's name. */
export class TileFind extends Component {
    static template = "bank_crm_base.HomeTileFind";
    static components = { FindBox };
    static props = tileProps;
}

registry.category("bank_home_tiles").add("find", TileFind);
