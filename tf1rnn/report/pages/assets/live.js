// What `view` adds: sentences, drawings and windows of the reader's own, answered by the network.
"use strict";

(function () {
  const { element, svg, number } = tf1rnn;
  const EVERY = 150; // milliseconds between two questions while the pointer moves

  class Live {
    constructor(player, { reads, shape, series }) {
      this.player = player;
      this.message = element("p", { class: "message", role: "status" });
      player.ask = (asked) => this.ask(asked);
      const ways = [];
      if (reads) ways.push(this.sentence());
      if (shape && shape[0] >= 8 && shape[1] >= 8) ways.push(this.drawing(shape));
      else if (series) ways.push(this.window(series, shape[0]));
      player.live.append(...ways, this.message);
    }

    // One question at a time; of those that come meanwhile, the last is asked next.
    async ask(asked) {
      if (this.asking) {
        this.waiting = asked;
        return;
      }
      this.asking = true;
      try {
        const answer = await fetch("look", {
          method: "POST",
          headers: { "Content-Type": "application/json" },
          body: JSON.stringify(asked),
        });
        const found = await answer.json();
        this.message.textContent = found.error || "";
        if (!found.error) this.player.open(found);
      } catch {
        this.message.textContent = "The network does not answer: is `view` still running?";
      } finally {
        this.asking = false;
      }
      const next = this.waiting;
      this.waiting = null;
      if (next) await this.ask(next);
    }

    later(asked) {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.ask(asked()), EVERY);
    }

    sentence() {
      const text = element("input", { type: "text", maxlength: 1000, autocomplete: "off" });
      const send = (event) => {
        event.preventDefault();
        this.ask({ text: text.value });
      };
      return element(
        "form", { onsubmit: send },
        element("label", {}, "a text of yours ", text), " ",
        element("button", {}, "Ask the network"),
      );
    }

    // A canvas whose strokes become an array of the network's shape, white on black as MNIST is.
    drawing([rows, columns]) {
      const SIZE = 280;
      const canvas = element("canvas", { class: "drawing", width: SIZE, height: SIZE, tabindex: 0, role: "img", "aria-label": "Draw here with the mouse or a finger" });
      const pen = canvas.getContext("2d", { willReadFrequently: true });
      const clear = () => {
        pen.fillStyle = "black";
        pen.fillRect(0, 0, SIZE, SIZE);
      };
      const array = () => fitted(canvas, rows, columns);
      const draw = (event) => {
        const { left, top, width, height } = canvas.getBoundingClientRect();
        pen.lineTo(((event.clientX - left) * SIZE) / width, ((event.clientY - top) * SIZE) / height);
        pen.stroke();
        this.later(() => ({ array: array() }));
      };
      canvas.addEventListener("pointerdown", (event) => {
        canvas.setPointerCapture(event.pointerId);
        Object.assign(pen, { lineWidth: 22, lineCap: "round", lineJoin: "round", strokeStyle: "white" });
        pen.beginPath();
        draw(event);
      });
      canvas.addEventListener("pointermove", (event) => event.buttons && draw(event));
      clear();
      return element(
        "div", { class: "drawing-box" },
        element("p", {}, "Draw a digit:"), canvas,
        element("div", {}, element("button", { type: "button", onclick: clear }, "Clear")),
      );
    }

    // The whole series, with a window to drag along it or to move with the slider. It has a row of
    // inputs for each step; the first one is drawn.
    window(rows, n_steps) {
      const series = rows.map((row) => row[0]);
      const [width, height] = [800, 140];
      const last = series.length - n_steps;
      const low = Math.min(...series);
      const high = Math.max(...series);
      const x = (i) => (i / (series.length - 1)) * width;
      const y = (value) => 8 + ((high - value) / (high - low || 1)) * (height - 16);
      const path = series.map((value, i) => `${i ? "L" : "M"}${x(i).toFixed(1)},${y(value).toFixed(1)}`).join("");
      const box = svg("rect", { class: "window", y: 1, height: height - 2, width: Math.max(x(n_steps - 1), 4) });
      const picture = svg("svg", { class: "series", viewBox: `0 0 ${width} ${height}`, preserveAspectRatio: "none", role: "img", "aria-label": `The series, ${series.length} values from ${number(low)} to ${number(high)}` }, svg("path", { class: "line line-0", d: path }), box);
      const slider = element("input", { type: "range", min: 0, max: last, value: 0, "aria-label": "where the window begins" });
      const move = (start, quietly) => {
        const from = Math.max(0, Math.min(last, Math.round(start)));
        slider.value = from;
        box.setAttribute("x", x(from));
        if (!quietly) this.later(() => ({ array: rows.slice(from, from + n_steps) }));
      };
      const drag = (event) => {
        const { left, width: wide } = picture.getBoundingClientRect();
        move(((event.clientX - left) / wide) * (series.length - 1) - n_steps / 2);
      };
      picture.addEventListener("pointerdown", (event) => {
        picture.setPointerCapture(event.pointerId);
        drag(event);
      });
      picture.addEventListener("pointermove", (event) => event.buttons && drag(event));
      slider.addEventListener("input", () => move(Number(slider.value)));
      move(0, true);
      return element("div", { class: "window-box" }, element("p", {}, "Drag the window along the series:"), picture, slider);
    }
  }

  // A drawing as MNIST has its digits: what is drawn fits 5/7 of the picture, its centre of mass in
  // the middle, values from 0 to 1.
  function fitted(canvas, rows, columns) {
    const size = canvas.width;
    const { data } = canvas.getContext("2d").getImageData(0, 0, size, size);
    let [left, right, top, bottom, mass, sumX, sumY] = [size, 0, size, 0, 0, 0, 0];
    for (let y = 0; y < size; y++)
      for (let x = 0; x < size; x++) {
        const ink = data[4 * (y * size + x)];
        if (!ink) continue;
        [left, right, top, bottom] = [Math.min(left, x), Math.max(right, x), Math.min(top, y), Math.max(bottom, y)];
        [mass, sumX, sumY] = [mass + ink, sumX + ink * x, sumY + ink * y];
      }
    const small = new OffscreenCanvas(columns, rows);
    const pen = small.getContext("2d");
    pen.fillRect(0, 0, columns, rows);
    if (mass) {
      const scale = Math.min((columns * 5) / 7 / (right - left + 1), (rows * 5) / 7 / (bottom - top + 1));
      pen.imageSmoothingQuality = "high";
      const [atX, atY] = [columns / 2 - (sumX / mass) * scale, rows / 2 - (sumY / mass) * scale];
      pen.drawImage(canvas, atX, atY, size * scale, size * scale);
    }
    const pixels = pen.getImageData(0, 0, columns, rows).data;
    const value = (y, x) => Math.round((pixels[4 * (y * columns + x)] / 255) * 1e4) / 1e4;
    return Array.from({ length: rows }, (_, y) => Array.from({ length: columns }, (_, x) => value(y, x)));
  }

  tf1rnn.Live = Live;
})();
