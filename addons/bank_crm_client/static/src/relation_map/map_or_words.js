import { Component, useState } from "@odoo/owl";
import { useService } from "@web/core/utils/hooks";

import { RelationMap } from "./relation_map";

/** A map where there is room for one; on a telephone it is drawn when asked for. */
export class MapOrWords extends Component {
    static template = "bank_crm_client.MapOrWords";
    static components = { RelationMap };
    static props = { ...RelationMap.props };

    setup() {
        this.ui = useService("ui");
        this.state = useState({ isDrawn: !this.ui.isSmall });
    }
}
