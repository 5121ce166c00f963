package org.stockpot.benchmark;

import com.sun.jna.Function;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.stockpot.data.Data;
import org.stockpot.data.Parts;
import org.stockpot.data.image.Digits;
import org.stockpot.data.image.Mnist;
import org.stockpot.djl.DjlTask;
import org.stockpot.prune.IterativePruning;
import org.stockpot.prune.PruneOptions;
import org.stockpot.prune.SelectionWork;
import org.stockpot.soup.GreedyWork;
import org.stockpot.soup.Ingredient;
import org.stockpot.task.Job;
import org.stockpot.task.Progress;
import org.stockpot.task.Recipe;
import org.stockpot.task.Span;
import org.stockpot.weights.Centroid;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Line;
import org.stockpot.weights.Point;
import org.stockpot.weights.Role;

/**
 * Time and memory as work grows, with the exponent b of cost = a size^b.
 *
 * <p>Runs in a JVM of its own, on one core, whose heap is resident from the start: what is resident
 * beyond it lies outside of Java. Memory is what one run allocates in Java, collected or not, and
 * the growth of the peak of resident memory. Exponents are fitted over the sizes that take five
 * times as long as the smallest or longer, of which constant costs are at most a fifth.
 */
final class Growth {

  private static final int[] WEIGHTS = {10_000, 100_000, 1_000_000, 10_000_000, 100_000_000};
  private static final int[] EXAMPLES = {750, 6_000, 12_000, 24_000, 48_000};
  private static final int REPEATS = 3;
  private static final int BATCH = 60;

  /** Bytes below which resident memory is the noise of the JVM's own. */
  private static final double NOISE = 8 << 20;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final Data data;
  private final List<DjlTask> open = new ArrayList<>();

  private Growth(Data data) {
    this.data = data;
  }

