import { Component, onWillStart, useEffect, useRef } from "@odoo/owl";
import { loadBundle } from "@web/core/assets";
import { cookie } from "@web/core/browser/cookie";
import { getCustomColor } from "@web/core/colors/colors";

export const CHART_COLORS = {
    received: "#28a745",
    paid: "#dc6a5a",
    balance: "#3b6fb6",
    neutral: "#7d8fa9",
};

/**
 * A chart in the bank's look. Each dataset is {label, values, color, type}; a click on a
 * point calls `onClick(index)`, so that a chart always opens its rows. With `isStacked` bars
 * stand on each other; a dataset with `isApart` has a scale of its own, on the right.
 */
export class BankChart extends Component {
    static template = "bank_crm_base.BankChart";
    static props = {
        labels: Array,
        datasets: Array,
        type: { type: String, optional: true },
        isHorizontal: { type: Boolean, optional: true },
        isMini: { type: Boolean, optional: true },
        isStacked: { type: Boolean, optional: true },
        height: { type: Number, optional: true },
        format: { type: Function, optional: true },
        formatAxis: { type: Function, optional: true },
        onClick: { type: Function, optional: true },
        title: { type: String, optional: true },
    };
    static defaultProps = {
        type: "bar",
        height: 240,
        isMini: false,
        isStacked: false,
        isHorizontal: false,
    };

    setup() {
        this.canvasRef = useRef("canvas");
        onWillStart(() => loadBundle("web.chartjs_lib"));
        useEffect(
            () => {
                const chart = new Chart(this.canvasRef.el, this.config);
                return () => chart.destroy();
            },
            () => [this.props.labels, this.props.datasets],
        );
    }

    get config() {
        const { isHorizontal, isMini, isStacked, type } = this.props;
        const scheme = cookie.get("color_scheme");
        const ink = getCustomColor(scheme, "#374151", "#e4e4e4");
        const grid = getCustomColor(scheme, "rgba(0,0,0,.08)", "rgba(255,255,255,.15)");
        const format = this.props.format || ((value) => value.toLocaleString());
        const formatAxis = this.props.formatAxis || format;
        const values = { grid: { color: grid }, beginAtZero: true, stacked: isStacked };
        values.ticks = {
            color: ink,
            maxTicksLimit: 6,
            callback: (value) => formatAxis(value),
        };
        const names = {
            stacked: isStacked,
            grid: { display: false },
            ticks: { color: ink, autoSkip: !isHorizontal },
        };
        const scales = isHorizontal ? { x: values, y: names } : { x: names, y: values };
        if (this.props.isStacked) {
            scales.x.stacked = true;
            scales.y.stacked = true;
        }
        if (this.props.datasets.some((dataset) => dataset.isApart)) {
            scales.apart = { ...values, position: "right", grid: { display: false } };
        }
        if (isMini) {
            scales.x.display = false;
            scales.y.display = false;
        }
        return {
            type,
            data: {
                labels: this.props.labels,
                datasets: this.props.datasets.map((dataset) => ({
                    label: dataset.label,
                    type: dataset.type || type,
                    data: dataset.values,
                    backgroundColor: dataset.color,
                    borderColor: dataset.color,
                    borderWidth: (dataset.type || type) === "line" ? 2 : 0,
                    borderRadius: 2,
                    pointRadius: isMini ? 0 : 2,
                    order: dataset.type === "line" ? 0 : 1,
                    maxBarThickness: 28,
                    ...(dataset.isApart ? { yAxisID: "apart" } : {}),
                })),
            },
            options: {
                animation: false,
                maintainAspectRatio: false,
                indexAxis: isHorizontal ? "y" : "x",
                interaction: {
                    mode: "index",
                    intersect: false,
                    axis: isHorizontal ? "y" : "x",
                },
                onClick: (_event, elements) => {
                    if (elements.length && this.props.onClick) {
                        this.props.onClick(elements[0].index);
                    }
                },
                onHover: (event, elements) => {
                    const pointer = this.props.onClick && elements.length;
                    event.native.target.style.cursor = pointer ? "pointer" : "default";
                },
                plugins: {
                    legend: {
                        display: !isMini && this.props.datasets.length > 1,
                        position: "bottom",
                        labels: { color: ink, boxWidth: 12, boxHeight: 12 },
                    },
                    tooltip: {
                        callbacks: {
                            label: (item) =>
                                `${item.dataset.label}: ${format(item.raw)}`,
                        },
                    },
                },
                scales,
            },
        };
    }
}
