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
    plot.over.addEventListener("click", () => {
        const start = columns[0][plot.cursor.idx];
        if (start === undefined) return;
        const hour = new URLSearchParams({from: new Date(start * 1000).toISOString(), to: new Date((start + 3600) * 1000).toISOString()});
        if (chart.dataset.account) hour.set("account", chart.dataset.account);
        location.href = "/calls?" + hour;
    });
    new ResizeObserver(() => plot.setSize({width: chart.clientWidth, height: 260})).observe(chart);
}

// Find in a log: marks the matching lines of this part and scrolls to the first; Enter goes to the next. The server searches
// the whole of a log that is shown in parts.
const find = document.getElementById("find");
if (find) {
    const rows = [...document.querySelectorAll("#lines tbody tr")];
    const isCut = find.form.dataset.cut === "true";
    let hits = [], at = 0;
    const show = () => {
        const found = hits.length ? `match ${at + 1} of ${hits.length}` : "no matches";
        document.getElementById("hits").textContent = find.value ? (isCut ? `${found} in these lines; Enter searches the whole log` : found) : "";
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
    find.form.addEventListener("submit", event => {
        if (!isCut && hits.length) {
            event.preventDefault();
            at = (at + 1) % hits.length;
            show();
        }
    });
    find.addEventListener("keydown", event => {
        if (event.key === "Enter" && event.shiftKey && hits.length) {
            event.preventDefault();
            at = (at + hits.length - 1) % hits.length;
            show();
        }
    });
}

// The hours and days of the coverage: one stop for the Tab key, arrow keys within; a cell says in words what it is, for fingers too.
for (const grid of document.querySelectorAll("table.grid")) {
    const rows = [...grid.tBodies[0].rows].map(row => [...row.querySelectorAll("td a")]);
    const cells = rows.flat();
    const words = grid.closest("figure").querySelector(".cell-words");
    const step = {ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0]};
    cells.forEach((cell, index) => { cell.tabIndex = index === 0 ? 0 : -1; });
    const say = cell => {
        const link = document.createElement("a");
        link.href = cell.href;
        link.textContent = cell.pathname === "/calls" ? "Show its calls" : "Show its hours";
        words.replaceChildren(cell.getAttribute("aria-label") + ". ", link);
    };
    grid.addEventListener("focusin", event => {
        if (event.target.closest("td a")) {
            cells.forEach(cell => { cell.tabIndex = cell === event.target ? 0 : -1; });
            say(event.target);
        }
    });
    // The first tap says what the cell is; a mouse shows that before it clicks.
    let touched = null;
    grid.addEventListener("pointerdown", event => {
        const cell = event.target.closest("td a");
        touched = cell && event.pointerType === "touch" && document.activeElement !== cell ? cell : null;
    });
    grid.addEventListener("click", event => {
        const cell = event.target.closest("td a");
        if (cell && cell === touched) {
            event.preventDefault();
            cell.focus({preventScroll: true});
            say(cell);
        }
    });
    grid.addEventListener("keydown", event => {
        const move = step[event.key], cell = event.target.closest("td a");
        if (!move || !cell) return;
        const row = rows.findIndex(it => it.includes(cell)), column = rows[row].indexOf(cell);
        const next = rows[row + move[0]]?.[column + move[1]];
        event.preventDefault();
        if (next) next.focus();
    });
}

// The switch that keeps a page fresh; it is remembered, and waits while somebody is in one of its fields or links.
const refresh = document.getElementById("refresh");
if (refresh) {
    const key = "callvault.refresh", seconds = 30;
    let timer = 0;
    const isBusy = () => document.activeElement && document.activeElement.matches("input:not(#refresh), select, a, button, [tabindex]");
    const run = () => {
        clearInterval(timer);
        if (refresh.checked) timer = setInterval(() => { if (!isBusy() && !document.hidden) location.reload(); }, seconds * 1000);
    };
    refresh.parentElement.hidden = false;
    refresh.checked = localStorage.getItem(key) === "on";
    refresh.addEventListener("change", () => {
        localStorage.setItem(key, refresh.checked ? "on" : "off");
        refresh.blur();
        run();
    });
    run();
}
