// Numbers and elements: what the other scripts of a page share. Their one global name is tf1rnn.
"use strict";

const tf1rnn = {};

(function () {
  const SVG = "http://www.w3.org/2000/svg";

  // A number as people read it: six significant digits, a true minus sign only for the eye.
  tf1rnn.number = function (value, digits = 6) {
    if (value === null || value === undefined || Number.isNaN(value)) return "–";
    if (!Number.isFinite(value)) return String(value);
    const size = Math.abs(value);
    if (size !== 0 && (size < 1e-4 || size >= 1e9)) return Number(value.toPrecision(digits)).toExponential();
    return String(Number(value.toPrecision(digits)));
  };

  // An array that came as {shape, f32}: at(step, unit) reads it; one step long, it is the same
  // at every step.
  class Matrix {
    constructor(shape, data) {
      this.shape = shape;
      this.data = data;
      this.steps = shape[0];
      this.units = shape.length > 1 ? shape[1] : 1;
    }
    at(step, unit = 0) {
      return this.data[(this.steps === 1 ? 0 : step) * this.units + unit];
    }
    row(step) {
      const start = (this.steps === 1 ? 0 : step) * this.units;
      return this.data.subarray(start, start + this.units);
    }
    largest() {
      let largest = 0;
      for (const value of this.data) if (Math.abs(value) > largest) largest = Math.abs(value);
      return largest;
    }
  }

  // A walk as the page carries it, with its arrays unpacked.
  tf1rnn.unpacked = function (value) {
    if (Array.isArray(value)) return value.map(tf1rnn.unpacked);
    if (value === null || typeof value !== "object") return value;
    if (typeof value.f32 === "string") {
      const bytes = Uint8Array.from(atob(value.f32), (letter) => letter.charCodeAt(0));
      return new Matrix(value.shape, new Float32Array(bytes.buffer));
    }
    const entries = Object.entries(value).map(([name, part]) => [name, tf1rnn.unpacked(part)]);
    return Object.fromEntries(entries);
  };

  // The place of the largest value.
  tf1rnn.best = function (values) {
    let best = 0;
    values.forEach((value, i) => {
      if (value > values[best]) best = i;
    });
    return best;
  };

  function filled(node, attributes, children) {
    for (const [name, value] of Object.entries(attributes || {})) {
      if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
      else if (value !== null && value !== undefined && value !== false)
        node.setAttribute(name, value === true ? "" : value);
    }
    node.append(...children.filter((child) => child !== null && child !== undefined));
    return node;
  }

  // An HTML element: element("p", {class: "note"}, "text", child).
  tf1rnn.element = function (name, attributes, ...children) {
    return filled(document.createElement(name), attributes, children);
  };

  // The same in SVG.
  tf1rnn.svg = function (name, attributes, ...children) {
    return filled(document.createElementNS(SVG, name), attributes, children);
  };

  // The data that a page carries in a <script type="application/json">.
  tf1rnn.carried = (script) => JSON.parse(script.textContent);
})();
