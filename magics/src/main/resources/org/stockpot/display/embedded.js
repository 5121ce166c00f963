// Unpacks plotly.js into the page, once, and wakes the figures that wait for it.
(() => {
  const shared = window.stockpotFigures = window.stockpotFigures || {waiting: []};
  const wake = () => shared.waiting.splice(0).forEach(draw => draw());
  if (window.Plotly && window.Plotly.newPlot) return wake();
  if (shared.loading) return;
  shared.loading = true;
  const run = code => {
    // Otherwise plotly.js changes the MathJax that notebooks typeset their texts with.
    window.PlotlyConfig = window.PlotlyConfig || {MathJaxConfig: 'local'};
    const script = document.createElement('script');
    script.textContent = code;
    document.head.appendChild(script);
    wake();
  };
  Promise.resolve()
    .then(() => Uint8Array.from(atob('PLOTLY_GZIP'), c => c.charCodeAt(0)))
    .then(bytes => new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip')))
    .then(stream => new Response(stream).text())
    .then(run)
    .catch(error => {
      shared.loading = false;
      shared.error = 'plotly.js does not start, ' + error;
    });
})();
