package org.stockpot.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.stockpot.djl.DjlTask;
import org.stockpot.djl.engine.Engines;
import org.stockpot.task.Recipe;
import org.stockpot.task.Span;

/**
 * Every task on our side, in DJL's own loop and in PyTorch, in turns on one machine, and what the
 * hardware would allow. Prints one table, and the cost as work grows.
 *
 * <p>Properties: {@code stockpot.mnist}, a directory with MNIST's four idx files; {@code
 * stockpot.peer}, a PyTorch program for the same tasks; {@code stockpot.python}; {@code
 * stockpot.runs}; {@code stockpot.tasks}, some of the tasks' names, or {@code growth} for the cost
 * as work grows alone, or {@code sparse} for tickets alone; {@code stockpot.nogrowth} leaves that
 * out.
 */
public final class Benchmark {

  /** PyTorch's figure for training is that of a second epoch. */
  private static final double ACCURACY_TOLERANCE = 0.02;

  private static final String PYTHON = System.getProperty("stockpot.python", "/usr/bin/python3");
  private static final int CONVOLUTION_STEPS = 20;
  private static final int CONVOLUTION_SAMPLES = 5;
  private static final int CONVOLUTION_EXAMPLES = 2000;
  private static final List<String> TASKS =
      List.of(
          "train",
          "imp",
          "barrier",
          "select",
          "soup",
          "average",
          "replicates",
          "conv2",
          "resnet20");

  /** Who was measured at one task. */
  private static final class Row {
    private final Timings ours = new Timings();
    private final Timings stock = new Timings();
    private final Map<String, Timings> peers = new LinkedHashMap<>();
    private double limit = Double.NaN;

    Timings peer(String name) {
      return peers.computeIfAbsent(name, n -> new Timings());
    }
  }

  private final Map<String, Row> rows = new LinkedHashMap<>();
  private final Work work;
  private final Path mnist;
  private final Optional<Peer> peer;
  private final Optional<Peer> convolutions;
  private final List<String> wanted;

  private Benchmark(Path mnist) throws IOException {
    this.mnist = mnist;
    String program = System.getProperty("stockpot.peer", "");
    peer =
        Peer.isThere(PYTHON) && !program.isEmpty()
            ? Optional.of(new Peer(List.of(PYTHON, program)))
            : Optional.empty();
    convolutions = script("convolutions.py");
    String tasks = System.getProperty("stockpot.tasks", "");
    wanted = tasks.isEmpty() ? TASKS : Arrays.asList(tasks.split(","));
    work = new Work(mnist);
  }

  /** Returns a program of ours in PyTorch, if that is there. */
  private static Optional<Peer> script(String name) throws IOException {
    if (!Peer.isThere(PYTHON)) {
      return Optional.empty();
    }
    Path copy = Files.createTempFile("benchmark", name);
    copy.toFile().deleteOnExit();
    try (InputStream in = Benchmark.class.getResourceAsStream(name)) {
      Files.write(copy, in.readAllBytes());
    }
    return Optional.of(new Peer(List.of(PYTHON, copy.toString())));
  }

  public static void main(String[] arguments) throws IOException {
    String mnist = System.getProperty("stockpot.mnist", "");
    if (mnist.isEmpty()) {
      throw new IllegalArgumentException(
          "stockpot.mnist must be a directory with MNIST's idx files, got nothing");
    }
    String tasks = System.getProperty("stockpot.tasks", "");
    if (tasks.isEmpty() || tasks.equals("sparse")) {
      SparseTimings.require(Path.of(mnist), script("tickets.py"));
    }
    if (tasks.equals("sparse")) {
      return;
    }
    if (!tasks.equals("growth")) {
      new Benchmark(Path.of(mnist)).measure();
    }
    if (!Boolean.getBoolean("stockpot.nogrowth")) {
      Growth.print(Path.of(mnist));
    }
  }

  private void measure() throws IOException {
    int runs = Integer.getInteger("stockpot.runs", 5);
    for (int run = 0; run <= runs; run++) {
      // The first run warms the JVM up and is not counted.
      if (run == 1) {
        rows.clear();
      }
      run(run == 0);
    }
    if (wanted.contains("average")) {
      average(runs);
    }
    limits();
    print(runs);
    requireEqualAccuracies();
  }

  private Row row(String task) {
    return rows.computeIfAbsent(task, t -> new Row());
  }

  private void run(boolean warm) {
    try (DjlTask lenet = DjlTask.of(work.data(), "lenet-300-100");
        DjlTask tested = DjlTask.of(work.tested(), "lenet-300-100")) {
      for (String task : wanted) {
        switch (task) {
          case "train" -> work.train(tested, row(task).ours);
          case "imp" -> work.imp(tested, row(task).ours);
          case "barrier" -> work.barrier(lenet, row(task).ours);
          case "select" -> {
            // Until the loops are compiled; PyTorch's were before it was installed.
            for (int i = 0; warm && i < 15; i++) {
              work.select(new Timings());
            }
            work.select(row(task).ours);
          }
          case "soup" -> work.soup(lenet, row(task).ours);
          case "replicates" -> {
            work.requireSameBits(tested, work.replicates(tested, row(task).ours));
            if (!warm) {
              String parts = "" + tested.threads();
              Peer.Line line = OneCore.peer().run(mnist.toString(), parts).get(0);
              row(task).peer("one after another").add(line.seconds(), line.accuracy());
            }
          }
          case "conv2", "resnet20" -> convolutions(task, warm);
          default -> row(task);
        }
        if (task.equals("train")) {
          new StockLoop(work.data(), "lenet-300-100", 1000).run(row(task).stock);
        }
        boolean theirs = List.of("train", "imp", "barrier", "select", "soup").contains(task);
        if (theirs && !warm) {
          peer.ifPresent(p -> last(task, p.run(mnist.toString(), task)));
        }
      }
    }
  }

