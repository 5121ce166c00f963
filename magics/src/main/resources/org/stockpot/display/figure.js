// Draws one figure into each of its places on the page that is still a picture.
// No less-than sign may stand before a letter here: old jQuery takes it for a tag.
(() => {
  const key = FIGURE_KEY;
  const figure = () => (FIGURE_JSON);
  const shared = window.stockpotFigures = window.stockpotFigures || {waiting: []};

  const rgb = color => (color || '').match(/[\d.]+/g);

  // Tells whether the page is dark: from what it says, or shows behind the figure.
  const isDark = place => {
    const body = document.body;
    if (body.dataset.jpThemeLight) return body.dataset.jpThemeLight === 'false';
    if (/vscode-(dark|high-contrast(?!-light))/.test(body.className)) return true;
    for (let at = place; at; at = at.parentElement) {
      const c = rgb(getComputedStyle(at).backgroundColor);
      if (c && (c.length === 3 || c[3] > 0.5)) return 0.3 * c[0] + 0.6 * c[1] + 0.1 * c[2] < 128;
    }
    return getComputedStyle(document.documentElement).colorScheme === 'dark';
  };

  const note = (place, text) => {
    if (place.dataset.note) return;
    place.dataset.note = 'yes';
    const line = document.createElement('div');
    line.style.cssText = 'font-size:smaller;opacity:0.7';
    line.textContent = text;
    place.appendChild(line);
  };

  const draw = place => {
    place.dataset.drawn = 'yes';
    const {data, layout, config} = figure();
    const theme = layout.template.layout;
    if (theme && !layout.paper_bgcolor) theme.font = {color: isDark(place) ? '#d6d6d6' : '#333333'};
    const plot = document.createElement('div');
    place.appendChild(plot);
    Promise.resolve()
      .then(() => window.Plotly.newPlot(plot, data, layout, config))
      .then(() => place.replaceChildren(plot))
      .catch(error => {
        plot.remove();
        note(place, 'Static picture: plotly.js says ' + error);
      });
  };

  const places = () => [...document.querySelectorAll('.stockpot-figure')]
    .filter(place => place.dataset.figure === key && !place.dataset.drawn);

  const tick = () => {
    const here = places();
    const ready = window.Plotly && window.Plotly.newPlot;
    if (ready) here.forEach(draw);
    return ready && here.length > 0;
  };

  // The output may be put into the page after its script ran, and plotly.js may come later or never.
  if (tick()) return;
  shared.waiting.push(tick);
  let tries = 0;
  const timer = setInterval(() => {
    tries += 1;
    if (tick()) clearInterval(timer);
    else if (tries === 40) {
      clearInterval(timer);
      if (!window.Plotly) {
        places().forEach(place => note(place, 'Static picture: ' +
          (shared.error || 'plotly.js is not on this page.')));
      }
    }
  }, 250);
})();
