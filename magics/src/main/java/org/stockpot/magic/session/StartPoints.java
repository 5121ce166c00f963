package org.stockpot.magic.session;

import java.util.Optional;
import java.util.Set;
import org.stockpot.magic.UsageException;
import org.stockpot.task.Task;
import org.stockpot.text.Numbers;
import org.stockpot.weights.Mask;
import org.stockpot.weights.MaskedPoint;
import org.stockpot.weights.Point;

/**
 * Where the trainings of a magic start, and which mask they keep: the one that was declared for the
 * point, or its zeros if the magic has {@code --zeros mask}.
 */
public final class StartPoints {

  /** A share of undeclared zeros that is worth a word, and the least that decimals show well. */
  private static final double NOTABLE = 0.01;

  private final Call call;
  private final Zeros zeros;

  public StartPoints(Call call) {
    this.call = call;
    zeros = call.options(SharedOptions.ZeroWeights.class).zeros();
  }

  /** Returns the point of a name with its mask, and says which mask that is. */
  public MaskedPoint named(String name) {
    NamedPoint named = call.points().use(name);
    MaskedPoint start = named.masked(zeros);
    words(name, start).ifPresent(call.uses()::note);
    return start;
  }

  /** Returns the point of a name, or pre-trained weights whose zeros are the mask; or empty. */
  public Optional<MaskedPoint> optional(String name, Task task) {
    if (!name.isEmpty()) {
      return Optional.of(named(name));
    }
    call.uses().addPretrained(task);
    if (zeros == Zeros.WEIGHTS) {
      return Optional.empty();
    }
    Point pretrained =
        task.pretrained()
            .orElseThrow(
                () -> new UsageException("zeros mask needs the point that has them: --from POINT"));
    MaskedPoint start = MaskedPoint.zerosOf(pretrained);
    words("the pre-trained network", start).ifPresent(call.uses()::note);
    return Optional.of(start);
  }

  private Optional<String> words(String name, MaskedPoint start) {
    Mask mask = start.mask();
    String kept = share(mask.density()) + " of the weights";
    if (zeros == Zeros.MASK) {
      return Optional.of("takes the zeros of " + name + " for its mask (keeps " + kept + ")");
    }
    if (mask.pruned() > 0) {
      return Optional.of("keeps the mask of " + name + " (" + kept + ")");
    }
    double share = 1 - Mask.supportOf(start.point()).density();
    return share < NOTABLE
        ? Optional.empty()
        : Optional.of(
            "trains all weights of "
                + name
                + ", also the "
                + share(share)
                + " that are 0 and no mask declares (--zeros mask keeps them 0)");
  }

  /** Returns the Java expression of {@link #optional}, a masked point; empty for none. */
  public String java(String name) {
    if (!name.isEmpty()) {
      return call.points().java(name, zeros);
    }
    return zeros == Zeros.MASK
        ? "MaskedPoint.zerosOf(Stockpot.task().pretrained().orElseThrow())"
        : "";
  }

  /** Returns the options that mean nothing without a point to start at. */
  public static Set<String> idle(Call call, String from) {
    boolean weights = call.options(SharedOptions.ZeroWeights.class).zeros() == Zeros.WEIGHTS;
    return from.isEmpty() && weights ? Set.of("zeros") : Set.of();
  }

  private static String share(double fraction) {
    return fraction < NOTABLE
        ? Numbers.significant(100 * fraction, 2) + "%"
        : Numbers.percent(fraction, 1);
  }
}