  private void average(int runs) throws IOException {
    work.average(runs, row("average").ours, row("average, forced").ours);
    for (int i = 0; i < runs; i++) {
      peer.ifPresent(p -> last("average", p.run(mnist.toString(), "average")));
    }
  }

  /** Keeps the last line of each way to do a task; those before it warm up. */
  private void last(String task, List<Peer.Line> lines) {
    Map<String, Peer.Line> last = new LinkedHashMap<>();
    lines.forEach(line -> last.put(("PyTorch " + line.how()).strip(), line));
    last.forEach((how, line) -> row(task).peer(how).add(line.seconds(), line.accuracy()));
  }

  private void convolutions(String model, boolean warm) {
    try (DjlTask task = DjlTask.of(work.smaller(CONVOLUTION_EXAMPLES), model)) {
      work.convolutions(task, CONVOLUTION_STEPS, row(model).ours);
      Recipe brief = Recipe.defaults().withLength(Span.iterations(3));
      Row barrier = row(model + " barrier");
      work.barrier(task, CONVOLUTION_SAMPLES, true, brief, barrier.ours);
    }
    if (warm) {
      return;
    }
    new StockLoop(work.smaller(CONVOLUTION_EXAMPLES), model, CONVOLUTION_STEPS)
        .run(row(model).stock);
    convolutions.ifPresent(
        p -> {
          String[] numbers = {
            mnist.toString(),
            model,
            "" + CONVOLUTION_STEPS,
            "" + CONVOLUTION_SAMPLES,
            "" + CONVOLUTION_EXAMPLES
          };
          p.run(numbers)
              .forEach(
                  line -> row(line.task()).peer("PyTorch").add(line.seconds(), line.accuracy()));
        });
  }

  private void limits() {
    Limits limits = new Limits();
    double step = limits.step();
    rows.forEach(
        (task, row) -> {
          switch (task) {
            case "train" -> row.limit = 1000 * step;
            case "imp" -> row.limit = 4000 * step;
            case "barrier" -> row.limit = limits.blends(2, 25, 70_000);
            case "soup" -> row.limit = limits.blends(16, 31, 10_000);
            // Weights are read once, by all cores.
            case "select" -> row.limit = Limits.read(25_000_000);
            // Eight files are read and the mean is written.
            case "average", "average, forced" -> row.limit = 9 * Limits.read(100_000_000);
            case "replicates" -> row.limit = 8 * 3 * 150 * step;
            default -> {}
          }
        });
  }

  private void print(int runs) {
    System.out.printf(
        "%s, %d cores, Java %s; seconds: median (range) of %d runs in turns%n%n",
        Engines.version(),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("java.version"),
        runs);
    String format = "| %-17s | %-22s | %-22s | %-40s | %-8s | %-13s | %-11s | %-22s |%n";
    System.out.printf(
        format,
        "task",
        "ours",
        "DJL's loop",
        "other",
        "limit",
        "ours to limit",
        "DJL to ours",
        "accuracy");
    System.out.printf(format, "---", "---", "---", "---", "---", "---", "---", "---");
    rows.forEach(
        (task, row) ->
            System.out.printf(
                format,
                task,
                row.ours,
                row.stock,
                others(row),
                number("%.3f", row.limit),
                number("%.2f", row.ours.median() / row.limit),
                number("%.2f", row.stock.median() / row.ours.median()),
                accuracies(row)));
  }

  /**
   * A side that is quick because it learns less would be no comparison. Convolutions are not looked
   * at: after {@link #CONVOLUTION_STEPS} steps accuracies are those of chance.
   */
  private void requireEqualAccuracies() {
    rows.forEach(
        (task, row) -> {
          if (task.startsWith("conv") || task.startsWith("resnet")) {
            return;
          }
          List<Timings> others = new ArrayList<>(row.peers.values());
          others.add(row.stock);
          for (Timings other : others) {
            double apart = Math.abs(other.accuracy() - row.ours.accuracy());
            if (apart > ACCURACY_TOLERANCE * Math.max(1, row.ours.accuracy())) {
              throw new IllegalStateException(
                  task + ": accuracies must agree, got " + accuracies(row));
            }
          }
        });
  }

  private static String others(Row row) {
    StringBuilder text = new StringBuilder();
    row.peers.forEach(
        (name, timings) ->
            text.append(text.isEmpty() ? "" : "; ")
                .append(name)
                .append(' ')
                .append(timings)
                .append(number(" = %.2f x ours", timings.median() / row.ours.median())));
    return text.isEmpty() ? "-" : text.toString();
  }

  private static String accuracies(Row row) {
    StringBuilder text = new StringBuilder(number("%.4f", row.ours.accuracy()));
    if (!row.stock.isEmpty()) {
      text.append(number(" DJL %.4f", row.stock.accuracy()));
    }
    row.peers.values().stream()
        .filter(timings -> !Double.isNaN(timings.accuracy()))
        .forEach(timings -> text.append(number(" other %.4f", timings.accuracy())));
    return text.toString();
  }

  private static String number(String format, double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, format, value);
  }
}
