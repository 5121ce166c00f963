package org.stockpot.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.stockpot.data.Examples;
import org.stockpot.task.Interrupts;
import org.stockpot.task.Score;
import org.stockpot.task.Workers;
import org.stockpot.weights.Point;

/**
 * The score on one split, whose examples stay in native memory once measured.
 *
 * <p>Threads share the chunks of the examples, and each chunk's products run on one engine thread:
 * the bits of a score do not depend on the number of threads.
 */
final class SplitObjective {

  private final Examples examples;
  private final Criterion criterion;
  private final Shape example;
  private final NDManager manager;
  private final int engineThreads;
  private final int chunk;
  private final PassMemory passes;
  private int abreast;
  private final List<Chunk> chunks = new ArrayList<>();

  /** Some examples in a row: their place among the chunks and among the examples. */
  record Chunk(int index, int from, NDArray inputs) {
    int count() {
      return (int) inputs.getShape().head();
    }
  }

  /**
   * Measures nothing yet.
   *
   * @param chunk examples per pass: enough for fast products, not too many for what layers give
   */
  SplitObjective(
      Examples examples,
      Criterion criterion,
      Shape example,
      NDManager manager,
      int engineThreads,
      int chunk,
      PassMemory passes) {
    this.passes = passes;
    this.examples = examples;
    this.criterion = criterion;
    this.example = example;
    this.manager = manager;
    this.engineThreads = engineThreads;
    this.chunk = chunk;
  }

  Score score(Network network, Point point, int threads) {
    network.set(point.values());
    return score(
            threads, chunk -> new double[][] {sums(network.forward(chunk.inputs, false), chunk)})
        .get(0);
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

  double[] sums(NDArray outputs, Chunk chunk) {
    return criterion.sums(Network.memory(outputs), chunk.from, chunk.count());
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

  /** Scores the mean prediction of points. */
  Score ensemble(Network network, Iterable<Point> points, int outputs, int threads) {
    double[] predictions = new double[Math.multiplyExact(examples.count(), outputs)];
    int count = 0;
    for (Point point : points) {
      network.set(point.values());
      map(
          threads,
          chunk -> {
            FloatBuffer memory = Network.memory(network.forward(chunk.inputs, false));
            criterion.addPredictions(memory, predictions, chunk.from * outputs);
            return true;
          });
      count++;
    }
    for (int i = 0; i < predictions.length; i++) {
      predictions[i] /= count;
    }
    return criterion.scorePredictions(predictions);
  }

  /** Requires that an evaluation fits, once, before the first chunk takes its memory. */
  synchronized void requireRoom() {
    if (abreast == 0) {
      int cores = Runtime.getRuntime().availableProcessors();
      Room room = Room.standard(passes.evaluation(examples.count(), chunk, cores));
      abreast = passes.abreast(examples.count(), chunk, room);
    }
  }

  /** Returns all examples in order, in chunks of at most {@link #chunk}. */
  synchronized List<Chunk> chunks() {
    requireRoom();
    for (int from = chunks.size() * chunk; from < examples.count(); from += chunk) {
      int count = Math.min(chunk, examples.count() - from);
      Shape shape = new Shape(count).addAll(example);
      NDArray inputs = Network.kept(manager.create(shape, DataType.FLOAT32));
      FloatBuffer memory = Network.memory(inputs);
      for (int i = 0; i < count; i++) {
        examples.copyInput(from + i, memory);
      }
      chunks.add(new Chunk(chunks.size(), from, inputs));
    }
    return chunks;
  }

  int count() {
    return examples.count();
  }

  private static void add(double[] part, double[] total) {
    for (int i = 0; i < total.length; i++) {
      total[i] += part[i];
    }
  }
}
