// The unrolled network in the lesson's colours: red inputs, green states, blue outputs.
"use strict";

(function () {
  const { svg, element, number, best } = tf1rnn;
  const BOX = { width: 58, height: 30, gap: 26, row: 62 };
  const MOST_BARS = 12; // units that a state's box shows

  // A short text for a box.
  function short(text) {
    return text.length > 8 ? text.slice(0, 7) + "…" : text;
  }

  class Unrolled {
    // `choose(step)` is called with the step of a box that is clicked.
    constructor(choose) {
      this.choose = choose;
      this.picture = svg("svg", { class: "unrolled", role: "img" });
      this.root = element(
        "div",
        { class: "scroll", tabindex: 0, role: "group", "aria-label": "The unrolled network" },
        this.picture,
      );
    }

    // Draw all steps of a walk; show(step, backward) then says which is the current one.
    draw(walk) {
      this.walk = walk;
      this.columns = [];
      const n_layers = Math.max(...walk.parts.map((part) => part.layers.length));
      const has_scores = walk.parts.some((part) => part.scores);
      const rows = n_layers + 1 + (has_scores ? 1 : 0);
      this.height = rows * BOX.row + 48;
      this.levels = { output: 34, input: 34 + (rows - 1) * BOX.row };
      this.picture.replaceChildren(this.arrowheads());
      let x = 12;
      let first = 0;
      walk.parts.forEach((part, p) => {
        if (part.title)
          this.picture.append(svg("text", { x, y: 14, class: "part-title" }, part.title));
        for (let step = 0; step < part.steps.length; step++) {
          const before = step > 0 || part.follows ? this.columns.at(-1) : null;
          this.drawColumn(part, step, first + step, x, before);
          x += BOX.width + BOX.gap;
        }
        first += part.steps.length;
        if (!walk.parts[p + 1]?.follows) x += 34;
      });
      const width = x;
      this.picture.setAttribute("viewBox", `0 0 ${width} ${this.height}`);
      this.picture.setAttribute("width", width);
      this.picture.setAttribute("height", this.height);
    }

    arrowheads() {
      const head = (id, kind) =>
        svg(
          "marker",
          { id, viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 6, markerHeight: 6, orient: "auto-start-reverse", markerUnits: "userSpaceOnUse" },
          svg("path", { d: "M0,0 L8,4 L0,8 z", class: kind }),
        );
      return svg("defs", {}, head("ahead", "ahead"), head("back", "back"));
    }

    drawColumn(part, step, index, x, before) {
      const group = svg("g", { class: "column", "data-step": index });
      group.addEventListener("click", () => this.choose(index));
      const middle = x + BOX.width / 2;
      const column = { group, x, layers: [], arrows: [], part, step };
      const input = this.box("input", x, this.levels.input, short(part.steps[step]));
      group.append(input);
      let below = this.levels.input;
      part.layers.forEach((layer, l) => {
        const y = this.levels.input - (l + 1) * BOX.row;
        column.arrows.push(this.arrow(middle, below, middle, y + BOX.height, "up"));
        group.append(this.state(layer, step, x, y));
        if (before && before.layers[l] !== undefined) {
          const level = y + BOX.height / 2;
          const norm = before.part.layers[l].gradient_norms;
          const arrow = this.arrow(before.x + BOX.width, level, x, level, "along");
          arrow.norm = norm ? norm.at(before.step) : null;
          column.arrows.push(arrow);
        }
        column.layers.push(y);
        below = y;
      });
      if (part.scores) {
        const ignored = part.ignored && part.ignored[step];
        column.arrows.push(this.arrow(middle, below, middle, this.levels.output + BOX.height, "up", ignored));
        const kind = ignored ? "output ignored" : "output";
        group.append(this.box(kind, x, this.levels.output, short(this.said(part, step)), ignored));
      }
      group.append(...column.arrows.map((arrow) => arrow.line));
      const title = `${part.steps[step]}${part.scores ? ": " + this.said(part, step) : ""}`;
      group.append(svg("title", {}, title));
      this.picture.append(group);
      this.columns.push(column);
    }

    said(part, step) {
      if (part.labels) return part.labels[best(part.scores.row(step))];
      return number(part.scores.at(step), 3);
    }

    box(kind, x, y, text) {
      const label = { x: x + BOX.width / 2, y: y + BOX.height / 2 + 4, "text-anchor": "middle" };
      const frame = { class: kind, x, y, width: BOX.width, height: BOX.height, rx: 5 };
      return svg("g", {}, svg("rect", frame), svg("text", label, text));
    }

    // A state's box, with a bar for each of a few units: up for positive, down for negative.
    state(layer, step, x, y) {
      const group = svg("g", {});
      group.append(svg("rect", { class: "state", x, y, width: BOX.width, height: BOX.height, rx: 5 }));
      const state = layer.values[layer.states.at(-1)] || Object.values(layer.values).at(-1);
      const n = Math.min(state.units, MOST_BARS);
      const wide = (BOX.width - 8) / n;
      const scale = Math.max(1, state.largest());
      for (let i = 0; i < n; i++) {
        const unit = Math.floor((i * state.units) / n);
        const size = ((state.at(step, unit) / scale) * (BOX.height - 6)) / 2;
        const bar = { class: "bar", x: x + 4 + i * wide, width: Math.max(wide - 1, 1) };
        const top = y + BOX.height / 2 - Math.max(size, 0);
        group.append(svg("rect", { ...bar, y: top, height: Math.max(Math.abs(size), 0.5) }));
      }
      return group;
    }

    arrow(x1, y1, x2, y2, kind, ignored) {
      const line = svg("line", { class: `arrow ${kind}${ignored ? " ignored" : ""}`, x1, y1, x2, y2 });
      return { line, kind, ignored, ends: [x1, y1, x2, y2], norm: null };
    }

    // Make a step the current one. Backward, the arrows turn round, and those along time are as
    // thick as the gradient that flows through them.
    show(current, backward) {
      const norms = this.columns.flatMap((c) => c.arrows.map((a) => a.norm)).filter((n) => n > 0);
      const largest = Math.max(...norms, 1e-30);
      this.columns.forEach((column, i) => {
        const later = backward ? i < current : i > current;
        column.group.classList.toggle("current", i === current);
        column.group.classList.toggle("not-yet", later);
        for (const arrow of column.arrows) this.turn(arrow, backward, largest);
      });
      const { x } = this.columns[current];
      const middle = x + BOX.width / 2 - this.root.clientWidth / 2;
      this.root.scrollLeft = middle;
      const way = backward ? "backward, with the gradients" : "forward";
      const text = `The unrolled network, ${way}, at step ${current + 1} of ${this.columns.length}`;
      this.picture.setAttribute("aria-label", text);
    }

    turn(arrow, backward, largest) {
      const { line } = arrow;
      const [x1, y1, x2, y2] = arrow.ends;
      const ends = backward ? { x1: x2, y1: y2, x2: x1, y2: y1 } : { x1, y1, x2, y2 };
      for (const [name, value] of Object.entries(ends)) line.setAttribute(name, value);
      line.classList.toggle("backward", backward);
      line.setAttribute("marker-end", backward ? "url(#back)" : "url(#ahead)");
      // Gradients differ by powers of ten: each power that one is smaller takes from its width.
      const share = arrow.norm > 0 ? Math.max(0, 1 + Math.log10(arrow.norm / largest) / 5) : 0;
      const wide = backward && arrow.kind === "along" && arrow.norm !== null;
      line.style.strokeWidth = wide ? 0.6 + 5 * share : "";
      line.style.visibility = backward && arrow.ignored ? "hidden" : "";
    }
  }

  tf1rnn.Unrolled = Unrolled;
})();
