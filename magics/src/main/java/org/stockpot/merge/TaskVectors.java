package org.stockpot.merge;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The methods that are settings of {@link TaskVectorMerge}. Where a paper leaves a number to
 * tuning, the default is ours: densities of one half, and the λ of task arithmetic wherever task
 * vectors are summed.
 */
final class TaskVectors {

  /** All of them, the simplest first. */
  static final List<MergeMethod> ALL =
      List.of(
          taskArithmetic(),
          ties(),
          drawn("dare", Election.NONE),
          drawn("dare-ties", Election.MAJORITY),
          withoutOutliers("breadcrumbs", Election.NONE),
          withoutOutliers("breadcrumbs-ties", Election.MAJORITY),
          drawnByRank("della", Election.MAJORITY),
          drawnByRank("della-linear", Election.NONE));

  private TaskVectors() {}

  /** The knobs that all settings have, as a method has them if users say nothing. */
  private record Knobs(double lambda, boolean elects, boolean normalised, Scope scope) {}

  private static MergeMethod taskArithmetic() {
    return method(
        new Paper("Ilharco et al., ICLR 2023", "ilharco2023editing"),
        "task-arithmetic",
        "λ times the sum of task vectors",
        new Knobs(0.4, false, false, Scope.TENSOR),
        List.of(),
        values -> new Sparsity.All());
  }

  private static MergeMethod ties() {
    return method(
        new Paper("Yadav et al., NeurIPS 2023", "yadav2023ties"),
        "ties",
        "the largest entries of each task vector, where they have the elected sign",
        new Knobs(1, true, true, Scope.WHOLE),
        List.of(density("0.2")),
        values -> new Sparsity.Largest(values.number("density")));
  }

  private static MergeMethod drawn(String name, Election election) {
    boolean elects = election != Election.NONE;
    return method(
        new Paper("Yu et al., ICML 2024", "yu2024super"),
        name,
        "random entries of each task vector, scaled up" + with(elects),
        new Knobs(1, elects, true, Scope.TENSOR),
        List.of(density("0.5"), Rescale.OPTION, seed()),
        values ->
            new Sparsity.Drawn(
                values.number("density"),
                values.constant("rescale", Rescale.class),
                Draws.of(values.whole("seed"))));
  }

  private static MergeMethod withoutOutliers(String name, Election election) {
    boolean elects = election != Election.NONE;
    return method(
        new Paper("Davari, Belilovsky, ECCV 2024", "davari2024breadcrumbs"),
        name,
        "of each task vector neither outliers nor small entries" + with(elects),
        new Knobs(0.4, elects, false, Scope.TENSOR),
        List.of(
            density("0.5"),
            MergeOption.number(
                "gamma", "0.01", "from 0 to below 1", "share of the largest entries that goes")),
        values -> new Sparsity.WithoutOutliers(values.number("density"), values.number("gamma")));
  }

  private static MergeMethod drawnByRank(String name, Election election) {
    boolean elects = election != Election.NONE;
    return method(
        new Paper("Deep et al., 2024", "deep2024della"),
        name,
        "random entries of each task vector, large ones rather, scaled up" + with(elects),
        new Knobs(1, elects, true, Scope.TENSOR),
        List.of(
            density("0.5"),
            MergeOption.number(
                "epsilon",
                "0.15",
                "from 0, with density ± epsilon in (0, 1]",
                "how far probabilities are from the density"),
            Rescale.OPTION,
            seed()),
        values ->
            new Sparsity.DrawnByRank(
                values.number("density"),
                values.number("epsilon"),
                values.constant("rescale", Rescale.class),
                Draws.of(values.whole("seed"))));
  }

  private static String with(boolean elects) {
    return elects ? ", where they have the elected sign" : "";
  }

  private static MergeOption density(String standard) {
    return MergeOption.number(
        "density", standard, "above 0, at most 1", "share of each task vector that stays");
  }

  private static MergeOption seed() {
    return MergeOption.number("seed", "0", "a whole number", "what entries are drawn from");
  }

  private record Paper(String source, String key) {}

  private static MergeMethod method(
      Paper paper,
      String name,
      String meaning,
      Knobs knobs,
      List<MergeOption> own,
      Function<MergeValues, Sparsity> sparsity) {
    List<MergeOption> options = new ArrayList<>(own);
    options.add(
        MergeOption.number("lambda", "" + knobs.lambda, "a finite number", "how far to go"));
    options.add(
        MergeOption.choice(
            "normalise",
            knobs.normalised ? "yes" : "no",
            "whether the sum is divided by the weights in it",
            "yes",
            "no"));
    if (knobs.elects) {
      options.add(Election.OPTION);
    }
    options.add(knobs.scope == Scope.WHOLE ? Scope.WHOLE_FIRST : Scope.TENSOR_FIRST);
    return new MergeMethod(
        name,
        meaning,
        paper.source,
        paper.key,
        MergeMethod.Base.REQUIRED,
        1,
        MergeMethod.ANY,
        false,
        options,
        (values, tasks) ->
            new TaskVectorMerge(
                sparsity.apply(values),
                knobs.elects ? values.constant("zero", Election.class) : Election.NONE,
                values.word("normalise").equals("yes"),
                values.number("lambda"),
                values.constant("scope", Scope.class)));
  }
}
