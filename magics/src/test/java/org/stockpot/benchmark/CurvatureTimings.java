package org.stockpot.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.stockpot.curvature.AxialSubspace;
import org.stockpot.curvature.Eigenpairs;
import org.stockpot.curvature.Lanczos;
import org.stockpot.curvature.LanczosOptions;
import org.stockpot.curvature.LanczosProbe;
import org.stockpot.curvature.TraceEstimate;
import org.stockpot.curvature.TraceMethod;
import org.stockpot.data.Data;
import org.stockpot.data.Examples;
import org.stockpot.data.image.Mnist;
import org.stockpot.djl.DjlTask;
import org.stockpot.task.Part;
import org.stockpot.task.Recipe;
import org.stockpot.task.Span;
import org.stockpot.task.TrainResult;
import org.stockpot.task.analysis.Derivatives;
import org.stockpot.task.analysis.Operators;
import org.stockpot.task.analysis.Subset;
import org.stockpot.task.analysis.SymmetricOperator;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;

/**
 * Curvature, ours and PyHessian's algorithm in PyTorch ({@code curvature.py} beside this), of the
 * same weights on the same examples, one after the other: {@code -Dstockpot.mnist=DIRECTORY
 * [-Dstockpot.python=/usr/bin/python3] [-Dstockpot.threads=1] [-Dstockpot.top=20] MODEL:EXAMPLES…}.
 * Seconds are of all cores of a process together; PyTorch's threads spin, so that it has one.
 */
final class CurvatureTimings {

  private static final int TOP = Integer.getInteger("stockpot.top", 20);
  private static final int PROBES = 10;
  private static final int STEPS = 40;
  private static final int RUNS = 5;

  /** Seconds, what it took, and a number to compare. */
  private record Row(double seconds, String how, double value) {}

  private final Map<String, Row> ours = new LinkedHashMap<>();

  private CurvatureTimings() {}

  public static void main(String[] models) throws IOException, InterruptedException {
    Data mnist = Mnist.load(Path.of(System.getProperty("stockpot.mnist")), Mnist.SPLIT);
    for (String model : models) {
      String[] words = model.split(":", -1);
      new CurvatureTimings().measure(mnist, words[0], Integer.parseInt(words[1]));
    }
  }

  private void measure(Data data, String model, int examples)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("curvature");
    Recipe recipe = Recipe.defaults().withLength(Span.iterations(200));
    try (DjlTask task = DjlTask.of(data, model)) {
      Point at = TrainResult.of(task, recipe, 1).point();
      Subset subset = Subset.of(Part.TRAINING, examples);
      write(folder, data, subset, at);
      ours(task.derivatives(subset).orThrow(), at);
    }
    System.out.printf(Locale.ROOT, "%n%s, %d examples%n", model, examples);
    System.out.printf("%-12s %10s %14s %10s %14s %7s%n", "", "ours s", "", "torch s", "", "ratio");
    List<JsonNode> peer = peer(folder, model);
    for (JsonNode line : peer) {
      Row row = ours.get(line.get("task").asText());
      if (row != null) {
        System.out.printf(
            Locale.ROOT,
            "%-12s %10.4f %14s %10.4f %14s %7.2f   %s%n",
            line.get("task").asText(),
            row.seconds,
            row.how,
            line.get("seconds").asDouble(),
            line.path("how").asText(),
            line.get("seconds").asDouble() / row.seconds,
            row.value + " " + line.path("values").path(0).asText());
      }
    }
    double gradient = ours.get("gradient").seconds;
    System.out.printf(
        Locale.ROOT,
        "a product is %.2f gradients, %d eigenvalues are %.0f%n",
        ours.get("product").seconds / gradient,
        TOP,
        ours.get("eigenvalues").seconds / gradient);
  }

  private void ours(Derivatives derivatives, Point at) {
    SymmetricOperator hessian = Operators.hessian(derivatives, at);
    AxialSubspace space = AxialSubspace.of(Mask.full(at.layout()));
    SplittableRandom random = new SplittableRandom(1);
    Point v =
        Point.build(
            at.layout(),
            values -> {
              for (int i = 0; i < values.length; i++) {
                values[i] = (float) random.nextDouble(-1, 1);
              }
            });
    time("gradient", RUNS, () -> new Row(0, "", derivatives.gradient(at).norm()));
    time("product", RUNS, () -> new Row(0, "", hessian.times(v).norm()));
    time(
        "eigenvalues",
        1,
        () -> {
          Eigenpairs found = Lanczos.of(hessian, space, LanczosOptions.top(TOP));
          return new Row(0, found.products() + " products", found.top().get(0).value());
        });
    time(
        "trace",
        1,
        () -> {
          TraceEstimate found =
              TraceEstimate.of(hessian, space, TraceMethod.HUTCHINSON, PROBES, 1, n -> {});
          return new Row(0, found.products() + " products", found.trace().mean());
        });
    time(
        "density",
        1,
        () -> {
          LanczosProbe probe = LanczosProbe.of(hessian, space, STEPS, 1, 0, n -> {});
          return new Row(0, STEPS + " products", probe.quadrature().nodes().get(0));
        });
  }

  private void time(String task, int runs, Supplier<Row> work) {
    Timings timings = new Timings();
    Row last = new Row(0, "", 0);
    for (int run = 0; run <= runs; run++) {
      if (run > 0 || runs > 1) {
        Duration began = spent();
        last = work.get();
        double seconds = spent().minus(began).toNanos() / 1e9;
        if (run > 0) {
          timings.add(seconds, Double.NaN);
        }
      }
    }
    ours.put(task, new Row(timings.median(), last.how, last.value));
  }

  /** Returns what all cores have spent on this process. */
  private static Duration spent() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow();
  }

  private static void write(Path folder, Data data, Subset subset, Point at) throws IOException {
    Examples all = data.training();
    int[] rows = subset.rows(all.count());
    float[] x = new float[rows.length * 784];
    float[] y = new float[rows.length];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(all.inputs(rows[i]), 0, x, 784 * i, 784);
      y[i] = all.label(rows[i]);
    }
    write(folder.resolve("x.f32"), x);
    write(folder.resolve("y.f32"), y);
    write(folder.resolve("w.f32"), at.toArray());
    Files.writeString(folder.resolve("shape.json"), "[1, 28, 28]");
  }

  private static void write(Path file, float... values) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    Files.write(file, bytes.array());
  }

  private static List<JsonNode> peer(Path folder, String model)
      throws IOException, InterruptedException {
    Path script = folder.resolve("curvature.py");
    try (InputStream in = CurvatureTimings.class.getResourceAsStream("curvature.py")) {
      Files.write(script, in.readAllBytes());
    }
    String python = System.getProperty("stockpot.python", "/usr/bin/python3");
    int threads = Integer.getInteger("stockpot.threads", 1);
    Process process =
        new ProcessBuilder(
                List.of(
                    python,
                    script.toString(),
                    folder.toString(),
                    model,
                    "" + TOP,
                    "" + PROBES,
                    "" + STEPS,
                    "" + threads))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException("PyTorch ended with " + process.exitValue());
    }
    List<JsonNode> lines = new ArrayList<>();
    ObjectMapper json = new ObjectMapper();
    for (String line : text.lines().toList()) {
      lines.add(json.readTree(line));
    }
    return lines;
  }
}
