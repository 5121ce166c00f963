// Draws every figure on the page that is still a picture, now and whenever one comes to the page.
const drawing = shared => {
  const style = document.createElement('style');
  style.textContent = STYLE;
  document.head.appendChild(style);

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

  const pen = document.createElement('canvas').getContext('2d');
  const widthOf = (text, size) => {
    pen.font = size + 'px "Open Sans", verdana, arial, sans-serif';
    return pen.measureText(text).width;
  };

  // Breaks a title between words into lines that fit.
  const wrap = (text, size, width) => text.split(/\u003cbr ?\/?>/i).map(line => {
    const lines = [''];
    for (const word of line.split(' ')) {
      const longer = (lines[lines.length - 1] + ' ' + word).trim();
      if (widthOf(longer, size) > width && lines[lines.length - 1]) lines.push(word);
      else lines[lines.length - 1] = longer;
    }
    return lines.join('\u003cbr>');
  }).join('\u003cbr>');

  const count = text => text ? text.split('\u003cbr>').length : 0;

  // What fits a width: titles in lines, below the row of the tools, and room for a legend on top.
  const fit = (layout, width, legend) => {
    const own = layout.title || {};
    const size = (own.font && own.font.size) || 17;
    const title = wrap(own.text || '', size, width - 24);
    const change = {};
    if (title) change['title.text'] = title;
    // A title of several lines begins a line higher than one of one line.
    if (title && !own.pad) change['title.pad.t'] = 30 + (count(title) > 1 ? 1.3 * size : 0);
    const margin = layout.margin || {};
    const top = 30 + 1.3 * size * count(title) + (title ? 6 : 0) + legend;
    if (margin.t === undefined) change['margin.t'] = top;
    if (margin.r === undefined) change['margin.r'] = width < 560 ? 12 : 24;
    const beneath = layout.xaxis && layout.xaxis.title && layout.xaxis.title.text;
    if (beneath) change['xaxis.title.text'] = wrap(beneath, 14, width - 90);
    const more = Math.max(0, count(title) - 1) * 1.3 * size + legend;
    if (more && layout.height) change.height = layout.height + more;
    return change;
  };

  // A legend beside the plot takes its width; where there is little of it, or a colour bar, it lies on top.
  const above = {
    'legend.orientation': 'h', 'legend.x': 0, 'legend.xanchor': 'left',
    'legend.y': 1.01, 'legend.yanchor': 'bottom',
  };
  const beside = {
    'legend.orientation': 'v', 'legend.x': 1.02, 'legend.xanchor': 'left',
    'legend.y': 1, 'legend.yanchor': 'top',
  };

  // Breaks long names of a legend.
  const rename = (plot, names, width) => {
    const fitting = names.map(name => name && wrap(name, 12, Math.min(300, width - 110)));
    const changed = fitting.map((name, i) => i).filter(i => fitting[i] !== plot.data[i].name);
    if (!changed.length) return;
    return window.Plotly.restyle(plot, {name: changed.map(i => fitting[i])}, changed);
  };

  const adapt = async (plot, names, layout, width) => {
    const legend = () => plot.querySelector('.legend');
    await rename(plot, names, width);
    const plain = fit(layout, width, 0);
    if (!legend() || layout.legend) return window.Plotly.relayout(plot, {...plain, autosize: true});
    await window.Plotly.relayout(plot, {...plain, ...beside, autosize: true});
    const wide = legend().getBoundingClientRect().width;
    if (width > 560 && wide < 0.34 * width && !plot.querySelector('.colorbar')) return;
    await window.Plotly.relayout(plot, above);
    const height = legend().querySelector('.bg').getBoundingClientRect().height;
    await window.Plotly.relayout(plot, fit(layout, width, height + 6));
  };

  const failed = (place, plot, error) => {
    plot.remove();
    place.classList.remove('stockpot-live');
    const line = place.querySelector('.stockpot-note');
    if (line) line.textContent = 'Static picture: plotly.js says ' + error;
  };

  const draw = place => {
    place.dataset.drawn = 'yes';
    const {data, layout, config} = shared.figures[place.dataset.figure]();
    const theme = layout.template && layout.template.layout;
    const dark = isDark(place);
    if (theme && !layout.paper_bgcolor) theme.font = {color: dark ? '#d6d6d6' : '#333333'};
    const plot = document.createElement('div');
    plot.setAttribute('role', 'img');
    plot.setAttribute('aria-label', place.querySelector('img').alt);
    place.appendChild(plot);
    let width = 0;
    const fitting = () => {
      const now = Math.round(place.clientWidth);
      if (!now || now === width) return;
      width = now;
      adapt(plot, names, given, layout.width || width).catch(error => failed(place, plot, error));
    };
    const names = data.map(trace => trace.name);
    const given = JSON.parse(JSON.stringify({...layout, template: undefined}));
    Promise.resolve()
      .then(() => window.Plotly.newPlot(plot, data, layout, config))
      .then(() => {
        place.classList.add('stockpot-live');
        const note = place.querySelector('.stockpot-note');
        if (note) note.textContent = '';
        fitting();
        new ResizeObserver(fitting).observe(place);
      })
      .catch(error => failed(place, plot, error));
  };

  // A place whose last part, the note, has not come yet is still being read.
  const isReady = place => place.querySelector('.stockpot-note') &&
    shared.figures && shared.figures[place.dataset.figure];

  shared.draw = () => [...document.querySelectorAll('.stockpot-figure:not([data-drawn])')]
    .filter(isReady).forEach(draw);

  // Notebooks take outputs off the page while they are out of sight, and put them back.
  let waiting = false;
  new MutationObserver(() => {
    if (waiting) return;
    waiting = true;
    setTimeout(() => { waiting = false; shared.draw(); }, 50);
  }).observe(document.documentElement, {childList: true, subtree: true});
  shared.draw();
};
