package org.stockpot.align;

import java.util.ArrayList;
import java.util.List;
import org.stockpot.task.Progress;
import org.stockpot.task.Recipe;
import org.stockpot.task.Task;
import org.stockpot.task.Work;
import org.stockpot.weights.Point;
import org.stockpot.weights.UnitGroups;

/** Finds permutations by the kind of matching that is asked for, or takes those that are kept. */
final class Matching {

  private final UnitGroups groups;
  private final Task task;
  private final AlignOptions options;
  private final Recipe recipe;
  private final Progress progress;

  Matching(UnitGroups groups, Task task, AlignOptions options, Recipe recipe, Progress progress) {
    this.groups = groups;
    this.task = task;
    this.options = options;
    this.recipe = recipe;
    this.progress = progress;
  }

  /** So many pieces of some work. */
  private record Share(Work work, long count) {}

  /** Returns the work for one network. */
  private List<Share> shares() {
    List<Share> shares = new ArrayList<>();
    if (options.by() == AlignBy.ACTIVATIONS) {
      ActivationMatching matching = new ActivationMatching(groups, task, options);
      shares.add(new Share(matching.work(), matching.chunks()));
    }
    if (options.takesStarts()) {
      shares.add(new Share(WeightMatching.START, options.starts()));
    }
    if (options.by().trains()) {
      long steps = recipe.length().steps(task.stepsPerEpoch(recipe.batch()));
      shares.add(new Share(Work.step(recipe), steps));
    }
    return shares;
  }

  void announce(int networks) {
    shares().forEach(share -> progress.plan(share.work(), share.count() * networks));
  }

  /** Finds permutations of networks that bring each next to one that stays. */
  Matcher to(Point stays) {
    Matcher search = search(stays);
    KeptMatches kept = new KeptMatches(groups, task, key("alignment"));
    return (name, moves) -> {
      KeptMatches.Found found =
          kept.get(name, List.of(stays, moves), () -> List.of(search.match(name, moves)));
      if (found.kept()) {
        shares().forEach(share -> progress.skip(share.work(), share.count()));
      }
      return found.matches().get(0);
    };
  }

  /** Returns what decides a search beside its networks: two of either kind are told apart. */
  private List<String> key(String kind) {
    List<String> key =
        new ArrayList<>(List.of(kind, options.toString(), groups.groups().toString()));
    if (options.by().trains()) {
      key.add(recipe.toString());
    }
    return key;
  }

  /** Finds permutations of one network. */
  @FunctionalInterface
  interface Matcher {
    Matched match(String name, Point moves);
  }

  private Matcher search(Point stays) {
    return switch (options.by()) {
      case WEIGHTS ->
          (name, moves) ->
              new WeightMatching(groups, stays, moves, options.sweeps())
                  .best(name, options.starts(), options.seed(), progress);
      case ACTIVATIONS -> {
        ActivationMatching matching = new ActivationMatching(groups, task, options);
        List<List<LayerPlace>> places = matching.places(stays);
        yield (name, moves) -> matching.of(name, places, stays, moves, progress);
      }
      case STRAIGHT_THROUGH -> {
        StraightThrough matching = new StraightThrough(groups, task, options, recipe);
        yield (name, moves) -> matching.of(name, stays, moves, progress);
      }
      case LEARNED -> {
        LearnedMatching matching = new LearnedMatching(groups, task, options, recipe);
        yield (name, moves) -> matching.of(name, stays, moves, progress);
      }
    };
  }

  /** Finds permutations of networks that bring them next to one another. */
  List<Matched> together(List<Point> networks) {
    progress.plan(WeightMatching.START, options.starts());
    KeptMatches kept = new KeptMatches(groups, task, key("alignment together"));
    KeptMatches.Found found =
        kept.get(
            Together.ALL, networks, () -> new Together(groups, networks, options).best(progress));
    if (found.kept()) {
      progress.skip(WeightMatching.START, options.starts());
    }
    return found.matches();
  }
}
