package org.stockpot.magic.session;

import java.util.Map;
import java.util.function.Function;
import org.stockpot.magic.UsageException;
import org.stockpot.prune.Saliencies;
import org.stockpot.prune.Saliency;

/** Reads a saliency by its name, or the Java variable that has one. */
public final class SaliencyNames {

  private SaliencyNames() {}

  /** Returns the reader of options of that type. */
  public static Map<Class<?>, Function<String, Object>> readers(Session session) {
    return Map.of(Saliency.class, name -> saliency(session, name));
  }

  private static Saliency saliency(Session session, String name) {
    if (Saliencies.names().contains(name)) {
      return Saliencies.of(name);
    } else if (session.find(name) instanceof Saliency mine) {
      return mine;
    }
    Saliencies.requireOfWeights(name);
    throw new UsageException(
        "must be "
            + String.join(", ", Saliencies.names())
            + " or a Java variable of type Saliency, got "
            + name);
  }
}
