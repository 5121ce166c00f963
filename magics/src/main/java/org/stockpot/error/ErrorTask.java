package org.stockpot.error;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.stockpot.task.Availability;
import org.stockpot.task.Distortion;
import org.stockpot.task.Job;
import org.stockpot.task.Metric;
import org.stockpot.task.Objective;
import org.stockpot.task.Part;
import org.stockpot.task.PerExample;
import org.stockpot.task.Progress;
import org.stockpot.task.Score;
import org.stockpot.task.Task;
import org.stockpot.task.Training;
import org.stockpot.task.analysis.Derivatives;
import org.stockpot.task.analysis.ParameterBox;
import org.stockpot.task.analysis.Subset;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Point;

/**
 * Any error function as a task. A point is its parameters, which are drawn uniformly from a box to
 * begin with; its error is the score. Training, validation and test are the same function.
 *
 * <p>Training descends the gradient, which is the function's own or by differences in double
 * precision. What jumps has none: it can be drawn and walked over, not descended.
 *
 * <p>Example: {@code ErrorTask.of("wells", w -> Math.pow(w[0] * w[0] - 1, 2) + w[1] * w[1],
 * ParameterBox.cube(2, -2, 2))} has minima at (±1, 0).
 */
public final class ErrorTask implements Task {

  private final Surface surface;
  private final Optional<double[]> given;
  private final boolean jumps;
  private final List<String> notes;

  private ErrorTask(Surface surface, Optional<double[]> given, boolean jumps) {
    this(surface, given, jumps, notes(surface, jumps));
  }

  private ErrorTask(Surface surface, Optional<double[]> given, boolean jumps, List<String> notes) {
    this.surface = surface;
    this.given = given;
    this.jumps = jumps;
    this.notes = notes;
  }

  /**
   * Makes a task of a function.
   *
   * @param name what it is called
   * @param function the error by parameters
   * @param box where they are of interest; starts are drawn from it
   * @return the task
   * @throws IllegalArgumentException if the function cannot take so many parameters, is not finite
   *     in the middle of the box, has no examples, or gives other numbers the second time
   */
  public static ErrorTask of(String name, ErrorFunction function, ParameterBox box) {
    Surface surface = Surface.of(name, function, box);
    return new ErrorTask(surface, Optional.empty(), Jumps.areFound(surface.function(), box));
  }

  /**
   * Returns the same task with a start that is given instead of drawn.
   *
   * @param start one number for each parameter
   * @return the task
   * @throws IllegalArgumentException if their number is another, or one is not finite
   */
  public ErrorTask withStart(double... start) {
    boolean finite = Arrays.stream(start).allMatch(v -> Math.abs(v) <= Float.MAX_VALUE);
    if (start.length != surface.box().dimension() || !finite) {
      throw new IllegalArgumentException(
          "start must have a finite number for each of the parameters "
              + String.join(", ", surface.box().names())
              + ", got "
              + Arrays.toString(start));
    }
    return new ErrorTask(surface, Optional.of(start.clone()), jumps, notes);
  }

  /**
   * Returns where its parameters are of interest.
   *
   * @return the box
   */
  public ParameterBox box() {
    return surface.box();
  }

  /**
   * Returns a point.
   *
   * @param parameters one number each, kept in float
   * @return the point
   * @throws IllegalArgumentException if their number is another
   */
  public Point point(double... parameters) {
    if (parameters.length != surface.box().dimension()) {
      throw new IllegalArgumentException(
          "a point must have "
              + surface.box().dimension()
              + " parameters, got "
              + Arrays.toString(parameters));
    }
    return surface.point(parameters);
  }

  @Override
  public String name() {
    return surface.name();
  }

  @Override
  public SortedMap<String, String> identity() {
    String own =
        surface
            .function()
            .identity()
            .orElseThrow(
                () ->
                    new UnsupportedOperationException(
                        "nothing tells error function " + surface.name() + " from a changed one"));
    Map<String, String> facts =
        Map.of(
            "error",
            own,
            "box",
            surface.box().toString(),
            "start",
            given.map(Arrays::toString).orElse("drawn"),
            "differences",
            Differences.OF_SLOPES + ", " + Differences.OF_CURVATURES,
            "middle",
            "" + surface.function().error(surface.box().middle()),
            "layout",
            surface.layout().digest());
    return new TreeMap<>(facts);
  }

