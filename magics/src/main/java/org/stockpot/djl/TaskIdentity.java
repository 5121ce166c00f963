package org.stockpot.djl;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.stockpot.data.DataTask;
import org.stockpot.dense.DenseNetwork;
import org.stockpot.dense.SparseTable;
import org.stockpot.djl.engine.Engines;
import org.stockpot.task.DivergedException;
import org.stockpot.task.Job;
import org.stockpot.task.Progress;
import org.stockpot.task.Recipe;
import org.stockpot.task.Span;
import org.stockpot.task.Training;
import org.stockpot.task.analysis.Gates;
import org.stockpot.weights.Digests;
import org.stockpot.weights.Line;
import org.stockpot.weights.Point;

/** The facts that determine a task's results, for the keys of the store. */
final class TaskIdentity {

  private final DataTask task;
  private volatile String steps;

  /** Finds out nothing yet. */
  TaskIdentity(DataTask task) {
    this.task = task;
  }

  /** Forgets what depends on the number of threads. */
  void forget() {
    steps = null;
  }

  /**
   * Returns the digests of data and layout, the engine with its threads, and what two steps of
   * training and a blend of their ends come to. The last stands for what a block does, which cannot
   * be read off it, and for the arithmetic of this machine and this version. Those steps are dense:
   * where tickets take sparse ones, the table that decides it is a fact of its own, and so is the
   * share of gates, by which labels of a few examples need not differ.
   */
  SortedMap<String, String> facts(int threads, Optional<DenseNetwork> dense) {
    SortedMap<String, String> identity = new TreeMap<>();
    identity.put("data", task.data().digest());
    identity.put("layout", task.layout().digest());
    identity.put("engine", Engines.version());
    identity.put("threads", "" + threads);
    steps = steps == null ? twoSteps() : steps;
    identity.put("behaviour", steps);
    if (dense.filter(SparseTable::has).isPresent()) {
      identity.put("sparse steps", SparseTable.VERSION);
    }
    task.as(Gates.class).ifPresent(gates -> identity.put("gates", "" + gates.share()));
    return identity;
  }

  private String twoSteps() {
    int batch = Math.min(16, task.data().training().count());
    Recipe recipe = Recipe.defaults().withBatch(batch).withLength(Span.iterations(2));
    Point start = task.init(0);
    try {
      Job job = Job.dense(start, recipe, task.stepsPerEpoch(batch), 0);
      Training training = task.train(job, Progress.NONE);
      StringBuilder scores = new StringBuilder(training.history().toString());
      Line line = new Line(start, training.end());
      task.validation().along(line, new double[] {0.5}, (i, score) -> scores.append(score));
      return Digests.of(training.end().digest(), scores.toString());
    } catch (DivergedException e) {
      return e.getMessage();
    }
  }
}
