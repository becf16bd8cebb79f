// The player: an instance's walk through the network, step by step, forward and backward.
"use strict";

(function () {
  const { element, unpacked, equations, answer, overTime, story, Chart, Heat, Unrolled } = tf1rnn;
  const PAUSE = 500; // milliseconds for each step while it plays
  const MOST_INPUTS = 8; // that are shown as numbers

  // The networks of a walk: parts that follow one another belong together.
  function chains(parts) {
    const found = [];
    for (const part of parts) {
      if (part.follows) found.at(-1).push(part);
      else found.push([part]);
    }
    return found;
  }

  // A layer's heat maps, with the equations of the unit that is chosen in them.
  class LayerView {
    constructor(player, part, layer, open) {
      this.player = player;
      this.part = part;
      this.layer = layer;
      this.unit = 0;
      this.pointed = null;
      this.maps = element("div", { class: "heats" });
      this.table = element("div", { class: "equation-box" });
      const around = layer.wrappers.length ? ` in ${layer.wrappers.join(" in ")}` : "";
      const units = `${layer.n_units} unit${layer.n_units === 1 ? "" : "s"}`;
      const cell = layer.name && layer.name !== layer.cell ? ` ${layer.cell}` : "";
      const title = element("summary", {}, element("b", {}, layer.name || layer.cell), `${cell}${around}, ${units}`);
      this.root = element("details", { class: "layer", open }, title, this.maps, this.table);
      this.fill();
    }

    fill() {
      const backward = this.player.backward && this.layer.gradients;
      const matrices = Object.entries(backward ? this.layer.gradients : this.layer.values);
      this.heats = matrices.map(([name, matrix]) => {
        const shown = backward ? `∂loss/∂${name}` : name;
        return new Heat(shown, matrix, {
          bounded: !backward,
          pointed: (step, unit) => {
            this.pointed = step === null ? null : [step, unit];
            this.tell();
          },
          chosen: (step, unit) => {
            this.unit = unit;
            this.player.go(this.player.firstOf(this.part) + step);
          },
        });
      });
      this.maps.replaceChildren(...this.heats.map((heat) => heat.root));
    }

    show(step) {
      this.step = step;
      for (const heat of this.heats) heat.show(step, this.unit);
      this.tell();
    }

    tell() {
      const [step, unit] = this.pointed || [this.step, this.unit];
      const backward = this.player.backward && this.layer.gradients;
      this.table.replaceChildren(equations(this.layer, step, unit, this.part.steps[step], backward));
    }
  }

  class Player {
    constructor(root, { walks, live }) {
      this.walks = walks;
      this.backward = false;
      this.current = 0;
      this.at = 0; // the place of the network among those of the walk
      this.unrolled = new Unrolled((step) => this.go(step));
      this.story = element("div", { class: "story" });
      this.now = element("div", { class: "now" });
      this.chart = element("div", {});
      this.layers = element("div", {});
      this.live = element("div", { class: "live" });
      root.append(this.live, this.controls(live), this.story, this.unrolled.root, this.now, this.chart, this.layers);
      root.addEventListener("keydown", (event) => this.key(event));
      this.open(walks[0]);
    }

    controls(live) {
      const names = live ? live.names : this.walks.map((walk) => walk.instance);
      this.select = element(
        "select", { onchange: () => this.choose(this.select.value) },
        ...names.map((name) => element("option", { value: name }, name)),
      );
      this.network = element("select", { onchange: () => this.enterNetwork(Number(this.network.value)) });
      this.slider = element("input", {
        type: "range", min: 0, value: 0, step: 1, "aria-label": "time step",
        oninput: () => this.go(Number(this.slider.value)),
      });
      this.label = element("output", { class: "step-label", "aria-live": "polite" });
      const button = (text, label, onclick) => element("button", { type: "button", "aria-label": label, title: label, onclick }, text);
      this.playing = button("▶", "play", () => this.play());
      this.ways = ["forward states", "backward gradients"].map((text, i) => {
        const radio = element("input", { type: "radio", name: "way", checked: i === 0, onchange: () => this.turn(i === 1) });
        return element("label", {}, radio, " ", text);
      });
      return element(
        "div", { class: "controls screen" },
        element("label", { class: "instance" }, "instance ", this.select),
        element("label", { class: "instance" }, "network ", this.network),
        element("div", { class: "time" },
          button("‹", "one step back", () => this.go(this.current - 1)), this.playing,
          button("›", "one step on", () => this.go(this.current + 1)), this.slider, this.label),
        element("fieldset", { class: "ways" }, element("legend", { class: "sr" }, "direction"), ...this.ways),
      );
    }

    // Another instance by its name: one that the page carries, or one that the network is asked for.
    choose(name) {
      const walk = this.walks.find((each) => each.instance === name);
      if (walk) this.open(walk);
      else this.ask?.({ instance: name });
    }

    // Show a packed walk: its first network, or the one that is shown now.
    open(walk) {
      this.full = unpacked(walk);
      const known = [...this.select.options].map((option) => option.value);
      this.select.selectedIndex = known.indexOf(walk.instance); // none for one of the reader's
      this.networks = chains(this.full.parts);
      const names = this.networks.map((parts) => parts[0].title.replace(/, part 1$/, ""));
      this.network.replaceChildren(...names.map((name, i) => element("option", { value: i }, name)));
      this.network.parentElement.hidden = names.length < 2;
      this.enterNetwork(Math.min(this.at, names.length - 1));
    }

    // Show one of several networks, at the step that is shown now where it has one.
    enterNetwork(i) {
      this.at = i;
      this.network.value = i;
      this.walk = { ...this.full, parts: this.networks[i] };
      this.firsts = [];
      let first = 0;
      for (const part of this.walk.parts) {
        this.firsts.push(first);
        first += part.steps.length;
      }
      this.n = first;
      this.slider.max = this.n - 1;
      const gradients = this.walk.parts.some((p) => p.layers.some((l) => l.gradients));
      const way = this.ways[1];
      way.querySelector("input").disabled = !gradients;
      way.title = gradients ? "" : "Without a loss there is no gradient: nobody says what is right";
      if (!gradients) this.turn(false, true);
      this.part = null;
      this.story.replaceChildren(...story(this));
      this.unrolled.draw(this.walk);
      this.go(Math.min(this.current, this.n - 1));
    }

    firstOf(part) {
      return this.firsts[this.walk.parts.indexOf(part)];
    }

    turn(backward, quietly) {
      if (backward === this.backward) return;
      this.backward = backward;
      this.ways.forEach((way, i) => (way.querySelector("input").checked = backward === (i === 1)));
      if (quietly) return;
      for (const view of this.views) view.fill();
      this.drawChart();
      this.go(this.current);
    }

    go(step) {
      this.current = Math.max(0, Math.min(this.n - 1, step));
      const p = this.firsts.findLastIndex((first) => first <= this.current);
      const part = this.walk.parts[p];
      if (part !== this.part) this.enter(part);
      const t = this.current - this.firsts[p];
      this.slider.value = this.current;
      const name = this.firsts.length > 1 ? `${part.title}: ${part.steps[t]}` : part.steps[t];
      this.slider.setAttribute("aria-valuetext", `${name}, step ${this.current + 1} of ${this.n}`);
      this.label.textContent = `${name} (${this.current + 1} of ${this.n})`;
      this.unrolled.show(this.current, this.backward);
      this.showNow(part, t);
      this.line?.setMark(t);
      for (const view of this.views) view.show(t);
    }

    // Build what shows one part of the walk.
    enter(part) {
      this.part = part;
      const open = part.layers.length <= 3;
      this.views = part.layers.map((layer, i) => new LayerView(this, part, layer, open || i === 0));
      this.layers.replaceChildren(...this.views.map((view) => view.root));
      const image = part.inputs.steps >= 8 && part.inputs.units >= 8;
      const nothing = () => {};
      this.input = new Heat(image ? "input, row by row" : "input", part.inputs, {
        pointed: nothing, chosen: (step) => this.go(this.firstOf(part) + step), down: image, positive: "input",
      });
      this.drawChart();
    }

    drawChart() {
      const chart = overTime(this.part, this.backward);
      this.line = chart && new Chart(chart);
      this.chart.replaceChildren(...(chart ? [this.line.root] : []));
    }

    showNow(part, t) {
      const told = this.backward ? null : answer(part, t);
      const norms = this.backward ? this.normsAt(part, t) : null;
      if (!this.input.root.isConnected) this.now.replaceChildren(this.input.root);
      this.now.querySelector("table")?.remove();
      if (told || norms) this.now.append(told || norms);
      this.input.show(t, 0);
      if (part.inputs.units <= MOST_INPUTS) this.input.tell(`x(t) = ${[...part.inputs.row(t)].map((value) => tf1rnn.number(value)).join(", ")}`);
    }

    normsAt(part, t) {
      const rows = part.layers.filter((layer) => layer.gradient_norms).map((layer) => {
        const name = layer.name || layer.cell;
        const shown = element("output", { "data-label": `norm of ${name}` }, tf1rnn.number(layer.gradient_norms.at(t)));
        return element("tr", {}, element("th", { scope: "row" }, name), element("td", { class: "number" }, shown));
      });
      const caption = element("caption", {}, `Norm of the gradient of the loss with respect to the state at ${part.steps[t]}`);
      return rows.length ? element("table", { class: "answer" }, caption, element("tbody", {}, ...rows)) : null;
    }

    play() {
      if (this.timer) return this.stop();
      if (this.current === (this.backward ? 0 : this.n - 1)) this.go(this.backward ? this.n - 1 : 0);
      this.playing.textContent = "⏸";
      this.playing.setAttribute("aria-label", "pause");
      this.timer = setInterval(() => {
        const next = this.current + (this.backward ? -1 : 1);
        if (next < 0 || next >= this.n) this.stop();
        else this.go(next);
      }, PAUSE);
    }

    stop() {
      clearInterval(this.timer);
      this.timer = null;
      this.playing.textContent = "▶";
      this.playing.setAttribute("aria-label", "play");
    }

    key(event) {
      const turn = { ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity }[event.key];
      const elsewhere = event.target.closest("input, select, textarea, .chart, .live");
      if (!turn || elsewhere || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      this.go(Math.max(0, Math.min(this.n - 1, this.current + turn)));
    }
  }

  tf1rnn.Player = Player;
})();
