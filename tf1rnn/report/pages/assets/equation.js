// A unit's equations with the numbers that were in them at a step.
"use strict";

(function () {
  const { element, number } = tf1rnn;

  // "0.5 − 0.25 + 1": a sum as people write it.
  function sum(values) {
    return values
      .map((value, i) => {
        const shown = number(Math.abs(value), 4);
        if (i === 0) return value < 0 ? `−${shown}` : shown;
        return value < 0 ? ` − ${shown}` : ` + ${shown}`;
      })
      .join("");
  }

  // The rows of a layer's equations for one unit at one step.
  function rows(layer, step, unit) {
    return layer.equations.map((equation) => {
      const terms = Object.entries(equation.terms);
      const values = terms.map(([, matrix]) => matrix.at(step, matrix.units === 1 ? 0 : unit));
      const result = layer.values[equation.name]?.at(step, unit);
      const inner = sum(values);
      const filled = equation.function ? `${equation.function}(${inner})` : inner;
      const about = terms.map(([name], i) => `${name} = ${number(values[i])}`).join("\n");
      return element(
        "tr", { title: about },
        element("th", { scope: "row" }, equation.name),
        element("td", { class: "formula" },
          element("div", { class: "text" }, equation.text),
          element("div", { class: "filled" }, `= ${filled}`)),
        element("td", { class: "number" },
          element("output", { "data-name": equation.name }, number(result))),
      );
    });
  }

  // Values that no equation tells of.
  function others(layer, step, unit) {
    const told = new Set(layer.equations.map((equation) => equation.name));
    const left = Object.entries(layer.values).filter(([name]) => !told.has(name));
    return left.map(([name, matrix]) =>
      element(
        "tr", {},
        element("th", { scope: "row" }, name),
        element("td", {}),
        element("td", { class: "number" },
          element("output", { "data-name": name }, number(matrix.at(step, unit)))),
      ),
    );
  }

  function gradients(layer, step, unit) {
    return Object.entries(layer.gradients || {}).map(([name, matrix]) =>
      element(
        "tr", {},
        element("th", { scope: "row" }, `∂loss/∂${name}`),
        element("td", { class: "formula" }, `of the loss with respect to ${name} at this step`),
        element("td", { class: "number" },
          element("output", { "data-name": `gradient of ${name}` }, number(matrix.at(step, unit)))),
      ),
    );
  }

  // A table of what one unit of a layer computed at a step, or of its gradients.
  tf1rnn.equations = function (layer, step, unit, label, backward) {
    const body = backward
      ? gradients(layer, step, unit)
      : [...rows(layer, step, unit), ...others(layer, step, unit)];
    return element(
      "table", { class: "equations" },
      element("caption", {}, `${layer.name || layer.cell}, unit ${unit} of ${layer.n_units}, at ${label}`),
      element("tbody", {}, ...body),
    );
  };
})();
