package org.stockpot.magic.session;

import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.stockpot.display.Display;

/**
 * What a session knows of a type of results, told by the magic that makes them.
 *
 * <pre>{@code
 * ResultType.of(PruneResult.class, PruneReport::display)
 *     .called("a pruning run")
 *     .offering(PruneRunPoints::add)
 * }</pre>
 *
 * @param type the type; values of its subtypes are of it, too
 * @param words what messages call one, such as {@code a pruning run}; empty for its type's name
 * @param display how one is shown that a cell ends with; empty to leave that to the kernel
 * @param points tells the points that one offers
 * @param facts what a saved point of one says of itself, by the rest of the point's name
 * @param <T> the type
 */
public record ResultType<T>(
    Class<T> type,
    String words,
    Optional<Function<? super T, Display>> display,
    BiConsumer<T, ResultPoints> points,
    BiFunction<T, String, Map<String, String>> facts) {

  /**
   * Returns a type of results that are shown.
   *
   * @param type the type
   * @param display how one is shown
   * @param <T> the type
   * @return results without points
   */
  public static <T> ResultType<T> of(Class<T> type, Function<? super T, Display> display) {
    return new ResultType<>(
        type, "", Optional.of(display), (result, points) -> {}, (result, part) -> Map.of());
  }

  /**
   * Returns a type of values that messages have words for.
   *
   * @param type the type
   * @param words what messages call one
   * @param <T> the type
   * @return values without points, which the kernel shows
   */
  public static <T> ResultType<T> named(Class<T> type, String words) {
    return new ResultType<>(
        type, words, Optional.empty(), (result, points) -> {}, (result, part) -> Map.of());
  }

  /**
   * Names the type in messages.
   *
   * @param name such as {@code a training}
   * @return the changed type
   */
  public ResultType<T> called(String name) {
    return new ResultType<>(type, name, display, points, facts);
  }

  /**
   * Says which points results offer.
   *
   * @param offer adds the points of one
   * @return the changed type
   */
  public ResultType<T> offering(BiConsumer<T, ResultPoints> offer) {
    return new ResultType<>(type, words, display, offer, facts);
  }

  /**
   * Says what a saved point says of the result that it is of.
   *
   * @param told facts by name, of a result and the rest of a point's name, such as {@code seed2.3}
   * @return the changed type
   */
  public ResultType<T> telling(BiFunction<T, String, Map<String, String>> told) {
    return new ResultType<>(type, words, display, points, told);
  }
}
