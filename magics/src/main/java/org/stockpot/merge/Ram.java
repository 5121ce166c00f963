package org.stockpot.merge;

import java.util.List;
import org.stockpot.weights.ChunkedMerge;
import org.stockpot.weights.MergePart;

/**
 * RAM and RAM+: reinforced agent merging. An entry is touched by a member if {@code |τ_i| > ε},
 * {@code τ_i = w_i - w_0}. Touched by one member it moves by that member's τ, touched by several by
 * the weighted mean of theirs, and else it is the base's. RAM+ multiplies what one member alone
 * touched by {@code 1 + r min(α, shared_i / alone_i)}, where these count what the member touched
 * with others and alone; RAM is r = 0.
 *
 * <p>See Yuan et al., "Behavior Knowledge Merge in Reinforced Agentic Models", ACL 2026; counts are
 * those of the whole network in its code, and of each tensor in mergekit.
 *
 * @param epsilon ε, at least 0, in the weights' own unit
 * @param r how much lone entries may grow, at least 0
 * @param alpha α, which ratio counts at most, at least 0
 * @param scope over what entries are counted: the whole vector or each tensor
 */
public record Ram(double epsilon, double r, double alpha, Scope scope) implements ChunkedMerge {

  static final MergeMethod METHOD =
      method(
          "ram",
          "what one member changed as it is, what several changed averaged",
          List.of(epsilonOption()),
          (values, tasks) -> new Ram(values.number("epsilon"), 0, 0, Scope.TENSOR));

  static final MergeMethod PLUS =
      method(
          "ram+",
          "as ram, with a little more of what one member changed alone",
          List.of(
              epsilonOption(),
              MergeOption.number("r", "0.1", "at least 0", "how much lone entries may grow"),
              MergeOption.number("alpha", "0.2", "at least 0", "which ratio counts at most"),
              Scope.WHOLE_FIRST),
          (values, tasks) ->
              new Ram(
                  values.number("epsilon"),
                  values.number("r"),
                  values.number("alpha"),
                  values.constant("scope", Scope.class)));

  private static MergeOption epsilonOption() {
    return MergeOption.number(
        "epsilon", "1e-5", "at least 0", "above which change an entry is touched (weights)");
  }

  private static MergeMethod method(
      String name, String meaning, List<MergeOption> options, MergeMethod.Maker maker) {
    return new MergeMethod(
        name,
        meaning,
        "Yuan et al., ACL 2026",
        "yuan2026behavior",
        MergeMethod.Base.REQUIRED,
        1,
        MergeMethod.ANY,
        false,
        options,
        maker);
  }

  /**
   * Checks the options.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public Ram {
    scope.requireNoRow();
    requireAtLeastZero("epsilon", epsilon);
    requireAtLeastZero("r", r);
    requireAtLeastZero("alpha", alpha);
  }

  private static void requireAtLeastZero(String name, double value) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(name + " must be finite and at least 0, got " + value);
    }
  }

  @Override
  public boolean wholeVector() {
    return scope == Scope.WHOLE;
  }

  @Override
  public MergePart part(List<Double> weights, boolean hasBase) {
    MergeMethod own = r == 0 ? METHOD : PLUS;
    own.require(weights.size(), hasBase);
    Vectors.requirePositive(own.name(), weights);
    return new RamPart(epsilon, r, alpha, weights);
  }
}
