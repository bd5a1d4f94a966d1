import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { tileProps } from "./home_tile";

/** Ways to the places an administrator opens most. */
export class TileLinks extends Component {
    static template = "bank_crm_base.HomeTileLinks";
    static props = tileProps;
}

registry.category("bank_home_tiles").add("links", TileLinks);
