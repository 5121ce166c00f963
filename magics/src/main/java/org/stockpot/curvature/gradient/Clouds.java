package org.stockpot.curvature.gradient;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.stockpot.task.Outcome;
import org.stockpot.task.Progress;
import org.stockpot.task.Seeds;
import org.stockpot.task.Task;
import org.stockpot.task.Work;
import org.stockpot.task.analysis.Derivatives;
import org.stockpot.task.analysis.ParameterBox;
import org.stockpot.task.work.NumberCache;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Point;
import org.stockpot.weights.Slot;

/**
 * Loss–gradient clouds (Bosman, Engelbrecht, Helbig, "Visualising basins of attraction for the
 * cross-entropy and the squared error neural network loss functions", Neurocomputing, 2020): loss,
 * ‖∇L‖ and the sign of the curvature along walks from random starts, and where walks end.
 *
 * <p>Starts are uniform in {@code [-b, b]} in each coordinate that training changes; start i is the
 * same for all losses and steps, and scaled by b. Parameters of an error function start around the
 * middle of their box, b times half of its length away at most. Steps are {@code w <- w - lr ∇L(w)}
 * with the gradient over all examples. The paper's walks take random shares of a largest step in
 * each coordinate along the signs of the gradient, which never come to rest; these do, so that
 * their ends are stationary points.
 */
public final class Clouds {

  private final Task task;
  private final CloudOptions options;
  private final Progress progress;
  private final NumberCache cache;
  private final Optional<ParameterBox> box;
  private final Map<CloudLoss, Derivatives> losses = new EnumMap<>(CloudLoss.class);
  private final Work step;
  private final Work look;
  private final List<CloudWalk> walks = new ArrayList<>();

  private Clouds(Task task, CloudOptions options, Progress progress) {
    this.task = task;
    this.options = options;
    this.progress = progress;
    cache = task.as(NumberCache.class).orElse(NumberCache.NONE);
    box = task.as(ParameterBox.class);
    Derivatives own = task.derivatives(options.subset()).orThrow();
    losses.put(CloudLoss.OWN, own);
    if (options.squares()) {
      losses.put(CloudLoss.SQUARES, own.ofSquaredErrors().orThrow());
    }
    step = new Work("gradient", 3.0 * own.examples());
    look = new Work("curvature", 6.0 * HessianEnds.TYPICAL * own.examples());
  }

  /**
   * Walks, as far as it is not interrupted.
   *
   * @param task the model and its data; keeps what is computed if it is a {@link NumberCache}
   * @param options the settings
   * @return what was seen on finished walks
   * @throws UnsupportedOperationException with the reason, if the task has no derivatives, or none
   *     of squared errors if these are asked for
   */
  public static CloudResult of(Task task, CloudOptions options) {
    return of(task, options, Progress.NONE);
  }

  /**
   * Walks, as far as it is not interrupted.
   *
   * @param task the model and its data; keeps what is computed if it is a {@link NumberCache}
   * @param options the settings
   * @param progress told about steps and points
   * @return what was seen on finished walks
   * @throws UnsupportedOperationException with the reason, if the task has no derivatives, or none
   *     of squared errors if these are asked for
   */
  public static CloudResult of(Task task, CloudOptions options, Progress progress) {
    return new Clouds(task, options, progress).result();
  }

  private CloudResult result() {
    Outcome outcome = Outcome.of(this::walk);
    Derivatives own = losses.get(CloudLoss.OWN);
    int coordinates = coordinates(own.layout());
    List<Attractor> attractors = new ArrayList<>();
    losses.forEach(
        (loss, derivatives) ->
            attractors.addAll(
                new Attractors(derivatives, options, extent(coordinates), cache)
                    .of(loss, walks.stream().filter(w -> w.setting().loss() == loss).toList())));
    return new CloudResult(
        task.name(),
        task.metric(),
        coordinates,
        own.examples(),
        options,
        walks,
        attractors,
        outcome);
  }

  private static int coordinates(Layout layout) {
    return layout.trained().stream().mapToInt(Slot::size).sum();
  }

  private void walk() {
    List<CloudWalk.Setting> settings = new ArrayList<>();
    for (CloudLoss loss : losses.keySet()) {
      for (double b : options.b()) {
        options.lr().forEach(lr -> settings.add(new CloudWalk.Setting(loss, b, lr)));
      }
    }
    long count = (long) settings.size() * options.walks();
    progress.plan(step, count * options.steps());
    progress.plan(look, count * options.looks());
    for (CloudWalk.Setting setting : settings) {
      for (int number = 1; number <= options.walks(); number++) {
        progress.phase(setting.loss() + ", walk " + number + " of " + options.walks());
        walks.add(walk(setting, number));
      }
    }
  }

  private CloudWalk walk(CloudWalk.Setting setting, int number) {
    Derivatives derivatives = losses.get(setting.loss());
    Point start = start(derivatives.layout(), setting.b(), number);
    List<String> key =
        List.of(
            "gradient walk",
            setting.loss().name(),
            "" + setting.lr(),
            "" + options.steps(),
            "" + options.spacing(),
            "" + options.flat(),
            "" + options.stationary(),
            options.subset().toString(),
            start.digest());
    long[] done = new long[2];
    double[] numbers =
        cache.get(
            key,
            () ->
                GradientWalk.numbers(
                    derivatives,
                    options,
                    start,
                    setting.lr(),
                    n -> count(step, n, done, 0),
                    n -> count(look, n, done, 1)));
    progress.skip(step, options.steps() - done[0]);
    progress.skip(look, Math.max(0, options.looks() - done[1]));
    return GradientWalk.of(numbers, setting, number, derivatives.layout());
  }

  private void count(Work work, long units, long[] done, int kind) {
    done[kind] += units;
    progress.done(work, units);
  }

  /** Returns the norm of the half-lengths of [-1, 1]^n, or of the box. */
  private double extent(int coordinates) {
    return box.map(
            known ->
                Math.sqrt(
                    known.ranges().stream().mapToDouble(r -> r.length() * r.length() / 4).sum()))
        .orElseGet(() -> Math.sqrt(coordinates));
  }

  /** Returns where a coordinate starts, by a number in [-b, b]. */
  private double placed(int i, double share) {
    return box.map(known -> known.ranges().get(i).at((1 + share) / 2)).orElse(share);
  }

  /** Returns a random start; what training does not change is that of an initialisation. */
  private Point start(Layout layout, double b, int number) {
    boolean whole = layout.trained().size() == layout.slots().size();
    Point rest = whole ? null : task.init(options.seed());
    SplittableRandom random = new SplittableRandom(Seeds.mix(options.seed(), number));
    return Point.build(
        layout,
        values -> {
          for (Slot slot : layout.slots()) {
            for (int i = slot.offset(); i < slot.end(); i++) {
              values[i] =
                  slot.role().isTrained()
                      ? (float) placed(i, b * (2 * random.nextDouble() - 1))
                      : rest.at(i);
            }
          }
        });
  }
}
