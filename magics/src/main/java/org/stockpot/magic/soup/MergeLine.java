package org.stockpot.magic.soup;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.stockpot.magic.UsageException;
import org.stockpot.magic.session.Call;
import org.stockpot.magic.session.NamedPoint;
import org.stockpot.magic.session.PointMatches;
import org.stockpot.magic.session.Points;
import org.stockpot.magic.session.SharedOptions;
import org.stockpot.magic.session.Zeros;
import org.stockpot.soup.Ingredient;
import org.stockpot.soup.SoupOptions;
import org.stockpot.soup.SoupOrigin.Dropped;
import org.stockpot.study.merge.MergeGrid;
import org.stockpot.study.merge.MergeMembers;

/** The words and options of {@code %soup METHOD,… POINT…}: methods, members, base and grid. */
final class MergeLine {

  private final Call call;
  private final List<String> names;
  private final List<String> words;
  private final Points points;
  private final MergeGrid grid;
  private final List<Dropped> dropped = new ArrayList<>();

  MergeLine(Call call, String methods, List<String> words) {
    this.call = call;
    this.words = words;
    names = List.of(methods.split(",", -1));
    points = call.points();
    grid =
        call.options(MergeArguments.class)
            .grid(SoupRecipes.takes(methods, "seed"), call.options(SoupOptions.class).seed());
  }

  List<String> names() {
    return names;
  }

  MergeGrid grid() {
    return grid;
  }

  /** Returns what was named and does not count, once members are known. */
  List<Dropped> dropped() {
    return dropped;
  }

  MergeMembers members() {
    Zeros zeros = call.options(SharedOptions.ZeroWeights.class).zeros();
    List<Ingredient> ingredients = new ArrayList<>();
    List<Double> weights = new ArrayList<>();
    for (String word : words) {
      WeightedArgument read = WeightedArgument.of(word);
      PointMatches found = points.matches(read.name());
      found.starts().forEach(n -> dropped.add(new Dropped(n, "a start, not a solution")));
      dropped.addAll(points.diverged(read.name()));
      for (String name : found.names()) {
        ingredients.add(points.ingredient(name, zeros));
        read.weight().ifPresent(weights::add);
      }
      requireSame(read.weight(), weights, ingredients, word);
    }
    MergeMembers members = MergeMembers.of(ingredients).withWeights(weights);
    return based(members);
  }

  private static void requireSame(
      OptionalDouble weight, List<Double> weights, List<Ingredient> ingredients, String word) {
    boolean all = weights.size() == ingredients.size();
    if (!all && (weight.isPresent() || !weights.isEmpty())) {
      throw new UsageException(
          "either all members must have weights, as in a=0.3 b=0.7, or none, got " + word);
    }
  }

  /** Adds the base that was named, or the one start that all members' trainings remember. */
  private MergeMembers based(MergeMembers members) {
    String named = call.options(MergeArguments.class).base();
    if (!named.isEmpty()) {
      return members.withBase(points.ingredient(named, Zeros.WEIGHTS));
    }
    List<String> needing = SoupRecipes.needingBase(String.join(",", names));
    if (needing.isEmpty()) {
      return members;
    }
    String first = members.ingredients().get(0).name();
    Optional<Ingredient> start = start(members);
    if (start.isEmpty() && !names.contains(SoupRecipes.ALL)) {
      throw new UsageException(
          needing.get(0)
              + " must have a base, what all members were trained from: --base POINT; the trainings of "
              + first
              + " and the others do not remember one start");
    }
    start.ifPresent(
        base ->
            call.uses()
                .note("the base is " + base.name() + ", where the trainings of all members began"));
    return start.map(members::startedAt).orElse(members);
  }

  private Optional<Ingredient> start(MergeMembers members) {
    List<String> all = members.ingredients().stream().map(Ingredient::name).toList();
    List<NamedPoint> used = all.stream().map(points::use).toList();
    boolean trained = used.stream().noneMatch(named -> named.from().equals(named.point()));
    return trained && used.stream().map(NamedPoint::from).distinct().count() == 1
        ? Optional.of(new Ingredient(points.start(all.get(0)), used.get(0).from()))
        : Optional.empty();
  }

  /** Returns the Java of members and base. */
  String java(MergeMembers members) {
    StringBuilder java = new StringBuilder("MergeMembers.of(");
    java.append(SoupIngredients.java(call, members.ingredients())).append(')');
    if (!members.weights().isEmpty()) {
      java.append(".withWeights(").append(call.java(members.weights())).append(')');
    }
    members
        .base()
        .ifPresent(
            base ->
                java.append(members.baseIsForAll() ? ".withBase(" : ".startedAt(")
                    .append(baseJava(members, base))
                    .append(')'));
    return java.toString();
  }

  private String baseJava(MergeMembers members, Ingredient base) {
    return members.baseIsForAll()
        ? points.ingredientJava(base.name(), Zeros.WEIGHTS)
        : "new Ingredient("
            + call.java(base.name())
            + ", "
            + points.startJava(members.ingredients().get(0).name())
            + ")";
  }

  /** Returns the Java of the grid. */
  String gridJava() {
    return grid.values().isEmpty()
        ? "MergeGrid.DEFAULTS"
        : "new MergeGrid(" + call.java(grid.values()) + ")";
  }
}
