package org.stockpot.magic.store;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.stockpot.display.ChartWriter;
import org.stockpot.display.Display;
import org.stockpot.format.tensor.Disk;
import org.stockpot.magic.UsageException;
import org.stockpot.magic.session.Call;
import org.stockpot.magic.session.Echo;
import org.stockpot.magic.session.PointFiles;
import org.stockpot.magic.session.Session;
import org.stockpot.report.ResultReports;
import org.stockpot.report.parts.ResultChart;
import org.stockpot.task.option.Help;
import org.stockpot.text.Json;
import tech.tablesaw.plotly.components.Figure;

/** Writes charts of results, and Tablesaw figures, to files. */
final class ChartFiles {

  /**
   * Which chart to write.
   *
   * @param chart its name among those of a result; empty for the first, and for all in a page
   */
  record Options(
      @Help("which chart of a result goes into a .svg, .png or .html; %save says what there is")
          String chart) {

    static Options defaults() {
      return new Options("");
    }
  }

  private ChartFiles() {}

  /** Returns whether a file is one of a chart. */
  static boolean areNamed(SaveTarget target) {
    return target.endsWith("svg|png|html?");
  }

  /** Writes one chart of each of some results or variables, or all in a page each. */
  static List<Path> save(Call call, List<String> names, SaveTarget target) {
    target.requireFor(names.size(), "results", "*.svg");
    Map<Path, byte[]> files = new LinkedHashMap<>();
    List<Display> said = new ArrayList<>();
    for (String name : names) {
      List<ResultChart> charts = charts(call.session(), name);
      List<ResultChart> chosen = chosen(name, charts, call.options(Options.class).chart(), target);
      Path file = target.file(name);
      if (files.isEmpty()) {
        call.show(Echo.of(call.line(), java(file, chosen, name)));
      }
      files.put(file, bytes(file, name, chosen));
      said.add(Display.text(words(file, name, chosen, charts)));
    }
    files.forEach((file, bytes) -> Disk.write(file, out -> out.write(bytes)));
    said.forEach(call::show);
    return List.copyOf(files.keySet());
  }

  private static List<ResultChart> charts(Session session, String name) {
    String advice = "a .svg, .png or .html takes the chart of a RESULT or a Tablesaw Figure";
    Object value = session.value(name, advice);
    List<ResultChart> charts = ResultReports.charts(value);
    if (charts.isEmpty()) {
      throw new UsageException(name + " has no chart, it is " + session.words(value));
    }
    return charts;
  }

  private static List<ResultChart> chosen(
      String name, List<ResultChart> charts, String wanted, SaveTarget target) {
    if (wanted.isEmpty()) {
      return isPage(target) ? charts : charts.subList(0, 1);
    }
    return charts.stream()
        .filter(chart -> chart.name().equals(wanted))
        .findFirst()
        .map(List::of)
        .orElseThrow(
            () ->
                new UsageException(
                    "chart must be one of " + names(charts) + " for " + name + ", got " + wanted));
  }

  private static boolean isPage(SaveTarget file) {
    return file.endsWith("html?");
  }

  private static byte[] bytes(Path file, String name, List<ResultChart> charts) {
    List<Figure> figures = charts.stream().map(chart -> chart.figure().get()).toList();
    if (isPage(new SaveTarget(file.toString()))) {
      return ChartWriter.html(name, figures).getBytes(StandardCharsets.UTF_8);
    }
    String svg = ChartWriter.svg(figures.get(0));
    if (new SaveTarget(file.toString()).endsWith("svg")) {
      return svg.getBytes(StandardCharsets.UTF_8);
    }
    try {
      return ChartWriter.png(svg);
    } catch (IllegalStateException e) {
      throw new UsageException(e.getMessage() + "; .svg and .html need none of that");
    }
  }

  private static String names(List<ResultChart> charts) {
    return charts.stream().map(ResultChart::name).collect(Collectors.joining(", "));
  }

  private static String words(
      Path file, String name, List<ResultChart> chosen, List<ResultChart> charts) {
    List<ResultChart> others = charts.stream().filter(c -> !chosen.contains(c)).toList();
    return "wrote "
        + file
        + ": "
        + (charts.size() > 1 ? names(chosen) + " of " : "")
        + name
        + (others.isEmpty() ? "" : "; --chart takes also " + names(others));
  }

  private static String java(Path file, List<ResultChart> charts, String name) {
    String made =
        charts.stream()
            .map(chart -> chart.java().replace(ResultChart.RESULT, name))
            .collect(Collectors.joining(", "));
    String path = PointFiles.path(file.toString());
    if (isPage(new SaveTarget(file.toString()))) {
      return "Files.writeString("
          + path
          + ", ChartWriter.html("
          + Json.write(name)
          + ", List.of("
          + made
          + ")))";
    }
    String svg = "ChartWriter.svg(" + made + ")";
    return new SaveTarget(file.toString()).endsWith("svg")
        ? "Files.writeString(" + path + ", " + svg + ")"
        : "Files.write(" + path + ", ChartWriter.png(" + svg + "))";
  }
}
