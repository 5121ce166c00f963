package org.stockpot.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.stockpot.kernel.Jupyter.Answer;

/**
 * Measures how long people wait for the kernel, and how large their notebooks become. Prints a
 * table of medians with the least and the most.
 *
 * <p>Property: {@code stockpot.runs}, how often to measure.
 */
public final class Stopwatch {

  private static final String CHART =
      """
      import tech.tablesaw.plotly.components.*;
      import tech.tablesaw.plotly.traces.*;
      new Figure(ScatterTrace.builder(new double[] {1, 2}, new double[] {3, 4}).build())
      """;
  private static final String LONG_RUN = "%imp --rounds 12 --for 10ep --seeds 1,2,3 --as stopped";

  private final Map<String, List<Double>> rows = new LinkedHashMap<>();
  private final Path folder;

  private Stopwatch(Path folder) {
    this.folder = folder;
  }

  /** Measures, and prints the table. */
  public static void main(String[] arguments) throws IOException {
    Stopwatch stopwatch = new Stopwatch(Files.createTempDirectory("stopwatch"));
    Jupyter.installFast();
    Path jupyter = IJavaLike.install(stopwatch.folder);
    int runs = Integer.getInteger("stockpot.runs", 5);
    for (int i = 0; i < runs; i++) {
      stopwatch.ladder();
      stopwatch.bundled();
      double without = stopwatch.firstCell(jupyter, IJavaLike.ORIGINAL);
      double with = stopwatch.firstCell(jupyter, IJavaLike.EXTENDED);
      stopwatch.note("IJava-like kernel, first cell without the extension, s", without);
      stopwatch.note("IJava-like kernel, first cell with the extension, s", with);
      stopwatch.note("extension load time (the difference), s", with - without);
    }
    stopwatch.size("offline");
    stopwatch.size("connected");
    stopwatch.print();
  }

  /** From nothing to the first ladder's chart, and what that takes of the machine. */
  private void ladder() throws IOException {
    long began = System.nanoTime();
    try (Jupyter kernel = Jupyter.start(folder, Map.of("STOCKPOT_HOME", "none"))) {
      double ready = kernel.ask("ready").get("seconds").getAsDouble();
      double task = seconds(kernel, "%task digits mlp:64,32");
      double ladder = seconds(kernel, "%imp --rounds 3");
      note("warm start to the first ladder's chart, with Jupyter's own, s", since(began));
      note("of that, the kernel, s", ready + task + ladder);
      note("of that, the kernel to its first answer (JVM, sockets), s", ready);
      note("of that, %task digits mlp:64,32 (engine, data, tables), s", task);
      note("of that, %imp --rounds 3 (four trainings, tables, charts), s", ladder);
      ProcessHandle process = kernel.kernel();
      note("the kernel's processor time till then, s", processor(process));
      note("the kernel's resident memory then, MB", resident(process));
    }
  }

  private static double processor(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3;
  }

  private static double resident(ProcessHandle process) throws IOException {
    return Files.readString(Path.of("/proc/" + process.pid() + "/status"))
        .lines()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElse(Double.NaN);
  }

  private void bundled() throws IOException {
    try (Jupyter kernel = Jupyter.start(folder, Map.of("STOCKPOT_HOME", "none"))) {
      double ready = kernel.ask("ready").get("seconds").getAsDouble();
      note("kernel start to the first cell's result, s", ready + seconds(kernel, "1 + 1"));
      note(
          "first %task (mnist-10k lenet-300-100), s",
          seconds(kernel, "%task mnist-10k lenet-300-100"));
      note("second %task, s", seconds(kernel, "%task mnist-10k lenet-300-100"));
      note("first chart, s", seconds(kernel, CHART));
      note("second chart, s", seconds(kernel, CHART));
      note("interrupt of %imp with three seeds to the end of its cell, s", interrupt(kernel));
    }
  }

  private static double interrupt(Jupyter kernel) {
    String cell = kernel.send(LONG_RUN);
    kernel.awaitText(cell, "round 1 of 12");
    long began = System.nanoTime();
    kernel.interrupt();
    kernel.collect(cell);
    return since(began);
  }

  private double firstCell(Path jupyter, String name) throws IOException {
    try (Jupyter kernel = Jupyter.start(folder, name, jupyter, Map.of())) {
      return seconds(kernel, "1 + 1");
    }
  }

  private static double seconds(Jupyter kernel, String code) {
    long began = System.nanoTime();
    Answer answer = kernel.run(code);
    if (!answer.error().isEmpty()) {
      throw new IllegalStateException(answer.error());
    }
    return since(began);
  }

  private static double since(long began) {
    return (System.nanoTime() - began) / 1e9;
  }

  private void size(String charts) throws IOException {
    Path file = folder.resolve(charts + ".ipynb");
    Machine.write(
        file,
        "%stockpot --charts " + charts,
        "%task digits lenet-300-100",
        "%imp --rounds 3 --for 1ep --seeds 1,2 --as imp",
        "%barrier imp");
    Machine.Ended end = Machine.stockpot(folder, Map.of(), "run", file.toString(), "-o", "out");
    if (end.code() != 0) {
      throw new IllegalStateException(end.text());
    }
    double kilobytes = Files.size(folder.resolve("out/" + charts + ".ipynb")) / 1000.0;
    note("executed notebook with 4 cells and 4 charts, " + charts + ", kB", kilobytes);
  }

  private void note(String row, double value) {
    rows.computeIfAbsent(row, r -> new ArrayList<>()).add(value);
  }

  private void print() {
    System.out.println("| what | median | least | most | n |\n|---|---|---|---|---|");
    rows.forEach(
        (what, values) -> {
          List<Double> sorted = values.stream().sorted().toList();
          int n = sorted.size();
          System.out.printf(
              Locale.ROOT,
              "| %s | %.2f | %.2f | %.2f | %d |%n",
              what,
              sorted.get(n / 2),
              sorted.get(0),
              sorted.get(n - 1),
              n);
        });
  }
}
