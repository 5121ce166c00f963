// Unpacks plotly.js into the page, once, and has the figures drawn.
(() => {
  DRAWING
  const shared = window.stockpotFigures = window.stockpotFigures || {};
  if (shared.draw || shared.loading) return;
  if (window.Plotly && window.Plotly.newPlot) return drawing(shared);
  shared.loading = true;
  const run = code => {
    // Otherwise plotly.js changes the MathJax that notebooks typeset their texts with.
    window.PlotlyConfig = window.PlotlyConfig || {MathJaxConfig: 'local'};
    const script = document.createElement('script');
    script.textContent = code;
    document.head.appendChild(script);
    drawing(shared);
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
