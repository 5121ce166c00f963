// Fetches plotly.js from the first of several hosts that has it, once, and has the figures drawn.
(() => {
  DRAWING
  const shared = window.stockpotFigures = window.stockpotFigures || {};
  if (shared.draw || shared.loading) return;
  if (window.Plotly && window.Plotly.newPlot) return drawing(shared);
  shared.loading = true;
  window.PlotlyConfig = window.PlotlyConfig || {MathJaxConfig: 'local'};
  const hosts = PLOTLY_HOSTS;
  const next = () => {
    if (hosts.length === 0) {
      shared.loading = false;
      shared.error = 'plotly.js cannot be fetched.';
      return;
    }
    const script = document.createElement('script');
    script.src = hosts.shift();
    script.integrity = PLOTLY_HASH;
    script.crossOrigin = 'anonymous';
    script.onload = () => drawing(shared);
    script.onerror = next;
    document.head.appendChild(script);
  };
  next();
})();
