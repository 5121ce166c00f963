package org.stockpot.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.stockpot.data.Data;
import org.stockpot.data.image.Mnist;
import org.stockpot.djl.DjlTask;
import org.stockpot.shrink.ShrinkOptions;
import org.stockpot.shrink.ShrinkResult;
import org.stockpot.shrink.Shrinking;
import org.stockpot.task.Job;
import org.stockpot.task.Progress;
import org.stockpot.task.Recipe;
import org.stockpot.task.Span;
import org.stockpot.task.Task;
import org.stockpot.weights.Mask;
import org.stockpot.weights.MaskedPoint;
import org.stockpot.weights.Point;

/**
 * Holds the table of densities against this machine: what passes over pruned weights must be no
 * slower than what does not. Tickets are the largest weights of a trained network.
 */
final class SparseTimings {

  private static final int RUNS = 7;
  private static final int STEPS = 300;
  private static final int TRAINED = 1000;

  /** Evaluations of which the mean is taken. */
  private static final int SCORES = 10;

  private static final double[] DENSITIES = {0.05, 0.036, 0.01};

  /** Times of a busy machine vary by as much. */
  private static final double ALIKE = 1.1;

  private static final String DENSE = "dense";
  private static final String LENET = "lenet-300-100";

  private final Path mnist;
  private final Data data;
  private final Optional<Peer> peer;
  private final List<String> slower = new ArrayList<>();

  private SparseTimings(Path mnist, Optional<Peer> peer) throws IOException {
    this.mnist = mnist;
    this.peer = peer;
    data = Mnist.load(mnist, Mnist.SPLIT);
  }

  /** Prints a table, and fails if something is slower for passing over weights. */
  static void require(Path mnist, Optional<Peer> peer) throws IOException {
    SparseTimings timings = new SparseTimings(mnist, peer);
    String format = "| %-13s | %-22s | %-22s | %-26s | %-20s |%n";
    System.out.printf(
        format, "network", "work", "kept", "ms: median (range)", "dense to it (range)");
    System.out.printf(format, "---", "---", "---", "---", "---");
    for (String model : List.of(LENET, "mlp:100", "mlp:1000")) {
      timings.measure(model, format);
    }
    if (!timings.slower.isEmpty()) {
      throw new IllegalStateException(
          "sparse products must be no slower than dense, got " + timings.slower);
    }
  }

  private void measure(String model, String format) {
    try (DjlTask task = DjlTask.of(data, model)) {
      Map<String, MaskedPoint> networks = networks(task);
      MaskedPoint ticket = networks.get(name(0.036));
      ShrinkResult shrinking = shrunk(task, ticket);
      try (Task smaller = shrinking.smallerTask()) {
        MaskedPoint shrunk = shrinking.networks().get(0).network();
        for (int threads : new int[] {1, 2}) {
          task.withThreads(threads);
          Map<String, DoubleSupplier> works = new LinkedHashMap<>();
          networks.forEach((name, network) -> works.put(name, () -> step(task, network)));
          works.put("3.6 %, shrunken", () -> step(smaller, shrunk));
          addPeer(works, model, "train", threads);
          print(format, model, "step, " + threads + " threads", inTurns(works));
        }
        Map<String, DoubleSupplier> works = new LinkedHashMap<>();
        networks.forEach((name, network) -> works.put(name, () -> score(task, network.point())));
        works.put("3.6 %, shrunken", () -> score(smaller, shrunk.point()));
        addPeer(works, model, "score", Runtime.getRuntime().availableProcessors());
        print(format, model, "10,000 examples", inTurns(works));
      }
    }
  }

  private static String name(double density) {
    return String.format(Locale.ROOT, "%.3g %%", 100 * density);
  }

  private static Map<String, MaskedPoint> networks(DjlTask task) {
    Mask full = Mask.full(task.layout());
    Point trained = train(task, new MaskedPoint(task.init(1), full), TRAINED);
    Map<String, MaskedPoint> networks = new LinkedHashMap<>();
    networks.put(DENSE, new MaskedPoint(trained, full));
    for (double density : DENSITIES) {
      Mask mask = full.largest(trained, (int) Math.round(density * full.kept()));
      networks.put(name(density), new MaskedPoint(trained.masked(mask), mask));
    }
    return networks;
  }

  private static ShrinkResult shrunk(DjlTask task, MaskedPoint ticket) {
    return Shrinking.of("ticket", ticket, task, ShrinkOptions.defaults(), Optional.empty());
  }

  private void addPeer(Map<String, DoubleSupplier> works, String model, String work, int threads) {
    if (model.equals(LENET)) {
      peer.ifPresent(
          p ->
              works.put(
                  "PyTorch, dense",
                  () -> {
                    Peer.Line line = p.run(mnist.toString(), work, "" + STEPS, "" + threads).get(0);
                    return line.seconds();
                  }));
    }
  }

  private static Map<String, Timings> inTurns(Map<String, DoubleSupplier> works) {
    Map<String, Timings> timings = new LinkedHashMap<>();
    // The first run warms the JVM up and is not counted.
    for (int run = 0; run <= RUNS; run++) {
      for (Map.Entry<String, DoubleSupplier> work : works.entrySet()) {
        double milliseconds = 1000 * work.getValue().getAsDouble();
        if (run > 0) {
          timings
              .computeIfAbsent(work.getKey(), name -> new Timings())
              .add(milliseconds, Double.NaN);
        }
      }
    }
    return timings;
  }

  private void print(String format, String model, String work, Map<String, Timings> all) {
    Timings dense = all.get(DENSE);
    all.forEach(
        (name, timings) -> {
          System.out.printf(format, model, work, name, timings, dense.ratioTo(timings));
          if (name.endsWith("%") && timings.median() > ALIKE * dense.median()) {
            slower.add(model + ", " + work + ", " + name + ": " + timings);
          }
        });
  }

  /** Returns the seconds of a step. */
  private static double step(Task task, MaskedPoint start) {
    long begun = System.nanoTime();
    train(task, start, STEPS);
    return (System.nanoTime() - begun) / 1e9 / STEPS;
  }

  private static Point train(Task task, MaskedPoint start, int steps) {
    Recipe recipe = Recipe.defaults().withLength(Span.iterations(steps));
    // No epoch ends on the way, and none is measured.
    return task.train(Job.of(start, recipe, Integer.MAX_VALUE, 1), Progress.NONE).end();
  }

  private static double score(Task task, Point point) {
    long begun = System.nanoTime();
    for (int i = 0; i < SCORES; i++) {
      task.test().score(point);
    }
    return (System.nanoTime() - begun) / 1e9 / SCORES;
  }
}
