// Fetches plotly.js from the first of several hosts that has it, once, and wakes the figures.
(() => {
  const shared = window.stockpotFigures = window.stockpotFigures || {waiting: []};
  const wake = () => shared.waiting.splice(0).forEach(draw => draw());
  if (window.Plotly && window.Plotly.newPlot) return wake();
  if (shared.loading) return;
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
    script.onload = wake;
    script.onerror = next;
    document.head.appendChild(script);
  };
  next();
})();
