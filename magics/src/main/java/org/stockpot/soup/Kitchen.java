package org.stockpot.soup;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.stockpot.task.Baseline;
import org.stockpot.task.Blends;
import org.stockpot.task.Interrupts;
import org.stockpot.task.Profile;
import org.stockpot.task.Progress;
import org.stockpot.task.Score;
import org.stockpot.task.Task;
import org.stockpot.weights.Centroid;
import org.stockpot.weights.Line;
import org.stockpot.weights.Point;

/**
 * What recipes share: ingredients sorted by their validation scores, the soup of some members, the
 * gate, and the ledger.
 */
final class Kitchen implements AutoCloseable {

  private static final int GATE_SAMPLES = 11;

  /** An ingredient with its own validation score. */
  record Tasted(Ingredient ingredient, Score validation) {
    String name() {
      return ingredient.name();
    }
  }

  private final Task task;
  private final SoupOptions options;
  private final Progress progress;
  private final List<Ingredient> ingredients;
  private final IdentityHashMap<Ingredient, Integer> places = new IdentityHashMap<>();
  private final Blends blends;
  private final List<Tasted> sorted;
  private final List<Trial> ledger = new ArrayList<>();

  Kitchen(Task task, SoupOptions options, List<Ingredient> ingredients, Progress progress) {
    this.task = task;
    this.options = options;
    this.progress = progress;
    this.ingredients = ingredients;
    Point first = ingredients.get(0).point();
    for (int i = 0; i < ingredients.size(); i++) {
      requireFits(ingredients.get(i), first);
      places.put(ingredients.get(i), i);
    }
    blends = task.validation().blends(ingredients.stream().map(Ingredient::point).toList());
    try {
      sorted = tasted();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private List<Tasted> tasted() {
    List<Tasted> tasted = new ArrayList<>();
    for (Ingredient ingredient : ingredients) {
      progress.phase("tasting " + ingredient.name());
      tasted.add(new Tasted(ingredient, blended(List.of(ingredient))));
    }
    // A stable sort: equals stay in the order in which they were given.
    tasted.sort(Comparator.comparingDouble((Tasted t) -> -t.validation().value()));
    return List.copyOf(tasted);
  }

  @Override
  public void close() {
    blends.close();
  }

  private static void requireFits(Ingredient ingredient, Point first) {
    first.layout().requireSame(ingredient.point().layout());
    int bad = ingredient.point().firstNonFinite();
    if (bad >= 0) {
      throw new IllegalArgumentException(
          "ingredient "
              + ingredient.name()
              + " must be finite, got "
              + ingredient.point().at(bad)
              + " at entry "
              + bad);
    }
  }

  SoupOptions options() {
    return options;
  }

  /** Returns the ingredients from the best to the worst. */
  List<Tasted> sorted() {
    return sorted;
  }

  List<Trial> ledger() {
    return ledger;
  }

  /** Returns some ingredients in the order of trials. */
  List<Tasted> inOrder(List<Tasted> tried, int pass) {
    List<Tasted> ordered = new ArrayList<>(tried);
    if (options.order() == Order.RANDOM) {
      Collections.shuffle(ordered, new Random(options.seed() * 1_000_003 + pass));
    }
    return ordered;
  }

  /** Returns the average of members, with its statistics treated as asked. */
  Point soup(List<Tasted> members) {
    return options.recalibrate().treat(average(members), first(members), task);
  }

  static Point average(List<Tasted> members) {
    return Centroid.of(() -> members.stream().map(t -> t.ingredient().point()).iterator());
  }

  static Point first(List<Tasted> members) {
    return members.get(0).ingredient().point();
  }

  Score validation(Point point) {
    Interrupts.check();
    Score score = task.validation().score(point);
    progress.done(1);
    return score;
  }

  /** Returns the score of the average of members, with its statistics treated as asked. */
  Score validation(List<Tasted> members) {
    return task.layout().hasStatistics()
        ? validation(soup(members))
        : blended(members.stream().map(Tasted::ingredient).toList());
  }

  private Score blended(List<Ingredient> members) {
    Interrupts.check();
    double[] weights = new double[ingredients.size()];
    members.forEach(member -> weights[places.get(member)]++);
    Score score = blends.score(weights);
    progress.done(1);
    return score;
  }

  /** Returns the path from the soup to an ingredient, if there is a gate. */
  Optional<Profile> path(Point soup, Tasted ingredient) {
    if (options.gate() >= 1) {
      return Optional.empty();
    }
    Interrupts.check();
    Line line = new Line(soup, ingredient.ingredient().point());
    Profile profile = Profile.of(line, task.validation(), GATE_SAMPLES);
    progress.done(GATE_SAMPLES);
    return Optional.of(profile);
  }

  /** Returns whether a path is too high. */
  boolean refuses(Optional<Profile> path) {
    return path.map(p -> height(p) > options.gate()).orElse(false);
  }

  static double height(Profile path) {
    return path.height(Score::error, Baseline.MEAN);
  }

  void note(Trial trial) {
    progress.phase(trial.ingredient());
    ledger.add(trial);
  }
}
