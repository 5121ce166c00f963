// Hands one figure to what draws it, which an output that brings plotly.js has, here or elsewhere.
// No less-than sign may stand before a letter here: old jQuery takes it for a tag.
(() => {
  const key = FIGURE_KEY;
  const shared = window.stockpotFigures = window.stockpotFigures || {};
  (shared.figures = shared.figures || {})[key] = () => (FIGURE_JSON);

  const note = text => document
    .querySelectorAll('.stockpot-figure[data-figure="' + key + '"] > .stockpot-note')
    .forEach(line => { line.textContent = text; });
  const draw = () => {
    if (!shared.draw) return false;
    shared.draw();
    return true;
  };

  // The output may be put into the page after its script ran, and plotly.js may come later or never.
  note('');
  if (draw()) return;
  let tries = 0;
  const timer = setInterval(() => {
    tries += 1;
    if (tries === 1) note('');
    if (draw()) return clearInterval(timer);
    if (tries === 40) {
      clearInterval(timer);
      note('Static picture: ' + (shared.error || 'no output on this page brings plotly.js. ' +
        'For live charts, type %stockpot --charts offline and run a cell with a chart again.'));
    }
  }, 250);
})();
