package org.stockpot.magic.session;

import org.stockpot.barrier.BarrierResult;
import org.stockpot.prune.PruneResult;
import org.stockpot.prune.Saliency;
import org.stockpot.soup.FinetuneResult;
import org.stockpot.study.Comparison;
import org.stockpot.task.Task;
import org.stockpot.task.TrainResult;
import org.stockpot.weights.Point;

/** What a value is, in the words of messages. */
public final class ValueKind {

  private ValueKind() {}

  /** Returns such as {@code a pruning run}; of what is not ours, its type in Java. */
  public static String of(Object value) {
    if (value == null) {
      return "nothing";
    } else if (value instanceof Task) {
      return "a task";
    } else if (value instanceof TrainResult) {
      return "a training";
    } else if (value instanceof PruneResult) {
      return "a pruning run";
    } else if (value instanceof BarrierResult) {
      return "a barrier";
    } else if (value instanceof Comparison) {
      return "a comparison";
    } else if (value instanceof FinetuneResult) {
      return "fine-tuned networks";
    } else if (value instanceof Point) {
      return "a point";
    } else if (value instanceof Saliency) {
      return "a Saliency";
    }
    String name = name(value.getClass());
    if (value.getClass().isArray()) {
      return name;
    }
    return ("AEIOU".indexOf(name.charAt(0)) < 0 ? "a " : "an ") + name;
  }

  /** Returns the name of a type that can be typed: of one without a name, what it implements. */
  private static String name(Class<?> type) {
    Class<?>[] interfaces = type.getInterfaces();
    boolean nameless = type.isHidden() || type.isAnonymousClass();
    return nameless && interfaces.length > 0 ? interfaces[0].getSimpleName() : type.getSimpleName();
  }
}
