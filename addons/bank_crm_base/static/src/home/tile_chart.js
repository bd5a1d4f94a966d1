import { Component, onWillStart, onWillUnmount, useEffect, useRef } from "@odoo/owl";
import { loadBundle } from "@web/core/assets";
import { getCustomColor } from "@web/core/colors/colors";
import { cookie } from "@web/core/browser/cookie";
import { registry } from "@web/core/registry";
import {
    formatDay,
    formatDayShort,
    formatMoney,
    formatMoneyShort,
} from "./home_format";
import { tileProps } from "./home_tile";

/** Bars by day; a click on a day opens its rows. */
export class TileChart extends Component {
    static template = "bank_crm_base.HomeTileChart";
    static props = tileProps;

    setup() {
        this.canvasRef = useRef("canvas");
        onWillStart(() => loadBundle("web.chartjs_lib"));
        useEffect(
            () => this.draw(),
            () => [this.props.tile],
        );
        onWillUnmount(() => this.chart?.destroy());
    }

    get tile() {
        return this.props.tile;
    }

    get summary() {
        const { labels, series } = this.tile;
        const sums = series.map((one) => {
            const total = one.values.reduce((sum, value) => sum + value, 0);
            return `${one.label} ${formatMoney(total, this.props.currencyId)}`;
        });
        return [formatDay(labels[0]), formatDay(labels.at(-1)), ...sums].join(", ");
    }

    colour(tone) {
        const scheme = cookie.get("color_scheme");
        return tone === "good"
            ? getCustomColor(scheme, "#1b7f79", "#4fc3b8")
            : getCustomColor(scheme, "#c2603d", "#e79a7a");
    }

    draw() {
        this.chart?.destroy();
        if (!this.canvasRef.el) {
            return;
        }
        const { labels, series } = this.tile;
        this.chart = new Chart(this.canvasRef.el, {
            type: "bar",
            data: {
                labels: labels.map(formatDayShort),
                datasets: series.map((one) => ({
                    label: one.label,
                    data: one.values,
                    backgroundColor: this.colour(one.tone),
                    borderRadius: 2,
                })),
            },
            options: this.options,
        });
    }

    get options() {
        const { labels } = this.tile;
        const currencyId = this.props.currencyId;
        return {
            maintainAspectRatio: false,
            animation: false,
            interaction: { mode: "index", intersect: false },
            onClick: (ev, elements) => {
                if (elements.length) {
                    this.props.open(this.tile.code, labels[elements[0].index]);
                }
            },
            plugins: {
                legend: { position: "bottom", labels: { boxWidth: 12 } },
                tooltip: {
                    callbacks: {
                        title: (items) => formatDay(labels[items[0].dataIndex]),
                        label: (item) =>
                            `${item.dataset.label}: ${formatMoney(item.raw, currencyId)}`,
                    },
                },
            },
            scales: {
                x: {
                    grid: { display: false },
                    ticks: { maxTicksLimit: 8, maxRotation: 0 },
                },
                y: {
                    beginAtZero: true,
                    ticks: {
                        maxTicksLimit: 5,
                        callback: (value) => formatMoneyShort(value, currencyId),
                    },
                },
            },
        };
    }
}

registry.category("bank_home_tiles").add("chart", TileChart);
