// Line charts: values under the pointer, zoom by dragging or with the keyboard.
"use strict";

(function () {
  const { svg, element, number } = tf1rnn;
  const HEIGHT = 240;
  const MARGIN = { left: 56, right: 12, top: 10, bottom: 34 };

  // Round numbers that divide a range into about n parts.
  function ticks(low, high, n) {
    const rough = (high - low) / n || 1;
    const power = 10 ** Math.floor(Math.log10(rough));
    const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough);
    const found = [];
    for (let i = Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++)
      found.push(Number((i * step).toPrecision(12)));
    return found;
  }

  // The same for logarithms: powers of ten, and what lies between where there are few of them.
  function logTicks(low, high) {
    const factors = high - low > 3 ? [1] : [1, 2, 5];
    const found = [];
    for (let power = Math.floor(low); power <= high; power++)
      found.push(...factors.map((factor) => power + Math.log10(factor)));
    return found.filter((y) => y >= low && y <= high);
  }

  // Whether values differ by so much that a logarithmic axis shows them better.
  function spreads(lines) {
    const values = lines.flatMap((line) => line.y).filter((value) => value !== null);
    const least = Math.min(...values);
    return least > 0 && Math.max(...values) / least >= 50;
  }

  // A chart is {title, x, lines: [{name, x, y, low?, high?}], labels?, cursor?, log?}. `labels` name
  // the places on the x axis.
  class Chart {
    constructor(chart) {
      this.chart = { log: spreads(chart.lines), ...chart };
      this.xs = [...new Set(chart.lines.flatMap((line) => line.x))].sort((a, b) => a - b);
      this.all = [this.xs[0] ?? 0, this.xs[this.xs.length - 1] ?? 1];
      this.shown = [...this.all];
      this.cursor = null;
      this.mark = null;
      this.told = element("p", { class: "told", "aria-live": "polite" });
      this.picture = svg("svg", { class: "chart", role: "img", tabindex: 0, height: HEIGHT });
      this.picture.setAttribute("aria-label", this.summary());
      const legend = element("ul", { class: "legend" });
      chart.lines.forEach((line, i) => {
        const key = element("span", { class: `key line-${i % 10}` });
        legend.append(element("li", {}, key, line.name));
      });
      const title = element("figcaption", {}, chart.title.replaceAll("_", " "));
      this.root = element("figure", { class: "chart-box" }, title, this.picture, this.told);
      if (chart.lines.length > 1) this.root.append(legend);
      if (chart.lines.every((line) => line.y.every((value) => value === null || value > 0)))
        title.append(this.axisChoice());
      this.listen();
      new ResizeObserver(() => this.draw()).observe(this.root);
    }

    axisChoice() {
      const turned = (event) => {
        this.chart.log = event.target.checked;
        this.draw();
      };
      const box = element("input", { type: "checkbox", checked: this.chart.log, onchange: turned });
      return element("label", { class: "axis-choice screen" }, box, " logarithmic");
    }

    summary() {
      const parts = this.chart.lines.map((line) => {
        const known = line.y.filter((value) => value !== null);
        const range = `from ${number(Math.min(...known), 4)} to ${number(Math.max(...known), 4)}`;
        return `${line.name}: ${known.length} values ${range}, last ${number(known.at(-1), 4)}`;
      });
      return `Chart of ${this.chart.title} over ${this.chart.x}. ${parts.join(". ")}`;
    }

    // Only what is above zero has a place on a logarithmic axis.
    height(value) {
      if (value === null || Number.isNaN(value)) return null;
      if (!this.chart.log) return value;
      return value > 0 ? Math.log10(value) : null;
    }

    range() {
      let [low, high] = [Infinity, -Infinity];
      for (const line of this.chart.lines)
        line.x.forEach((x, i) => {
          if (x < this.shown[0] || x > this.shown[1]) return;
          for (const value of [line.y[i], line.low?.[i], line.high?.[i]]) {
            const y = value === undefined ? null : this.height(value);
            if (y !== null) [low, high] = [Math.min(low, y), Math.max(high, y)];
          }
        });
      if (low > high) return [0, 1];
      const room = (high - low) * 0.05 || Math.abs(high) * 0.1 || 1;
      return [low - room, high + room];
    }

    draw() {
      const width = this.root.clientWidth;
      if (!width) return;
      const { left, right, top, bottom } = MARGIN;
      const [x0, x1] = this.shown;
      const [y0, y1] = this.range();
      this.place = (x) => left + ((x - x0) / (x1 - x0 || 1)) * (width - left - right);
      this.level = (y) => top + ((y1 - y) / (y1 - y0)) * (HEIGHT - top - bottom);
      this.back = (at) => x0 + ((at - left) / (width - left - right)) * (x1 - x0);
      this.picture.replaceChildren();
      this.picture.setAttribute("viewBox", `0 0 ${width} ${HEIGHT}`);
      this.drawAxes(width, [y0, y1]);
      const clip = svg("svg", {
        x: left, y: top, width: Math.max(width - left - right, 1), height: HEIGHT - top - bottom,
        viewBox: `${left} ${top} ${Math.max(width - left - right, 1)} ${HEIGHT - top - bottom}`,
      });
      this.chart.lines.forEach((line, i) => this.drawLine(clip, line, `line-${i % 10}`));
      this.picture.append(clip);
      this.pointer = svg("g", { class: "pointer" });
      this.picture.append(this.pointer);
      this.drawPointer();
    }

    drawAxes(width, [y0, y1]) {
      const { left, right, top, bottom } = MARGIN;
      for (const y of this.chart.log ? logTicks(y0, y1) : ticks(y0, y1, 4)) {
        const at = this.level(y);
        const label = this.chart.log ? 10 ** y : y;
        this.picture.append(
          svg("line", { class: "grid", x1: left, x2: width - right, y1: at, y2: at }),
          svg("text", { x: left - 6, y: at + 4, "text-anchor": "end" }, number(label, 4)),
        );
      }
      for (const x of ticks(this.shown[0], this.shown[1], Math.max(2, width / 110))) {
        if (this.chart.labels && !Number.isInteger(x)) continue;
        const label = this.chart.labels ? this.chart.labels[x] : number(x);
        const at = this.place(x);
        this.picture.append(svg("line", { class: "tick", x1: at, x2: at, y1: HEIGHT - bottom, y2: HEIGHT - bottom + 4 }));
        this.picture.append(
          svg("text", { x: at, y: HEIGHT - bottom + 16, "text-anchor": at > width - 30 ? "end" : "middle" }, label),
        );
      }
      const base = { class: "axis", x1: left, x2: width - right, y1: HEIGHT - bottom, y2: HEIGHT - bottom };
      this.picture.append(svg("line", base));
      const name = { x: width - right, y: HEIGHT - 4, "text-anchor": "end", class: "axis-name" };
      this.picture.append(svg("text", name, this.chart.x));
    }

    drawLine(clip, line, kind) {
      const at = (ys, i) => {
        const y = this.height(ys[i]);
        return y === null ? null : `${this.place(line.x[i]).toFixed(1)},${this.level(y).toFixed(1)}`;
      };
      const places = line.x.map((_, i) => i);
      if (line.low) {
        const above = places.map((i) => at(line.high, i)).filter(Boolean);
        const below = places.map((i) => at(line.low, i)).filter(Boolean).reverse();
        clip.append(svg("polygon", { class: `band ${kind}`, points: [...above, ...below].join(" ") }));
      }
      let path = "";
      let pen = "M";
      for (const i of places) {
        const point = at(line.y, i);
        if (point !== null) path += pen + point;
        pen = point === null ? "M" : "L";
      }
      clip.append(svg("path", { class: `line ${kind}`, d: path }));
      if (line.x.length <= 40)
        for (const i of places) {
          const point = at(line.y, i)?.split(",");
          if (point) clip.append(svg("circle", { class: `dot ${kind}`, cx: point[0], cy: point[1], r: 2.5 }));
        }
    }

    drawPointer() {
      if (!this.pointer) return;
      this.pointer.replaceChildren();
      const line = (x, kind) =>
        svg("line", { class: kind, x1: this.place(x), x2: this.place(x), y1: MARGIN.top, y2: HEIGHT - MARGIN.bottom });
      if (this.mark !== null) this.pointer.append(line(this.mark, "mark"));
      if (this.cursor === null) {
        this.told.textContent = "";
        return;
      }
      this.pointer.append(line(this.cursor, "hair"));
      const name = this.chart.labels ? this.chart.labels[this.cursor] : number(this.cursor);
      const values = this.chart.lines.flatMap((each) => {
        const i = each.x.indexOf(this.cursor);
        if (i < 0) return [];
        const spread = each.low ? ` ± ${number(each.high[i] - each.y[i], 4)}` : "";
        return [`${each.name} ${number(each.y[i])}${spread}`];
      });
      this.told.textContent = `${this.chart.x} ${name}: ${values.join(", ")}`;
    }

    nearest(x) {
      const seen = this.xs.filter((each) => each >= this.shown[0] && each <= this.shown[1]);
      return seen.reduce((a, b) => (Math.abs(b - x) < Math.abs(a - x) ? b : a), seen[0] ?? null);
    }

    // Show a range, moved so that it lies within all there is, if there is something to see in it.
    zoom(low, high) {
      const [least, most] = this.all;
      const by = Math.max(least - low, 0) || Math.min(most - high, 0);
      const [from, to] = [Math.max(low + by, least), Math.min(high + by, most)];
      if (this.xs.filter((x) => x >= from && x <= to).length < 2) return;
      this.shown = [from, to];
      this.draw();
    }

    // Marks a place from outside: the step that the player is at.
    setMark(x) {
      this.mark = x;
      this.drawPointer();
    }

    listen() {
      let from = null;
      const x = (event) => this.back(event.clientX - this.picture.getBoundingClientRect().left);
      const on = (name, handler) => this.picture.addEventListener(name, handler);
      on("pointerdown", (event) => (from = x(event)));
      on("pointermove", (event) => {
        this.cursor = this.nearest(x(event));
        this.drawPointer();
        if (from === null || !event.buttons) return;
        const [a, b] = [this.place(from), this.place(x(event))].sort((p, q) => p - q);
        const box = { class: "drag", x: a, width: b - a, y: MARGIN.top, height: HEIGHT - MARGIN.top - MARGIN.bottom };
        this.pointer.append(svg("rect", box));
      });
      on("pointerup", (event) => {
        const to = x(event);
        if (from !== null && Math.abs(this.place(from) - this.place(to)) > 8)
          this.zoom(Math.min(from, to), Math.max(from, to));
        from = null;
      });
      on("pointerleave", () => {
        from = null;
        this.cursor = null;
        this.drawPointer();
      });
      on("dblclick", () => this.zoom(...this.all));
      on("keydown", (event) => this.key(event));
    }

    key(event) {
      const [low, high] = this.shown;
      const middle = this.cursor ?? (low + high) / 2;
      const seen = this.xs.filter((x) => x >= low && x <= high);
      const i = seen.indexOf(this.cursor);
      if (event.key === "ArrowRight") this.cursor = seen[Math.min(i + 1, seen.length - 1)];
      else if (event.key === "ArrowLeft") this.cursor = seen[Math.max(i - 1, 0)];
      else if (event.key === "+") this.zoom(middle - (high - low) / 4, middle + (high - low) / 4);
      else if (event.key === "-") this.zoom(low - (high - low) / 2, high + (high - low) / 2);
      else if (event.key === "0") this.zoom(...this.all);
      else return;
      event.preventDefault();
      this.drawPointer();
    }
  }

  tf1rnn.Chart = Chart;
})();
