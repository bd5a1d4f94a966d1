import { Component, onMounted, onWillUnmount, useRef, useState } from "@odoo/owl";
import { useService } from "@web/core/utils/hooks";

import { MapGraph } from "./map_graph";

const DEPTHS = [1, 2, 3];

/** Who is connected with whom, as a picture one can walk in. */
export class RelationMap extends Component {
    static template = "bank_crm_client.RelationMap";
    static props = {
        model: String,
        resId: Number,
        name: { type: String, optional: true },
    };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.notification = useService("notification");
        this.canvas = useRef("canvas");
        this.depths = DEPTHS;
        this.state = useState({
            data: null,
            depth: this.isGroup ? 1 : 2,
            hidden: [],
            withProposed: true,
            selected: null,
            trail: [],
        });
        onMounted(async () => {
            const [graph] = await Promise.all([
                MapGraph.load(this.canvas.el, {
                    onSelect: (id) => this.select(id),
                    onWalk: (id) => this.walk(id),
                }),
                this.load(this.props.resId),
            ]);
            if (this.isGone) {
                graph.destroy();
                return;
            }
            this.graph = graph;
            this.draw();
        });
        onWillUnmount(() => {
            this.isGone = true;
            this.graph?.destroy();
        });
    }

    get isGroup() {
        return this.props.model === "bank.client.group";
    }

    /** A walk goes from client to client; only the first step may be a group. */
    async load(resId, model = this.props.model) {
        const isGroup = model === "bank.client.group";
        const { depth, withProposed } = this.state;
        const data = isGroup
            ? await this.orm.call(model, "get_group_map", [[resId], withProposed])
            : await this.orm.call(model, "get_relation_map", [
                  [resId],
                  depth,
                  withProposed,
              ]);
        Object.assign(this.state, { data, selected: null });
        this.place = { resId, model };
    }

    async reload() {
        await this.load(this.place.resId, this.place.model);
        this.draw();
    }

    get kinds() {
        const kinds = new Map();
        for (const edge of this.state.data?.edges || []) {
            const kind = kinds.get(edge.kind) || {
                code: edge.kind,
                name: edge.kind_name,
                color: edge.color,
                count: 0,
            };
            kind.count++;
            kinds.set(edge.kind, kind);
        }
        return [...kinds.values()];
    }

    /** Nodes and edges of the kinds that are not switched off. */
    get shown() {
        const { center, nodes, edges } = this.state.data;
        const kept = edges.filter((edge) => !this.state.hidden.includes(edge.kind));
        const tied = new Set([
            center,
            ...kept.flatMap((edge) => [edge.source, edge.target]),
        ]);
        return {
            center,
            edges: kept,
            nodes: nodes.filter((node) => tied.has(node.id) || this.isGroup),
        };
    }

    get node() {
        return this.state.data?.nodes.find((node) => node.id === this.state.selected);
    }

    /** Whom the chosen node, or the middle of the map, is tied to: the map in words. */
    get ties() {
        const id = this.state.selected || this.state.data.center;
        const { nodes, edges } = this.shown;
        const names = Object.fromEntries(nodes.map((node) => [node.id, node]));
        return edges
            .filter((edge) => edge.source === id || edge.target === id)
            .map((edge) => ({
                id: edge.id,
                edge,
                isOut: edge.source === id,
                other: names[edge.source === id ? edge.target : edge.source],
            }));
    }

    draw() {
        this.graph?.draw(this.shown);
    }

    select(id) {
        this.state.selected = id;
        this.graph?.select(id);
    }

    toggle(kind) {
        const { hidden } = this.state;
        this.state.hidden = hidden.includes(kind)
            ? hidden.filter((one) => one !== kind)
            : [...hidden, kind];
        this.draw();
    }

    setDepth(depth) {
        this.state.depth = depth;
        return this.reload();
    }

    toggleProposed() {
        this.state.withProposed = !this.state.withProposed;
        return this.reload();
    }

    /** Make another client the middle of the map. */
    async walk(id) {
        const node = this.state.data.nodes.find((one) => one.id === id);
        if (!node?.client_id || id === this.state.data.center) {
            return;
        }
        const here = this.state.data.nodes.find(
            (one) => one.id === this.state.data.center,
        );
        this.state.trail.push({ ...this.place, name: here?.label || this.props.name });
        await this.load(node.client_id, "res.partner");
        this.draw();
    }

    async goBack(place) {
        const { resId, model } = this.state.trail[place];
        this.state.trail.splice(place);
        await this.load(resId, model);
        this.draw();
    }

    openCard(node) {
        return this.action.doAction("bank_crm_base.bank_client_action", {
            viewType: "form",
            props: { resId: node.client_id },
        });
    }

    openParty(node) {
        return this.action.doAction("bank_crm_client.bank_party_action", {
            viewType: "form",
            props: { resId: node.party_id },
        });
    }

    savePicture() {
        const link = document.createElement("a");
        link.href = this.graph.picture();
        link.download = "relations.png";
        link.click();
    }
}
