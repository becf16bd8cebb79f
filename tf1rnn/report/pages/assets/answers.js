// What the network answers: the scores at a step, how they change, where it made up its mind.
"use strict";

(function () {
  const { element, number, best } = tf1rnn;
  const MOST_LINES = 10;
  const MOST_BARS = 10;

  // From which step on the most probable label stays what it is at the end; null without labels.
  function decided(part) {
    if (!part.labels || !part.probabilities || part.steps.length < 2) return null;
    const last = part.steps.length - 1;
    const final = best(part.scores.row(last));
    let step = last;
    while (step > 0 && best(part.scores.row(step - 1)) === final) step--;
    return { step, label: part.labels[final] };
  }

  // Whether the cost looks at the last step alone, so that there is one mind to make up.
  function countsLast(part) {
    const last = part.steps.length - 1;
    return part.ignored.length > 0 && part.ignored.every((ignored, t) => ignored === t < last);
  }

  // What the network of a walk said, of all that its several networks said.
  function said(player) {
    const { said: all, parts } = player.walk;
    if (!all || player.networks.length === 1) return all;
    const titles = parts.map((part) => `${part.title}: `);
    const own = all.split("; ").find((each) => titles.some((title) => each.startsWith(title)));
    return own && own.slice(own.indexOf(": ") + 2);
  }

  // The lines about an instance: what it is, what the network says, when it made up its mind.
  tf1rnn.story = function (player) {
    const { shown, true: right, instance, parts } = player.walk;
    const lines = [element("p", { class: "meta" }, `instance ${instance}`)];
    lines.push(...(shown || []).map((line) => element("p", {}, line)));
    const words = said(player);
    if (words)
      lines.push(element("p", {}, "The network says: ", element("b", {}, words), right ? ` (right: ${right})` : ""));
    for (const part of parts) {
      const mind = countsLast(part) && decided(part);
      if (!mind) continue;
      const go = () => player.go(player.firstOf(part) + mind.step);
      const step = element("button", { type: "button", class: "link", onclick: go }, part.steps[mind.step]);
      lines.push(
        element("p", { class: "decided" }, "It made up its mind at ", step,
          `: from there on ${mind.label} stays the most probable.`),
      );
    }
    return lines;
  };

  // A table of the most probable labels at a step, or of outputs beside their targets.
  tf1rnn.answer = function (part, step) {
    if (!part.scores) return null;
    const caption = element("caption", {}, `Outputs after ${part.steps[step]}`);
    if (part.ignored && part.ignored[step])
      caption.append(element("span", { class: "meta" }, " (the cost ignores them)"));
    const body = part.labels ? probable(part, step) : outputs(part, step);
    return element("table", { class: "answer" }, caption, element("tbody", {}, ...body));
  };

  // Where the cost looks at the last step alone, that step's target is the one all along.
  function target(part, step) {
    if (!part.targets) return -1;
    return part.targets[step] >= 0 ? part.targets[step] : part.targets.at(-1);
  }

  function probable(part, step) {
    const shares = (part.probabilities || part.scores).row(step);
    const order = [...shares.keys()].sort((a, b) => shares[b] - shares[a]);
    const shown = order.slice(0, MOST_BARS);
    if (shares.length <= MOST_BARS) shown.sort((a, b) => a - b);
    return shown.map((i) => {
      const wanted = target(part, step) === i;
      const kind = (i === order[0] ? "best " : "") + (wanted ? "wanted" : "");
      const bar = element("span", { class: "share" });
      bar.style.width = `${Math.max(0, Math.min(1, shares[i])) * 100}%`;
      return element(
        "tr", { class: kind },
        element("th", { scope: "row" }, part.labels[i], wanted ? element("span", { class: "meta" }, " ✓ right") : null),
        element("td", { class: "bars", "aria-hidden": "true" }, bar),
        element("td", { class: "number" }, element("output", { "data-label": part.labels[i] }, number(shares[i], 4))),
      );
    });
  }

  function outputs(part, step) {
    const values = [...part.scores.row(step)].slice(0, MOST_BARS);
    return values.flatMap((value, i) => {
      const name = values.length > 1 ? `output ${i}` : "output";
      const wanted = part.targets ? part.targets.at(step, i) : NaN;
      const row = (label, shown) =>
        element("tr", {},
          element("th", { scope: "row" }, label),
          element("td", { class: "number" }, element("output", { "data-label": label }, number(shown))));
      return Number.isNaN(wanted) ? [row(name, value)] : [row(name, value), row(`${name}, target`, wanted)];
    });
  }

  // Charts over the steps of a part: probabilities or outputs, or the norms of the gradients.
  tf1rnn.overTime = function (part, backward) {
    const x = part.steps.map((_, i) => i);
    const common = { x: "after", labels: part.steps };
    if (backward) {
      const layers = part.layers.filter((layer) => layer.gradient_norms);
      const lines = layers.map((layer) => ({ name: layer.name || layer.cell, x, y: x.map((t) => layer.gradient_norms.at(t)) }));
      return lines.length
        ? { ...common, title: "norm of the gradient of the loss with respect to the state", lines, log: true }
        : null;
    }
    if (!part.scores || x.length < 2) return null;
    if (!part.labels) {
      const columns = [...Array(Math.min(part.scores.units, 3)).keys()];
      const of = (matrix, i) => x.map((t) => (Number.isNaN(matrix.at(t, i)) ? null : matrix.at(t, i)));
      const lines = columns.flatMap((i) => {
        const name = columns.length > 1 ? `output ${i}` : "output";
        const line = { name, x, y: of(part.scores, i) };
        return part.targets ? [line, { name: `${name}, target`, x, y: of(part.targets, i) }] : [line];
      });
      return { ...common, title: part.targets ? "outputs beside their targets" : "outputs", lines, log: false };
    }
    const shares = part.probabilities || part.scores;
    const top = (i) => Math.max(...x.map((t) => shares.at(t, i)));
    const labels = [...part.labels.keys()].sort((a, b) => top(b) - top(a)).slice(0, MOST_LINES);
    if (part.labels.length <= MOST_LINES) labels.sort((a, b) => a - b);
    const lines = labels.map((i) => ({ name: part.labels[i], x, y: x.map((t) => shares.at(t, i)) }));
    return { ...common, title: "how the probabilities change", lines, log: false };
  };
})();
