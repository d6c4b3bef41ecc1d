"use strict";

// The chart on the overview; the page contains its numbers as columns.
for (const chart of document.querySelectorAll(".chart")) {
    const columns = JSON.parse(chart.dataset.columns);
    const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
    const axis = {stroke: colour("--faint"), grid: {stroke: colour("--line"), width: 1}, ticks: {stroke: colour("--line"), width: 1}};
    const bars = uPlot.paths.bars({size: [0.8, 30]});
    const plot = new uPlot({
        width: chart.clientWidth,
        height: 260,
        tzDate: seconds => uPlot.tzDate(new Date(seconds * 1000), chart.dataset.zone),
        scales: {x: {range: (u, min, max) => [min - 3600, max + 3600]}, errors: {range: (u, min, max) => [0, Math.max(max, 1) * 3]}, y: {range: (u, min, max) => [0, Math.max(max, 1) * 1.1]}},
        axes: [{...axis, values: [
            [86400, "{YYYY}-{MM}-{DD}", null, null, null, null, null, null, 1],
            [3600, "{HH}:{mm}", "\n{MM}-{DD}", null, "\n{MM}-{DD}", null, null, null, 1],
        ]}, {...axis, label: "calls per hour"}, {...axis, scale: "errors", side: 1, label: "errors per hour", grid: {show: false}}],
        series: [
            {value: "{YYYY}-{MM}-{DD} {HH}:{mm}"},
            {label: "calls", stroke: colour("--calls"), fill: colour("--calls") + "66", paths: bars, points: {show: false}},
            {label: "errors", scale: "errors", stroke: colour("--errors"), width: 2, points: {show: false}},
        ],
    }, columns, chart);
    new ResizeObserver(() => plot.setSize({width: chart.clientWidth, height: 260})).observe(chart);
}

// Find in a log: marks the matching lines and scrolls to the first; Enter goes to the next.
const find = document.getElementById("find");
if (find) {
    const rows = [...document.querySelectorAll("#lines tbody tr")];
    let hits = [], at = 0;
    const show = () => {
        document.getElementById("hits").textContent = find.value ? (hits.length ? `match ${at + 1} of ${hits.length}` : "no matches") : "";
        if (hits.length) hits[at].scrollIntoView({block: "center"});
    };
    find.addEventListener("input", () => {
        const wanted = find.value.toLowerCase();
        hits = rows.filter(row => {
            const isHit = wanted !== "" && row.textContent.toLowerCase().includes(wanted);
            row.classList.toggle("hit", isHit);
            return isHit;
        });
        at = 0;
        show();
    });
    find.addEventListener("keydown", event => {
        if (event.key === "Enter" && hits.length) {
            event.preventDefault();
            at = (at + (event.shiftKey ? hits.length - 1 : 1)) % hits.length;
            show();
        }
    });
}
