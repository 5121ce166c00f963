package org.stockpot.magic.soup;

import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.stockpot.magic.option.OptionSet;
import org.stockpot.magic.option.Values;
import org.stockpot.study.merge.MergeGrid;
import org.stockpot.task.option.Help;

/**
 * What merge methods take. A list of several values is an axis of the grid that validation chooses
 * from; an empty one is each method's default.
 *
 * @param base what all members were trained from
 * @param on the tasks that merges are measured on
 * @param lambda how far to go
 * @param density the share of entries that stays
 * @param gamma the share of the largest entries that goes
 * @param epsilon how much probabilities of keeping differ, or from where on a change counts
 * @param t how far an entry goes
 * @param r how much lone entries may grow
 * @param alpha which ratio counts at most
 * @param tolerance how small a step ends an iteration
 * @param steps how many steps an iteration has at most
 * @param examples how many training examples are looked at
 * @param fisherFloor what is added to squared gradients
 * @param offDiagonal the factor of moments of pairs of inputs
 * @param lr the learning rate of weights that are learned
 * @param epochs passes over the examples that weights are learned on
 * @param batch examples of a step
 * @param scope over what norms and ranks are
 * @param rescale what entries that stay are scaled by
 * @param normalise whether sums are divided by the weights in them
 * @param zero which sign a sum of 0 elects
 * @param by what has coefficients of its own
 * @param unseen what weights do along inputs that no example has
 */
record MergeArguments(
    @Help("what all members were trained from; where their trainings remember one start, that")
        String base,
    @Help("tasks by name (%task … --as NAME), one for each expert: merges between tasks")
        List<String> on,
    @Help("λ, how far to go along what is merged; several values are a grid for validation")
        List<Double> lambda,
    @Help("share of each task vector that stays; several values are a grid") List<Double> density,
    @Help("for breadcrumbs: share of the largest entries that goes") List<Double> gamma,
    @Help(
            "for della: probabilities of keeping go from density − ε to density + ε; for ram: above"
                + " which change an entry is touched")
        List<Double> epsilon,
    @Help("for nearswap: by how much an entry goes from the base towards the member")
        List<Double> t,
    @Help("for ram+: by how much what one member changed alone may grow") List<Double> r,
    @Help("for ram+: which ratio of shared and lone entries counts at most") List<Double> alpha,
    @Help("for karcher: how small a step ends the iteration") List<Double> tolerance,
    @Help("for karcher: how many steps at most; for adamerging: how many") List<Double> steps,
    @Help("for fisher, regmean: training examples at most") List<Double> examples,
    @Help("for fisher: what is added to squared gradients") List<Double> fisherFloor,
    @Help("for regmean: factor of the moments of pairs of inputs") List<Double> offDiagonal,
    @Help("for learned, adamerging: learning rate") List<Double> lr,
    @Help("for learned: passes over the validation examples") List<Double> epochs,
    @Help("for learned, adamerging: examples of a step") List<Double> batch,
    @Help("over what norms and ranks are: whole, tensor, for nuslerp row") List<String> scope,
    @Help("what entries that stay are scaled by: probability, l1, none") List<String> rescale,
    @Help("whether sums are divided by the weights in them: yes, no") List<String> normalise,
    @Help("which sign a sum of 0 elects: majority, plus") List<String> zero,
    @Help("for learned, adamerging: coefficients of each network or each slot") List<String> by,
    @Help("for regmean: weights of inputs that no example has: mean, zero") List<String> unseen) {

  /** The options with values of a grid. */
  static final List<String> AXES =
      Stream.of(MergeArguments.class.getRecordComponents())
          .filter(component -> component.getType() == List.class)
          .map(MergeArguments::name)
          .filter(name -> !name.equals("on"))
          .toList();

  private static String name(RecordComponent component) {
    return component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  static MergeArguments defaults() {
    return new MergeArguments(
        "", List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
        List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
        List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
  }

  /** Returns the values that were given, and a seed if a method draws by one. */
  MergeGrid grid(boolean draws, long seed) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (RecordComponent component : MergeArguments.class.getRecordComponents()) {
      String name = name(component);
      if (AXES.contains(name)) {
        List<?> list = (List<?>) OptionSet.value(component, this);
        if (!list.isEmpty()) {
          values.put(name, list.stream().map(Values::write).toList());
        }
      }
    }
    if (draws) {
      values.put("seed", List.of("" + seed));
    }
    return new MergeGrid(values);
  }
}
