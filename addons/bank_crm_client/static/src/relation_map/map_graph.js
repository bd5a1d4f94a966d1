import { loadBundle } from "@web/core/assets";

const NODE_COLORS = {
    person: "#2f6f9f",
    company: "#3d4f6b",
    party: "#8a8f98",
    elsewhere: "#c3c8cf",
};
const SHAPES = {
    person: "ellipse",
    company: "round-rectangle",
    party: "round-diamond",
    elsewhere: "ellipse",
};
// Beyond so many nodes names are shown as one comes nearer, and nodes are smaller.
const CROWD = 40;
const NAMED_IN_CROWD = 9;
const SMALLEST_FONT = 10;
const LARGEST_FIT = 1.2;
const READABLE_PX = 12;

const STYLE = [
    {
        selector: "node",
        style: {
            "background-color": "data(color)",
            shape: "data(shape)",
            width: "data(size)",
            height: "data(size)",
            label: "data(label)",
            "font-size": 13,
            "text-wrap": "wrap",
            "text-max-width": 130,
            "text-valign": "bottom",
            "text-margin-y": 4,
            "text-background-color": "#ffffff",
            "text-background-opacity": 0.85,
            "text-background-padding": 2,
            color: "#22262b",
            "min-zoomed-font-size": 5,
            "border-width": 0,
        },
    },
    {
        selector: "node[?isCenter]",
        style: { "border-width": 4, "border-color": "#f0ad00", "font-weight": "bold" },
    },
    {
        selector: "node[kind = 'elsewhere']",
        style: {
            "border-width": 2,
            "border-style": "dashed",
            "border-color": "#7b828b",
        },
    },
    {
        selector: "node:selected",
        style: { "border-width": 4, "border-color": "#714b67" },
    },
    {
        selector: "edge",
        style: {
            width: 2,
            "curve-style": "bezier",
            "line-color": "data(color)",
            "target-arrow-color": "data(color)",
            "target-arrow-shape": "data(arrow)",
            "arrow-scale": 0.9,
            label: "data(label)",
            "font-size": 12,
            color: "#22262b",
            "text-background-color": "#ffffff",
            "text-background-opacity": 0.9,
            "text-background-padding": 1,
            "min-zoomed-font-size": 6,
        },
    },
    { selector: "edge[?isProposed]", style: { "line-style": "dashed", opacity: 0.75 } },
    // In a crowd names come as one comes nearer; those of its hubs stand from the start.
    { selector: "node.o_quiet", style: { "min-zoomed-font-size": 10 } },
    {
        selector: "edge.o_quiet",
        style: { "min-zoomed-font-size": 11, "arrow-scale": 0.7 },
    },
    {
        selector: "node.o_hub",
        style: {
            "font-size": "data(font)",
            "text-max-width": "data(room)",
            "z-index": 10,
        },
    },
    { selector: ".o_faded", style: { opacity: 0.15 } },
];

/** The picture of a map: cytoscape, loaded when the first map is drawn. */
export class MapGraph {
    static async load(container, handlers) {
        await loadBundle("bank_crm_client.cytoscape");
        return new MapGraph(container, handlers);
    }

    constructor(container, { onSelect, onWalk }) {
        this.graph = window.cytoscape({
            container,
            style: STYLE,
            maxZoom: 2.5,
            minZoom: 0.1,
            selectionType: "single",
        });
        this.graph.on("tap", "node", (event) => onSelect(event.target.id()));
        this.graph.on("tap", (event) => event.target === this.graph && onSelect(null));
        this.graph.on("dbltap", "node", (event) => onWalk(event.target.id()));
        this.graph.on("zoom", () => this.keepReadable());
        // A notebook page is drawn before it has a size.
        this.observer = new ResizeObserver(() => {
            this.graph.resize();
            this.fit();
        });
        this.observer.observe(container);
    }

    draw({ center, nodes, edges }) {
        const isCrowd = nodes.length > CROWD;
        this.graph.elements().remove();
        this.graph.add([
            ...nodes.map((node) => ({
                group: "nodes",
                data: {
                    id: node.id,
                    label: node.label,
                    font: SMALLEST_FONT,
                    room: 130,
                    kind: node.kind,
                    color: NODE_COLORS[node.kind],
                    shape: SHAPES[node.kind],
                    size: node.id === center ? 46 : isCrowd ? 22 : 32,
                    isCenter: node.id === center,
                },
            })),
            ...edges.map((edge) => ({
                group: "edges",
                data: {
                    id: edge.id,
                    source: edge.source,
                    target: edge.target,
                    color: edge.color,
                    arrow: edge.is_symmetric ? "none" : "triangle",
                    label: edge.share ? `${Math.round(edge.share * 100) / 100} %` : "",
                    isProposed: edge.is_proposed,
                },
            })),
        ]);
        this.layOut(center, isCrowd);
    }

    layOut(center, isCrowd) {
        const common = { animate: false, padding: 24, fit: true };
        const layout = isCrowd
            ? {
                  idealEdgeLength: () => 60,
                  nodeRepulsion: () => 60000,
                  nodeOverlap: 20,
                  gravity: 0.6,
                  numIter: 2000,
              }
            : {
                  idealEdgeLength: () => 60,
                  nodeRepulsion: () => 9000,
                  nodeOverlap: 20,
                  gravity: 1.5,
                  nodeDimensionsIncludeLabels: true,
                  numIter: 1500,
              };
        this.graph.layout({ name: "cose", ...common, ...layout }).run();
        if (isCrowd) {
            this.quieten(center);
        }
        this.fit();
    }

    quieten(center) {
        const hubs = this.graph
            .nodes()
            .sort((one, other) => other.degree() - one.degree())
            .slice(0, NAMED_IN_CROWD)
            .union(this.graph.getElementById(center));
        this.graph.elements().addClass("o_quiet");
        hubs.removeClass("o_quiet").addClass("o_hub");
        this.keepReadable();
    }

    /** Names of hubs are as large on the screen however far one stands. */
    keepReadable() {
        const font = Math.max(READABLE_PX / this.graph.zoom(), SMALLEST_FONT);
        this.graph.nodes(".o_hub").data({ font, room: 12 * font });
    }

    /** Show one node as chosen, with what it is tied to; nothing chosen shows all. */
    select(id) {
        this.graph.elements().removeClass("o_faded").unselect();
        if (id) {
            const node = this.graph.getElementById(id);
            node.select();
            const near = node.closedNeighborhood();
            this.graph.elements().difference(near).addClass("o_faded");
            if (this.graph.nodes().length > CROWD) {
                this.graph.fit(near, 60);
            }
        }
    }

    zoomBy(factor) {
        const { width, height } = this.graph.container().getBoundingClientRect();
        this.graph.zoom({
            level: this.graph.zoom() * factor,
            renderedPosition: { x: width / 2, y: height / 2 },
        });
    }

    fit() {
        this.graph.fit(undefined, 24);
        // Two nodes need no magnifying glass.
        if (this.graph.zoom() > LARGEST_FIT) {
            this.graph.zoom(LARGEST_FIT);
            this.graph.center();
        }
    }

    picture() {
        return this.graph.png({ full: true, scale: 2, bg: "#ffffff", maxWidth: 4000 });
    }

    destroy() {
        this.observer.disconnect();
        this.graph.destroy();
    }
}
