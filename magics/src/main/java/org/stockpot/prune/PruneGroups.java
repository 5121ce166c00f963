package org.stockpot.prune;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Slot;

/** The groups of a scope and a pattern, and how much of each a round keeps. */
final class PruneGroups {

  /** One of so many units of the last slot stays at least under {@link Scope#UNIFORM_PLUS}. */
  private static final int LAST = 5;

  private final PruneOptions options;
  private final List<Slot> slots;
  private final List<PruneGroup> groups;

  /** Divides some slots, whose own fractions are given. */
  PruneGroups(PruneOptions options, List<Slot> slots, ToDoubleFunction<Slot> fractions) {
    this.options = options;
    this.slots = slots;
    SparsityPattern pattern = options.pattern();
    slots.forEach(slot -> requireFit(pattern, slot));
    if (pattern.kind() == SparsityPattern.Kind.N_OF_M) {
      groups = slots.stream().flatMap(s -> nOfM(s, pattern.second()).stream()).toList();
    } else if (options.scope() == Scope.GLOBAL) {
      List<UnitRun> all =
          slots.stream().flatMap(s -> runs(s, pattern).stream()).collect(Collectors.toList());
      groups = List.of(new PruneGroup(slots, options.fraction(), all));
    } else if (options.scope() == Scope.ROW) {
      groups =
          slots.stream()
              .flatMap(s -> rows(s, pattern).stream().map(row -> group(s, fractions, row)))
              .toList();
    } else {
      groups =
          slots.stream()
              .map(s -> new PruneGroup(List.of(s), fractions.applyAsDouble(s), runs(s, pattern)))
              .toList();
    }
  }

  private static PruneGroup group(Slot slot, ToDoubleFunction<Slot> fractions, UnitRun row) {
    return new PruneGroup(List.of(slot), fractions.applyAsDouble(slot), List.of(row));
  }

  private static int outputs(Slot slot) {
    return slot.shape().get(0);
  }

  private static int inputs(Slot slot) {
    return slot.size() / outputs(slot);
  }

  private static void requireMatrix(String what, Slot slot) {
    if (slot.shape().size() < 2) {
      throw new IllegalArgumentException(
          what + " needs layers with outputs and inputs, got " + slot.name() + advice(slot));
    }
  }

  private static void requireFit(SparsityPattern pattern, Slot slot) {
    if (pattern.kind() == SparsityPattern.Kind.WEIGHTS) {
      return;
    }
    requireMatrix("pattern " + pattern, slot);
    int channels = slot.shape().get(1);
    if (pattern.kind() == SparsityPattern.Kind.N_OF_M && channels % pattern.second() != 0) {
      throw new IllegalArgumentException(
          "pattern "
              + pattern
              + " must divide the inputs of each layer, got "
              + channels
              + " of "
              + slot.name()
              + advice(slot));
    }
    boolean divides = outputs(slot) % pattern.first() == 0 && inputs(slot) % pattern.second() == 0;
    if (pattern.kind() == SparsityPattern.Kind.BLOCKS && !divides) {
      throw new IllegalArgumentException(
          "pattern "
              + pattern
              + " must divide the outputs and inputs of each layer, got "
              + outputs(slot)
              + " x "
              + inputs(slot)
              + " of "
              + slot.name()
              + advice(slot));
    }
  }

  private static String advice(Slot slot) {
    return "; --exclude " + slot.name() + " leaves it out";
  }

  private static List<PruneGroup> nOfM(Slot slot, int m) {
    int channels = slot.shape().get(1);
    int kernel = inputs(slot) / channels;
    List<PruneGroup> groups = new ArrayList<>();
    for (int row = slot.offset(); row < slot.end(); row += inputs(slot)) {
      for (int channel = 0; channel < channels; channel += m) {
        for (int place = 0; place < kernel; place++) {
          UnitRun run = new UnitRun(row + channel * kernel + place, m, kernel);
          groups.add(new PruneGroup(List.of(slot), 0, List.of(run)));
        }
      }
    }
    return groups;
  }

  private static List<UnitRun> runs(Slot slot, SparsityPattern pattern) {
    return pattern.unit() == 1
        ? List.of(new UnitRun(slot.offset(), slot.size(), 1))
        : rows(slot, pattern);
  }

  /** Returns the units of each row of units. */
  private static List<UnitRun> rows(Slot slot, SparsityPattern pattern) {
    return IntStream.range(0, outputs(slot) / pattern.first())
        .mapToObj(
            r ->
                new UnitRun(
                    slot.offset() + r * pattern.first() * inputs(slot),
                    inputs(slot) / pattern.second(),
                    pattern.second()))
        .toList();
  }

  List<PruneGroup> all() {
    return groups;
  }

  /** Returns how many units of each group a mask keeps. */
  int[] kept(Mask mask) {
    return groups.stream().mapToInt(group -> group.kept(mask)).toArray();
  }

  /** Returns how many units of each group are kept behind a round. */
  int[] goals(int round, int... kept) {
    if (options.pattern().kind() == SparsityPattern.Kind.N_OF_M) {
      int n = options.pattern().first();
      int gone = options.pattern().second() - n;
      int left = n + gone - Math.toIntExact(Math.round((double) gone * round / options.rounds()));
      return IntStream.of(kept).map(k -> Math.min(k, left)).toArray();
    } else if (options.scope() == Scope.GLOBAL || options.scope().isPlain()) {
      return IntStream.range(0, kept.length)
          .map(g -> kept[g] - rounded(groups.get(g).fraction() * kept[g]))
          .toArray();
    }
    return shared(kept);
  }

  private static int rounded(double count) {
    return Math.toIntExact(Math.round(count));
  }

  private int[] shared(int... kept) {
    int all = IntStream.of(kept).sum();
    int total = all - rounded(options.fraction() * all);
    int[] least = IntStream.range(0, kept.length).map(g -> least(g, kept[g])).toArray();
    int required = IntStream.of(least).sum();
    if (total < required) {
      throw new IllegalArgumentException(
          "uniform+ keeps the first convolution and a fifth of the last layer, "
              + required * options.pattern().unit()
              + " weights in all: a round must keep as many, got "
              + total * options.pattern().unit());
    }
    double[] proportions =
        groups.stream().mapToDouble(g -> g.units() * density(g.slots().get(0))).toArray();
    return new Allocation(proportions, least, kept).of(total);
  }

  private int least(int group, int kept) {
    if (options.scope() != Scope.UNIFORM_PLUS) {
      return 0;
    }
    int firstConvolution =
        IntStream.range(0, slots.size()).filter(i -> isKernel(slots.get(i))).findFirst().orElse(-1);
    if (group == firstConvolution) {
      return kept;
    }
    boolean last = group == groups.size() - 1;
    return last ? Math.min(kept, (groups.get(group).units() + LAST - 1) / LAST) : 0;
  }

  private static boolean isKernel(Slot slot) {
    return slot.shape().size() > 2;
  }

  /** Returns what a slot's density is in proportion to. */
  private double density(Slot slot) {
    if (options.scope() == Scope.UNIFORM_PLUS) {
      return 1;
    }
    requireMatrix("scope erdos-renyi", slot);
    List<Integer> sides =
        options.scope() == Scope.ERDOS_RENYI ? slot.shape().subList(0, 2) : slot.shape();
    double sum = sides.stream().mapToInt(side -> side).sum();
    return sum / sides.stream().mapToDouble(side -> side).reduce(1, (a, b) -> a * b);
  }
}
