package org.stockpot.djl.evaluation;

import ai.djl.ndarray.NDArray;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.stockpot.data.Examples;
import org.stockpot.data.Targets;
import org.stockpot.dense.Criteria;
import org.stockpot.dense.Criterion;
import org.stockpot.dense.NativeArrays;
import org.stockpot.dense.OutputKind;
import org.stockpot.dense.SortedExamples;
import org.stockpot.djl.engine.Engines;
import org.stockpot.djl.memory.MemoryBudget;
import org.stockpot.djl.memory.PassMemory;
import org.stockpot.djl.network.ExampleBatches;
import org.stockpot.task.PerExample;
import org.stockpot.task.Score;
import org.stockpot.task.work.Interrupts;
import org.stockpot.task.work.Workers;

/**
 * The score on one split, whose examples stay in native memory once measured.
 *
 * <p>Threads share the chunks of the examples, and each chunk's products run on one engine thread:
 * the bits of a score do not depend on the number of threads.
 */
public final class SplitScorer {

  private final ExampleBatches given;
  private final Targets targets;
  private final OutputKind ending;
  private final boolean arranges;
  private final int engineThreads;
  private final int chunk;
  private final PassMemory passes;
  private final List<Chunk> chunks = new ArrayList<>();
  private int abreast;
  private Optional<SortedExamples> arrangement = Optional.empty();
  private ExampleBatches batches;
  private Criterion criterion;

  /**
   * Some examples in a row: their place among the chunks and among the examples, and their inputs,
   * as they are arranged or else as a block takes them.
   */
  record Chunk(int index, int from, NDArray inputs) {
    int count() {
      return (int) inputs.getShape().head();
    }

    FloatBuffer numbers() {
      return NativeArrays.floats(inputs);
    }
  }

  /** What a network gives for some examples, one row for each. */
  @FunctionalInterface
  interface Outputs {
    FloatBuffer of(Chunk chunk);
  }

  /**
   * Measures nothing yet.
   *
   * @param given the examples as they came
   * @param targets what the examples have
   * @param ending what a model's outputs are
   * @param arranges whether what measures takes inputs as they are arranged
   * @param engineThreads that the engine uses within an operation
   * @param chunk examples per pass: enough for fast products, not too many for what layers give
   * @param passes the memory of passes
   */
  public SplitScorer(
      ExampleBatches given,
      Targets targets,
      OutputKind ending,
      boolean arranges,
      int engineThreads,
      int chunk,
      PassMemory passes) {
    this.given = given;
    this.targets = targets;
    this.ending = ending;
    this.arranges = arranges;
    this.engineThreads = engineThreads;
    this.chunk = chunk;
    this.passes = passes;
  }

  Score score(Outputs outputs, int threads) {
    return score(threads, chunk -> new double[][] {sums(outputs.of(chunk), chunk)}).get(0);
  }

  /** Returns the scores of several networks from what a pass over one chunk says of each. */
  List<Score> score(int threads, Function<Chunk, double[][]> pass) {
    List<double[][]> parts = map(threads, pass);
    List<Score> scores = new ArrayList<>();
    for (int i = 0; i < parts.get(0).length; i++) {
      double[] total = parts.get(0)[i].clone();
      for (double[][] part : parts.subList(1, parts.size())) {
        add(part[i], total);
      }
      scores.add(criterion.score(total));
    }
    return scores;
  }

  double[] sums(FloatBuffer outputs, Chunk chunk) {
    return criterion.sums(outputs, chunk.from, chunk.count());
  }

  private <T> List<T> map(int threads, Function<Chunk, T> pass) {
    List<Chunk> all = chunks();
    return Workers.map(
        Math.min(threads, abreast),
        all,
        chunk -> {
          Interrupts.check();
          return Engines.inference(engineThreads, () -> pass.apply(chunk));
        });
  }

  /** Returns the error of each example, in the order in which they were given. */
  PerExample errors(Outputs outputs, int threads) {
    float[] errors = new float[count()];
    map(
        threads,
        chunk -> {
          criterion.errors(outputs.of(chunk), chunk.from, chunk.count(), errors);
          return true;
        });
    return inGivenOrder(errors);
  }

  /** Adds what a network predicts to sums of predictions, and returns those. */
  double[] addPredictions(Outputs outputs, double[] sums, int threads) {
    map(
        threads,
        chunk -> {
          criterion.addPredictions(outputs.of(chunk), sums, chunk.from * outputs());
          return true;
        });
    return sums;
  }

  /** Scores predictions of all examples. */
  Score scorePredictions(double[] predictions) {
    return criterion.scorePredictions(predictions);
  }

  /** Returns the error of each example's prediction, in the order in which they were given. */
  PerExample predictionErrors(double[] predictions) {
    return inGivenOrder(criterion.predictionErrors(predictions));
  }

  private PerExample inGivenOrder(float[] errors) {
    return PerExample.of(arrangement.map(a -> a.inGivenOrder(errors)).orElse(errors));
  }

  /** Requires that an evaluation fits, once, before the first chunk takes its memory. */
  public synchronized void requireRoom() {
    if (abreast == 0) {
      int cores = Runtime.getRuntime().availableProcessors();
      MemoryBudget room = MemoryBudget.standard(passes.evaluation(count(), chunk, cores));
      abreast = passes.abreast(count(), chunk, room);
    }
  }

  /** Returns how inputs are arranged, if they are. */
  synchronized Optional<SortedExamples> arrangement() {
    if (batches == null) {
      arrangement = arranges ? SortedExamples.of(given.examples()) : Optional.empty();
      Examples examples = arrangement.map(SortedExamples::examples).orElse(given.examples());
      batches = new ExampleBatches(examples, given.shape(), given.manager());
      criterion = Criteria.of(targets, ending, examples, 0);
    }
    return arrangement;
  }

  /** Returns all examples, as arranged or in their order, in chunks of at most {@link #chunk}. */
  synchronized List<Chunk> chunks() {
    requireRoom();
    Optional<SortedExamples> arranged = arrangement();
    while (chunks.size() * chunk < count()) {
      int from = chunks.size() * chunk;
      int count = Math.min(chunk, count() - from);
      NDArray inputs =
          arranged
              .map(a -> a.inputs(given.manager(), from, count))
              .orElseGet(() -> NativeArrays.unscoped(batches.range(from, count)));
      chunks.add(new Chunk(chunks.size(), from, inputs));
    }
    return chunks;
  }

  int count() {
    return given.examples().count();
  }

  /** Returns how many numbers a network gives for an example. */
  int outputs() {
    return targets.outputs();
  }

  private static void add(double[] part, double[] total) {
    for (int i = 0; i < total.length; i++) {
      total[i] += part[i];
    }
  }
}
