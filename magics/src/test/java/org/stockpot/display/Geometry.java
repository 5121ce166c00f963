package org.stockpot.display;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.traces.HeatmapTrace;
import tech.tablesaw.plotly.traces.ScatterTrace;
import tech.tablesaw.plotly.traces.Trace;

/** Whether the parts of drawn charts lie where they can be read. */
final class Geometry {

  /** True once every chart has the width of its place, and stays as it is. */
  static final String SETTLED =
      """
      (() => {
        const now = [...document.querySelectorAll('.js-plotly-plot')].map(plot => [
          plot.querySelector('.main-svg').getBoundingClientRect().width,
          plot.querySelector('.main-svg').getBoundingClientRect().height,
          plot.parentElement.clientWidth]);
        const same = JSON.stringify(now) === JSON.stringify(window.before);
        window.before = now;
        window.same = same ? (window.same || 0) + 1 : 0;
        return window.same > 20 && now.every(([width, , place]) => width === place);
      })()
      """;

  /** Names texts that are cut by the edge of their chart, and parts that lie on one another. */
  static final String FAULTS =
      """
      [...document.querySelectorAll('.js-plotly-plot')].flatMap((plot, number) => {
        const box = element => element && element.getBoundingClientRect();
        const all = box(plot.querySelector('.main-svg'));
        const texts = [...plot.querySelectorAll('text')].filter(t => t.textContent.trim());
        const cut = texts.filter(text => {
          const b = box(text);
          return b.width && (b.left < all.left - 1 || b.right > all.right + 1 ||
            b.top < all.top - 1 || b.bottom > all.bottom + 1);
        }).map(text => number + ': cut: ' + text.textContent);
        const parts = {
          title: box(plot.querySelector('.gtitle')),
          tools: box(plot.querySelector('.modebar')),
          legend: box(plot.querySelector('.legend')),
          data: box(plot.querySelector('.nsewdrag')),
          bar: box(plot.querySelector('.colorbar')),
          beneath: box(plot.querySelector('.xtitle')),
          beside: box(plot.querySelector('.ytitle')),
        };
        const named = Object.entries(parts).filter(([, b]) => b && b.width && b.height);
        const over = named.flatMap(([a, p], i) => named.slice(i + 1)
          .filter(([, q]) => p.left + 1 < q.right && q.left + 1 < p.right &&
            p.top + 1 < q.bottom && q.top + 1 < p.bottom)
          .map(([b]) => number + ': ' + a + ' on ' + b));
        return cut.concat(over);
      })
      """;

  private static final double[] X = {1, 2, 3};

  private Geometry() {}

  static List<String> faults(JsonNode list) {
    List<String> faults = new ArrayList<>();
    list.forEach(fault -> faults.add(fault.asText()));
    return faults;
  }

  /** Returns charts like those of the magics, with long and short words. */
  static List<Figure> figures() {
    String title = "From the pre-trained to the fine-tuned network: fashion-mnist lenet-300-100";
    double[][] ground = {{1, 2, 3}, {2, 3, 4}, {3, 4, 5}};
    return List.of(
        Samples.pruning(),
        figure("Short", lines("ticket", "dense")),
        figure(
            title + "<br>kept weights by magnitude, in all slots of the network",
            lines("before pruning", "kept by pruning", "after retraining")),
        figure(title, lines("ticket", "random-init", "random-mask", "dense", "magnitude at init")),
        figure(title, lines("left out: the candidate's score on validation examples", "dense")),
        figure(
            title,
            HeatmapTrace.builder(new Object[] {1, 2, 3}, new Object[] {1, 2, 3}, ground).build(),
            line("imp.0", ScatterTrace.Mode.MARKERS),
            line("imp.1", ScatterTrace.Mode.MARKERS)));
  }

  private static Trace[] lines(String... names) {
    Trace[] traces = new Trace[names.length];
    for (int i = 0; i < names.length; i++) {
      traces[i] = line(names[i], ScatterTrace.Mode.LINE_AND_MARKERS);
    }
    return traces;
  }

  private static Trace line(String name, ScatterTrace.Mode mode) {
    return ScatterTrace.builder(X, X).mode(mode).name(name).showLegend(true).build();
  }

  private static Figure figure(String title, Trace... traces) {
    Layout layout =
        Layout.builder()
            .title(title)
            .xAxis(Axis.builder().title("perturbation (distances between rewound starts)").build())
            .yAxis(Axis.builder().title("barrier of test error, points (chord)").build())
            .height(420)
            .build();
    return new Figure(layout, traces);
  }
}
