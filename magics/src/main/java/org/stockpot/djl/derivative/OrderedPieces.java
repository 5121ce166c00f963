package org.stockpot.djl.derivative;

import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.stockpot.task.work.Workers;

/** Work in pieces that threads share, whose results are received in the order of the pieces. */
final class OrderedPieces {

  private OrderedPieces() {}

  /** Receives results. */
  @FunctionalInterface
  interface Sink<T> {
    void accept(int index, T result);
  }

  /** Returns the first examples of chunks of so many. */
  static List<Integer> starts(long examples, int chunk) {
    return IntStream.iterate(0, from -> from < examples, from -> from + chunk).boxed().toList();
  }

  /** Does pieces by several threads, and hands on what comes of them, without keeping it. */
  static <T> void run(int threads, List<Integer> pieces, Function<Integer, T> work, Sink<T> sink) {
    for (int from = 0; from < pieces.size(); from += threads) {
      List<Integer> some = pieces.subList(from, Math.min(from + threads, pieces.size()));
      List<T> results = Workers.map(threads, some, work);
      for (int i = 0; i < results.size(); i++) {
        sink.accept(from + i, results.get(i));
      }
    }
  }
}