  /** Measures in another JVM, which prints to this one's output. */
  static void print(Path mnist) throws IOException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xms8g",
            "-Xmx8g",
            "-XX:+AlwaysPreTouch",
            "-XX:ActiveProcessorCount=1",
            "-classpath",
            System.getProperty("java.class.path"),
            Growth.class.getName(),
            mnist.toString());
    try {
      int status = new ProcessBuilder(command).inheritIO().start().waitFor();
      if (status != 0) {
        throw new IOException("the growth table must end with status 0, got " + status);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  public static void main(String[] arguments) {
    Growth growth = new Growth(Mnist.load(Path.of(arguments[0]), Mnist.SPLIT));
    System.out.printf(
        "%nCost as work grows, one core: seconds, MiB allocated in Java + MiB resident outside%n%n");
    growth.vectors();
    growth.trainings();
    growth.evaluations();
  }

  private void vectors() {
    row("mask of n weights", WEIGHTS, n -> with(point(n, 1), SelectionWork::prune));
    row(
        "mean of two points of n weights",
        WEIGHTS,
        n -> {
          List<Point> points = List.of(point(n, 1), point(n, 2));
          return () -> Centroid.of(points);
        });
    row(
        "point of a line of n weights",
        WEIGHTS,
        n -> {
          Line line = new Line(point(n, 1), point(n, 2));
          return () -> line.at(0.3);
        });
    row("norm of n weights", WEIGHTS, n -> with(point(n, 1), Point::norm));
  }

  private interface Use<T> {
    Object of(T thing);
  }

  private static <T> Runnable with(T thing, Use<T> use) {
    return () -> use.of(thing);
  }

  private static Point point(int weights, long seed) {
    Layout layout = Layout.builder().add("w", Role.WEIGHT, weights).build();
    SplittableRandom random = new SplittableRandom(seed);
    return Point.build(
        layout,
        w -> {
          for (int i = 0; i < w.length; i++) {
            w[i] = (float) random.nextDouble() - 0.5f;
          }
        });
  }

  private void trainings() {
    row("making and training a network of n weights, 5 steps", WEIGHTS, Growth::network);
    row(
        "epoch of n examples",
        EXAMPLES,
        n -> {
          DjlTask task = lenet(n);
          return () -> train(task, Span.epochs(1));
        });
    row(
        "pruning of n trainings",
        new int[] {2, 10, 16, 24, 32},
        n -> {
          DjlTask task = lenet(EXAMPLES[1]);
          Recipe recipe = Recipe.defaults().withLength(Span.iterations(50));
          PruneOptions options = PruneOptions.defaults().withRounds(n - 1);
          return () -> IterativePruning.run(task, recipe, options, Optional.empty(), Progress.NONE);
        });
  }

  /** A network on digits, 64 inputs and 10 outputs, with two hidden layers of w: w² + 74 w. */
  private static Runnable network(int weights) {
    int width = (int) Math.round(Math.sqrt(37 * 37 + weights) - 37);
    return () -> {
      try (DjlTask task = DjlTask.of(Digits.load(), "mlp:" + width + "," + width)) {
        train(task, Span.iterations(5));
      }
    };
  }

  private static void train(DjlTask task, Span length) {
    Recipe recipe = Recipe.defaults().withBatch(BATCH).withLength(length);
    task.train(Job.dense(task.init(1), recipe, task.stepsPerEpoch(BATCH), 1), Progress.NONE);
  }

  private DjlTask lenet(int examples) {
    Parts parts = new Parts(data.training().take(examples), data.validation(), data.test());
    DjlTask task = DjlTask.of(Data.of(data.info(), data.targets().names(), parts), "lenet-300-100");
    open.add(task);
    return task;
  }

  private void evaluations() {
    row(
        "score of n examples",
        EXAMPLES,
        n -> {
          DjlTask task = lenet(n);
          Point point = task.init(1);
          return () -> task.training().score(point);
        });
    row(
        "greedy soup of n ingredients",
        new int[] {2, 10, 20, 40, 80},
        n -> {
          DjlTask task = lenet(EXAMPLES[0]);
          List<Ingredient> pool =
              IntStream.range(0, n).mapToObj(i -> new Ingredient("" + i, task.init(i))).toList();
          return () -> GreedyWork.select(pool, task);
        });
    row(
        "line of n positions",
        new int[] {5, 40, 80, 160, 320},
        n -> {
          DjlTask task = lenet(EXAMPLES[1]);
          Line line = new Line(task.init(1), task.init(2));
          double[] positions = IntStream.range(0, n).mapToDouble(i -> i / (n - 1.0)).toArray();
          return () -> task.training().along(line, positions, (i, score) -> {});
        });
  }

  /** What one size costs: seconds, bytes in Java and bytes outside. */
  private record Cost(int size, double seconds, double heap, double outside) {

    double bytes() {
      return heap + (outside < NOISE ? 0 : outside);
    }

    @Override
    public String toString() {
      double mebi = 1 << 20;
      return String.format(
          Locale.ROOT, "%,d: %.4f, %.1f + %.0f", size, seconds, heap / mebi, outside / mebi);
    }
  }

  private void row(String name, int[] sizes, IntFunction<Runnable> prepare) {
    cost(sizes[0], prepare); // Loads what the first run needs.
    List<Cost> costs = IntStream.of(sizes).mapToObj(size -> cost(size, prepare)).toList();
    StringBuilder text = new StringBuilder("| " + name + " |");
    costs.forEach(cost -> text.append(' ').append(cost).append(" |"));
    List<Cost> fitted =
        costs.stream().filter(c -> c.seconds() >= 5 * costs.get(0).seconds()).toList();
    System.out.printf(
        Locale.ROOT,
        "%s time n^%.2f, memory n^%.2f over %s |%n",
        text,
        exponent(fitted, Cost::seconds),
        exponent(fitted, Cost::bytes),
        fitted.stream().map(c -> String.format(Locale.ROOT, "%,d", c.size())).toList());
  }

  private Cost cost(int size, IntFunction<Runnable> prepare) {
    Runnable work = prepare.apply(size);
    long allocated = THREADS.getCurrentThreadAllocatedBytes();
    double outside = outside(work);
    allocated = THREADS.getCurrentThreadAllocatedBytes() - allocated;
    double best = Double.POSITIVE_INFINITY;
    for (int i = 0; i < REPEATS; i++) {
      long began = System.nanoTime();
      work.run();
      best = Math.min(best, (System.nanoTime() - began) / 1e9);
    }
    open.forEach(DjlTask::close);
    open.clear();
    return new Cost(size, best, allocated, outside);
  }

  /** Returns by how many bytes the peak of resident memory rises, or NaN where Linux is not. */
  private static double outside(Runnable work) {
    Path peak = Path.of("/proc/self/clear_refs");
    if (!Files.isWritable(peak)) {
      work.run();
      return Double.NaN;
    }
    try {
      // Arrays that were freed stay resident, and the work would only take their place.
      Function.getFunction("c", "malloc_trim").invokeInt(new Object[] {0L});
      Files.writeString(peak, "5");
      long before = status("VmRSS");
      work.run();
      return Math.max(0, status("VmHWM") - before);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long status(String name) throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith(name + ":"))
        .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }

  /** Returns the slope by least squares of the logarithms; NaN for fewer than two sizes. */
  private static double exponent(List<Cost> costs, ToDoubleFunction<Cost> of) {
    double x = costs.stream().mapToDouble(c -> Math.log(c.size())).average().orElse(0);
    double y = costs.stream().mapToDouble(c -> Math.log(of.applyAsDouble(c))).average().orElse(0);
    double above = 0;
    double below = 0;
    for (Cost cost : costs) {
      double dx = Math.log(cost.size()) - x;
      above += dx * (Math.log(of.applyAsDouble(cost)) - y);
      below += dx * dx;
    }
    return above / below;
  }
}
