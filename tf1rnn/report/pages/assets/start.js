// Starts what a page has: its charts, and the player.
"use strict";

(function () {
  for (const script of document.querySelectorAll("script[data-charts]")) {
    const place = script.previousElementSibling;
    for (const chart of tf1rnn.carried(script)) place.append(new tf1rnn.Chart(chart).root);
  }
  const walks = document.getElementById("walks");
  if (walks) {
    const inside = tf1rnn.carried(walks);
    const player = new tf1rnn.Player(document.getElementById("player"), inside);
    if (inside.live) new tf1rnn.Live(player, inside.live);
    tf1rnn.player = player;
  }
})();