  @Override
  public List<String> notes() {
    return notes;
  }

  private static List<String> notes(Surface surface, boolean jumps) {
    List<String> notes = new ArrayList<>();
    notes.add(
        "an error function of "
            + surface.box()
            + (surface.examples() > 1 ? ", the mean over " + surface.examples() + " examples" : "")
            + "; training, validation and test are the same");
    if (jumps) {
      notes.add("it jumps, or is noise" + lines() + ": it has no gradient, and no training");
    } else {
      GradientProbes probes =
          new GradientProbes(surface, new ErrorDerivatives(surface, surface.rows()));
      notes.add("no jump was found" + lines() + probes.ofCurvature());
      notes.add(probes.ofSlopes());
    }
    if (surface.function().identity().isEmpty()) {
      notes.add(
          "results are not kept for another time, as a changed function would not be noticed");
    }
    return List.copyOf(notes);
  }

  private static String lines() {
    return " along " + Jumps.LINES + " lines through the box";
  }

  @Override
  public <T> Optional<T> as(Class<T> type) {
    return type == ParameterBox.class ? Optional.of(type.cast(surface.box())) : Task.super.as(type);
  }

  @Override
  public Layout layout() {
    return surface.layout();
  }

  @Override
  public Metric metric() {
    return Metric.NEGATIVE_ERROR;
  }

  /** Returns a place drawn from the box. */
  @Override
  public Point init(long seed) {
    return surface.point(surface.box().draw(new SplittableRandom(seed)));
  }

  @Override
  public Optional<Point> pretrained() {
    return given.map(start -> surface.point(start));
  }

  /** Returns one where a batch takes all examples. */
  @Override
  public long stepsPerEpoch(int batch) {
    return Math.max(1, surface.examples() / batch);
  }

  @Override
  public Training train(Job job, Progress progress) {
    derivatives(Subset.all(Part.TRAINING)).orThrow();
    return new ErrorTraining(job, surface, stepsPerEpoch(job.recipe().batch()))
        .run(validation(), progress);
  }

  private Objective objective(int[] rows) {
    return new Objective() {
      @Override
      public Score score(Point point) {
        double[] errors = surface.errors(point, rows);
        return Score.ofError(Arrays.stream(errors).sum() / rows.length, rows.length);
      }

      @Override
      public PerExample errors(Point point) {
        if (rows.length < 2) {
          return PerExample.NONE;
        }
        double[] errors = surface.errors(point, rows);
        float[] some = new float[rows.length];
        for (int i = 0; i < some.length; i++) {
          some[i] = (float) errors[i];
        }
        return PerExample.of(some);
      }

      @Override
      public long examples() {
        return rows.length;
      }
    };
  }

  private Objective whole() {
    return objective(surface.rows());
  }

  @Override
  public Objective training() {
    return whole();
  }

  @Override
  public Objective validation() {
    return whole();
  }

  @Override
  public Objective test() {
    return whole();
  }

  @Override
  public Objective shifted(Distortion shift) {
    throw new IllegalArgumentException(
        "error function " + surface.name() + " has no inputs that could be changed, got " + shift);
  }

  @Override
  public Availability<Objective> objective(Subset subset) {
    return rows(subset).then(rows -> Availability.of(objective(rows)));
  }

  private Availability<int[]> rows(Subset subset) {
    return subset.shuffle().isPresent()
        ? Availability.none(
            "error function " + surface.name() + " has no labels that could be shuffled")
        : Availability.of(subset.rows(surface.examples()));
  }

  @Override
  public Availability<Derivatives> derivatives(Subset subset) {
    if (jumps) {
      return Availability.none(
          "error function "
              + surface.name()
              + " has no gradient, as it jumps, or is noise,"
              + lines());
    }
    return rows(subset).then(rows -> Availability.of(new ErrorDerivatives(surface, rows)));
  }

  @Override
  public Point recalibrate(Point point, int batch) {
    return point;
  }

  @Override
  public void close() {}
}
