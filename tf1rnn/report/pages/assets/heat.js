// Heat maps: a row for each unit, a column for each time step.
"use strict";

(function () {
  const { element, number } = tf1rnn;
  // Green is positive, as states are green in the lesson; purple is negative.
  // Inputs are red.
  const COLORS = {
    light: { state: [27, 120, 55], input: [192, 57, 43], negative: [118, 42, 131] },
    dark: { state: [127, 216, 148], input: [239, 131, 121], negative: [203, 150, 218] },
  };
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const paper = matchMedia("print");

  class Heat {
    // `pointed(step, unit)` is called for the cell under the pointer, null where there is none;
    // `chosen(step, unit)` for one that is clicked or reached with the arrow keys.
    constructor(name, matrix, { pointed, chosen, positive = "state", bounded = true, down = false }) {
      Object.assign(this, { name, matrix, pointed, chosen, positive, down });
      // Gates and tanh stay within 1, so their maps have one scale; others have their own; so do gradients.
      const largest = matrix.largest();
      this.scale = bounded && largest <= 1.0001 ? 1 : largest || 1;
      this.canvas = element("canvas", { tabindex: 0, role: "img", class: "heat" });
      const range = element("span", { class: "meta" }, `−${number(this.scale, 3)} to ${number(this.scale, 3)}`);
      const key = element("span", { class: `heat-key ${positive}`, "aria-hidden": "true" });
      this.root = element(
        "figure", { class: "heat-box" },
        element("figcaption", {}, element("b", {}, name), " ", key, range), this.canvas,
      );
      this.step = 0;
      this.unit = 0;
      this.paint();
      this.listen();
      for (const medium of [dark, paper]) medium.addEventListener("change", () => this.repaint());
      new ResizeObserver(() => this.draw()).observe(this.root);
    }

    get columns() {
      return this.down ? this.matrix.units : this.matrix.steps;
    }
    get rows() {
      return this.down ? this.matrix.steps : this.matrix.units;
    }

    // One pixel for each value, which draw() then enlarges.
    paint() {
      const { columns, rows } = this;
      const pixels = new ImageData(columns, rows);
      const colors = COLORS[dark.matches && !paper.matches ? "dark" : "light"];
      for (let y = 0; y < rows; y++)
        for (let x = 0; x < columns; x++) {
          const value = this.down ? this.matrix.at(y, x) : this.matrix.at(x, y);
          const color = colors[value < 0 ? "negative" : this.positive];
          const strength = Math.min(1, Math.abs(value) / this.scale);
          pixels.data.set([...color, 255 * strength], 4 * (y * columns + x));
        }
      this.small = new OffscreenCanvas(columns, rows);
      this.small.getContext("2d").putImageData(pixels, 0, 0);
    }

    repaint() {
      this.paint();
      this.draw();
    }

    draw() {
      const room = this.root.clientWidth;
      if (!room) return;
      const { columns, rows } = this;
      this.wide = Math.min(this.down ? 10 : 44, room / columns);
      this.high = this.down ? this.wide : Math.max(2, Math.min(20, 200 / rows));
      const [width, height] = [this.wide * columns, this.high * rows];
      const sharp = devicePixelRatio || 1;
      this.canvas.width = Math.round(width * sharp);
      this.canvas.height = Math.round(height * sharp);
      this.canvas.style.width = `${width}px`;
      this.canvas.style.height = `${height}px`;
      const pen = this.canvas.getContext("2d");
      pen.setTransform(sharp, 0, 0, sharp, 0, 0);
      pen.imageSmoothingEnabled = false;
      pen.drawImage(this.small, 0, 0, width, height);
      const style = getComputedStyle(this.canvas);
      pen.strokeStyle = style.color;
      pen.lineWidth = 1.5;
      if (this.down) {
        // What is not read yet is veiled.
        pen.fillStyle = style.getPropertyValue("--veil");
        pen.fillRect(0, (this.step + 1) * this.high, width, height);
        pen.strokeRect(0.75, this.step * this.high, width - 1.5, this.high);
      } else {
        pen.strokeRect(this.step * this.wide + 0.75, 0.75, this.wide - 1.5, height - 1.5);
        const tall = Math.max(this.high, 4);
        const top = this.unit * this.high + (this.high - tall) / 2;
        pen.strokeRect(this.step * this.wide, top, this.wide, tall);
      }
    }

    show(step, unit) {
      this.step = step;
      this.unit = unit;
      this.draw();
      const value = this.down ? "" : `, unit ${unit} is ${number(this.matrix.at(step, unit))}`;
      const size = `${this.matrix.units} values at each of ${this.matrix.steps} steps`;
      this.canvas.setAttribute("aria-label", `Heat map of ${this.name}, ${size}: at step ${step + 1}${value}`);
    }

    // A line of text below the map.
    tell(text) {
      this.told = this.told || this.root.appendChild(element("p", { class: "meta" }));
      this.told.textContent = text;
    }

    listen() {
      const cell = (event) => {
        const { left, top } = this.canvas.getBoundingClientRect();
        const x = Math.floor((event.clientX - left) / this.wide);
        const y = Math.floor((event.clientY - top) / this.high);
        const within = (value, n) => Math.max(0, Math.min(n - 1, value));
        const [column, row] = [within(x, this.columns), within(y, this.rows)];
        return this.down ? [row, column] : [column, row];
      };
      this.canvas.addEventListener("pointermove", (event) => this.pointed(...cell(event)));
      this.canvas.addEventListener("pointerleave", () => this.pointed(null, null));
      this.canvas.addEventListener("click", (event) => this.chosen(...cell(event)));
      this.canvas.addEventListener("keydown", (event) => {
        const turn = { ArrowUp: -1, ArrowDown: 1 }[event.key];
        if (!turn || this.down) return; // left and right are the player's
        event.preventDefault();
        event.stopPropagation();
        this.chosen(this.step, Math.max(0, Math.min(this.matrix.units - 1, this.unit + turn)));
      });
    }
  }

  tf1rnn.Heat = Heat;
})();
