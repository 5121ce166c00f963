package org.stockpot.merge.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stockpot.task.Part;
import org.stockpot.task.Progress;
import org.stockpot.task.Task;
import org.stockpot.task.Work;
import org.stockpot.task.analysis.InputGrams;
import org.stockpot.task.analysis.Subset;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Mask;
import org.stockpot.weights.MergeInputs;
import org.stockpot.weights.Merged;
import org.stockpot.weights.Point;
import org.stockpot.weights.Slot;

/**
 * For each linear layer the weights whose outputs are closest to those of the members on the inputs
 * that each member's layer gets: {@code (sum_i c_i G_i)⁻¹ sum_i c_i G_i W_i}, where G_i are the
 * second moments of member i's inputs over training examples of its own task ({@link InputGrams}),
 * with off-diagonal entries times a factor. At factor 1 that minimises {@code sum_i c_i/N sum_n |(W
 * - W_i) x_in|²}. Convolutions are linear layers over patches. All other slots, biases among them,
 * are the members' mean.
 *
 * <p>See Jin et al., "Dataless Knowledge Fusion by Merging Weights of Language Models", ICLR 2023,
 * §3.2 and §3.3, with a factor of 0.9.
 *
 * <p>Masks: what all members prune stays 0, and the others are the best ones given that. Memory
 * grows with the square of a layer's inputs; a layer whose moments alone would take more than a
 * sixteenth of the heap is averaged, which is said.
 *
 * @param offDiagonal the factor, in [0, 1]
 * @param examples how many at most, from 1
 * @param unseen what weights do along inputs that no example has
 * @param tasks one for all members, or one for each
 */
public record RegMean(double offDiagonal, int examples, Unseen unseen, List<Task> tasks)
    implements DataMerge {

  private static final String NAME = "regmean";

  /**
   * Checks the components.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public RegMean {
    if (!(offDiagonal >= 0 && offDiagonal <= 1)) {
      throw new IllegalArgumentException("off-diagonal must lie in [0, 1], got " + offDiagonal);
    }
    if (examples < 1) {
      throw new IllegalArgumentException("examples must be at least 1, got " + examples);
    }
    tasks = MemberTasks.copied(tasks);
  }

  @Override
  public void plan(MergeInputs inputs, Progress progress) {
    progress.plan(work(), (long) Layers.of(this, inputs).groups().size() * inputs.members().size());
  }

  /** Moments take about as long as the layers themselves. */
  private Work work() {
    return new Work("moments of inputs", 2.0 * examples);
  }

  @Override
  public Merged merged(MergeInputs inputs, Progress progress) {
    MemberTasks.requireShares(NAME, inputs);
    Point mean = inputs.mean();
    float[] values = mean.toArray();
    Optional<boolean[]> kept = kept(inputs);
    Layers layers = Layers.of(this, inputs);
    for (List<Slot> group : layers.groups()) {
      solve(inputs, mean, group, kept, values, progress);
    }
    Point merged = Point.of(inputs.layout(), values);
    return new Merged(inputs.finish(merged), notes(layers.averaged()));
  }

  /**
   * Which matrices and kernels are solved.
   *
   * @param groups those that are, as many at a time as fit into memory
   * @param averaged those that are not
   */
  private record Layers(List<List<Slot>> groups, List<String> averaged) {

    static Layers of(RegMean merge, MergeInputs inputs) {
      Layers layers = new Layers(new ArrayList<>(), new ArrayList<>());
      InputGrams grams = merge.grams(inputs, 0);
      List<String> solved = merge.solved(inputs, grams);
      long size = 0;
      for (Slot slot : inputs.layout().trained()) {
        long own = RegMeanSlot.size(slot);
        if (solved.contains(slot.name())) {
          continue;
        }
        if (grams.slots().contains(slot.name()) && own <= most()) {
          size += own;
          if (layers.groups.isEmpty() || size > most()) {
            layers.groups.add(new ArrayList<>());
            size = own;
          }
          layers.groups.get(layers.groups.size() - 1).add(slot);
        } else if (slot.shape().size() > 1) {
          layers.averaged.add(slot.name());
        }
      }
      return layers;
    }

    /** Returns how many numbers moments may have, which are in memory several times over. */
    private static long most() {
      return Runtime.getRuntime().maxMemory() / Double.BYTES / 16;
    }
  }

  /** Moments that all members share have the mean as their solution. */
  private List<String> solved(MergeInputs inputs, InputGrams grams) {
    boolean one = MemberTasks.distinct(tasks, inputs).size() == 1;
    return one && unseen == Unseen.MEAN ? grams.ofExamples() : List.of();
  }

  private InputGrams grams(MergeInputs inputs, int member) {
    return MemberTasks.of(tasks, inputs, member)
        .representations(Subset.of(Part.TRAINING, examples))
        .orThrow()
        .inputGrams()
        .orThrow();
  }

  private void solve(
      MergeInputs inputs,
      Point mean,
      List<Slot> slots,
      Optional<boolean[]> kept,
      float[] values,
      Progress progress) {
    Map<String, RegMeanSlot> equations = new LinkedHashMap<>();
    slots.forEach(s -> equations.put(s.name(), new RegMeanSlot(s, mean, offDiagonal)));
    for (int m = 0; m < inputs.members().size(); m++) {
      Point member = inputs.members().get(m);
      double weight = inputs.weights().get(m);
      grams(inputs, m)
          .of(member, List.copyOf(equations.keySet()))
          .forEach(
              (slot, gram) -> equations.get(slot).add(member, requireFinite(slot, gram), weight));
      progress.done(work(), 1);
    }
    for (Slot slot : slots) {
      boolean whole = kept.map(entries -> all(entries, slot)).orElse(true);
      equations.get(slot.name()).write(unseen, whole ? Optional.empty() : kept, values);
    }
  }

  private static double[] requireFinite(String slot, double[] gram) {
    for (double moment : gram) {
      if (!Double.isFinite(moment)) {
        throw new IllegalArgumentException(
            "inputs of the layer of slot " + slot + " must be finite, got moments of " + moment);
      }
    }
    return gram;
  }

  private static boolean all(boolean[] kept, Slot slot) {
    for (int i = slot.offset(); i < slot.end(); i++) {
      if (!kept[i]) {
        return false;
      }
    }
    return true;
  }

  /** Returns what not all masks prune; empty if there are none. */
  private static Optional<boolean[]> kept(MergeInputs inputs) {
    Layout layout = inputs.layout();
    return inputs.masks().stream()
        .reduce(Mask::or)
        .map(
            mask -> {
              boolean[] kept = new boolean[layout.size()];
              for (int i = 0; i < kept.length; i++) {
                kept[i] = mask.keeps(i);
              }
              return kept;
            });
  }

  private static List<String> notes(List<String> averaged) {
    return averaged.isEmpty()
        ? List.of()
        : List.of(
            "RegMean averaged "
                + averaged.size()
                + (averaged.size() == 1 ? " matrix or kernel" : " matrices or kernels")
                + " whose inputs are not known or too many: "
                + String.join(" ", averaged.subList(0, Math.min(4, averaged.size())))
                + (averaged.size() > 4 ? " …" : "")
                + ".");
  }
}
