package org.stockpot.magic.session;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stockpot.magic.UsageException;
import org.stockpot.prune.PruneResult;
import org.stockpot.prune.RoundTrajectory;
import org.stockpot.task.Task;
import org.stockpot.task.TrainResult;
import org.stockpot.task.analysis.Trajectory;

/**
 * Trainings by name: {@code base} (a training), {@code imp.3} (that of round 3), {@code
 * imp.seed2.3}, or those of a comparison's variants.
 */
public final class TrajectoryNames {

  private static final Pattern ROUND = Pattern.compile("(?:seed(-?\\d{1,18})\\.)?(\\d{1,9})");

  private final Call call;
  private final Task task;

  /**
   * Finds the trainings of a magic.
   *
   * @param call the magic, which uses the points they led to
   * @param task what was trained, as the magic uses it
   */
  public TrajectoryNames(Call call, Task task) {
    this.call = call;
    this.task = task;
  }

  /** A round of a pruning run. */
  private record NamedRound(String run, PruneResult pruning, long seed, int number) {}

  /** Returns the training of a name, or fails with what could be named. */
  public Trajectory of(String name) {
    NamedPoint end = call.points().use(name);
    Trajectory found = find(name);
    if (!found.job().start().layout().equals(task.layout())) {
      throw new UsageException(
          name
              + " must be a training of the task at hand, "
              + task.name()
              + ", got another layout");
    }
    if (!found.end().equals(end.point())) {
      throw new UsageException("there is no training that led to " + name);
    }
    return found;
  }

  private Trajectory find(String name) {
    if (!PointNames.isFile(name) && call.session().value(name) instanceof TrainResult training) {
      return Trajectory.of(name, training);
    }
    NamedRound round = round(name);
    return RoundTrajectory.of(name, round.pruning(), round.seed(), round.number(), task);
  }

  /** Returns the Java expression of {@link #of}. */
  public String java(String name) {
    if (call.session().value(name) instanceof TrainResult) {
      String training = NamedResults.java(call, name, TrainResult.class);
      return "Trajectory.of(" + call.java(name) + ", " + training + ")";
    }
    NamedRound round = round(name);
    String run = NamedResults.java(call, round.run(), PruneResult.class);
    boolean small = round.seed() == (int) round.seed();
    return "RoundTrajectory.of("
        + call.java(name)
        + ", "
        + run
        + ", "
        + round.seed()
        + (small ? "" : "L")
        + ", "
        + round.number()
        + ", Stockpot.task())";
  }

  /** Finds the run whose name is the longest beginning of a round's. */
  private NamedRound round(String name) {
    boolean file = PointNames.isFile(name);
    for (int dot = name.lastIndexOf('.'); dot > 0 && !file; dot = name.lastIndexOf('.', dot - 1)) {
      String head = name.substring(0, dot);
      Matcher rest = ROUND.matcher(name.substring(dot + 1));
      if (rest.matches() && call.session().value(head) instanceof PruneResult pruning) {
        String seed = rest.group(1);
        long of = seed == null ? pruning.replicates().get(0).seed() : Long.parseLong(seed);
        return new NamedRound(head, pruning, of, Integer.parseInt(rest.group(2)));
      }
    }
    throw new UsageException(
        name
            + " must be a training, such as base of "
            + '%'
            + "train --as base, or the round of a pruning run, such as imp.3; got a point whose"
            + " training is not known");
  }
}
