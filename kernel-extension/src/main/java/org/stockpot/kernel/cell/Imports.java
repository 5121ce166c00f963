package org.stockpot.kernel.cell;

import java.util.List;

/**
 * What a cell may use without importing it. No two of these packages have a public type of the same
 * name, except that a single type hides others; a test holds this.
 */
public final class Imports {

  /** The packages, which need not exist. */
  public static final List<String> PACKAGES =
      List.of(
          "java.io",
          "java.math",
          "java.net",
          "java.nio.file",
          "java.time",
          "java.util",
          "java.util.concurrent",
          "java.util.function",
          "java.util.regex",
          "java.util.stream",
          "org.stockpot.align",
          "org.stockpot.barrier",
          "org.stockpot.curvature",
          "org.stockpot.curvature.gradient",
          "org.stockpot.data",
          "org.stockpot.data.array",
          "org.stockpot.data.image",
          "org.stockpot.data.source",
          "org.stockpot.data.split",
          "org.stockpot.data.table",
          "org.stockpot.display",
          "org.stockpot.djl",
          "org.stockpot.error",
          "org.stockpot.error.example",
          "org.stockpot.format",
          "org.stockpot.format.file",
          "org.stockpot.format.tensor",
          "org.stockpot.landscape",
          "org.stockpot.law",
          "org.stockpot.phase",
          "org.stockpot.merge.trajectory",
          "org.stockpot.mergekit",
          "org.stockpot.prune",
          "org.stockpot.prune.dead",
          "org.stockpot.prune.dynamic",
          "org.stockpot.prune.sensitivity",
          "org.stockpot.report",
          "org.stockpot.report.align",
          "org.stockpot.report.barrier",
          "org.stockpot.report.curvature",
          "org.stockpot.report.gradient",
          "org.stockpot.report.landscape",
          "org.stockpot.report.law",
          "org.stockpot.report.phase",
          "org.stockpot.report.prune",
          "org.stockpot.report.shrink",
          "org.stockpot.report.similarity",
          "org.stockpot.report.soup",
          "org.stockpot.report.store",
          "org.stockpot.report.study",
          "org.stockpot.report.task",
          "org.stockpot.shrink",
          "org.stockpot.similarity",
          "org.stockpot.soup",
          "org.stockpot.store",
          "org.stockpot.study",
          "org.stockpot.study.batch",
          "org.stockpot.study.generalization",
          "org.stockpot.study.grokking",
          "org.stockpot.study.law",
          "org.stockpot.study.merge",
          "org.stockpot.study.phase",
          "org.stockpot.study.robustness",
          "org.stockpot.task",
          "org.stockpot.task.analysis",
          "org.stockpot.task.replicates",
          "org.stockpot.task.sparse",
          "org.stockpot.weights",
          "tech.tablesaw.api",
          "tech.tablesaw.plotly.api",
          "tech.tablesaw.plotly.traces",
          "ai.djl",
          "ai.djl.engine",
          "ai.djl.ndarray",
          "ai.djl.ndarray.types",
          "ai.djl.nn",
          "ai.djl.nn.convolutional",
          "ai.djl.nn.core");

  /**
   * Single types out of packages whose other names would clash. They win over a package's type of
   * the same name: who says Layout in a cell makes a figure.
   */
  public static final List<String> TYPES =
      List.of(
          "ai.djl.ndarray.types.DataType",
          "org.stockpot.data.csv.ColumnRules",
          "org.stockpot.data.csv.TableFormat",
          "org.stockpot.magic.Stockpot",
          "org.stockpot.task.optimizer.Regularizer",
          "org.stockpot.task.optimizer.Sharpness",
          "org.stockpot.task.optimizer.WeightAveraging",
          "tech.tablesaw.aggregate.AggregateFunctions",
          "tech.tablesaw.columns.Column",
          "tech.tablesaw.io.csv.CsvReadOptions",
          "tech.tablesaw.plotly.components.Axis",
          "tech.tablesaw.plotly.components.Figure",
          "tech.tablesaw.plotly.components.Layout",
          "tech.tablesaw.plotly.components.Marker");

  private Imports() {}

  /**
   * Returns the import declarations.
   *
   * @return one declaration each
   */
  public static List<String> declarations() {
    return java.util.stream.Stream.concat(
            PACKAGES.stream().map(name -> name + ".*"), TYPES.stream())
        .map(name -> "import " + name + ";")
        .toList();
  }
}
