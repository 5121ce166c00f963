package org.stockpot.task;

import java.util.Optional;
import java.util.function.Function;

/**
 * Something that not every task can give: a value, or the reason why there is none.
 *
 * <p>Example: {@code task.derivatives(subset).orThrow().gradient(point)}, which for a task without
 * derivatives throws an error that says why.
 *
 * @param value what is given; empty if it cannot be
 * @param reason why there is no value, a sentence without a full stop; blank if there is one
 * @param <T> what it is
 */
public record Availability<T>(Optional<T> value, String reason) {

  /**
   * Checks that there is a value or a reason.
   *
   * @throws IllegalArgumentException if there are both or neither
   */
  public Availability {
    if (value.isPresent() != reason.isBlank()) {
      throw new IllegalArgumentException("there must be a value or a reason, got " + reason);
    }
  }

  /**
   * Returns something that is there.
   *
   * @param value what is given
   * @param <T> what it is
   * @return its availability
   */
  public static <T> Availability<T> of(T value) {
    return new Availability<>(Optional.of(value), "");
  }

  /**
   * Returns that something is not there.
   *
   * @param reason why, such as {@code task bowl knows no gradients}
   * @param <T> what it would be
   * @return its availability
   */
  public static <T> Availability<T> none(String reason) {
    return new Availability<>(Optional.empty(), reason);
  }

  /**
   * Returns what follows from the value.
   *
   * @param next makes something of the value, if it can
   * @param <R> what it is
   * @return that, or the reason why there is no value
   */
  public <R> Availability<R> then(Function<T, Availability<R>> next) {
    return value.map(next).orElseGet(() -> none(reason));
  }

  /**
   * Returns the value.
   *
   * @return what is given
   * @throws UnsupportedOperationException with the reason, if there is no value
   */
  public T orThrow() {
    return value.orElseThrow(() -> new UnsupportedOperationException(reason));
  }
}
