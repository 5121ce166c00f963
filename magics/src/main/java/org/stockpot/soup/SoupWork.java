package org.stockpot.soup;

import java.util.Optional;
import org.stockpot.task.Objective;
import org.stockpot.task.Progress;
import org.stockpot.task.Task;
import org.stockpot.task.TestSet;
import org.stockpot.task.Work;
import org.stockpot.weights.Aligner;

/**
 * The work of soups, for who is told of it: ranking the ingredients, trials of each recipe, and
 * what is measured on the test examples once all are chosen.
 *
 * @param task scores points
 * @param options the settings
 * @param ingredients how many there are
 * @param aligner aligns what a gate refuses, if its path is to be measured once more
 */
record SoupWork(Task task, SoupOptions options, int ingredients, Optional<Aligner> aligner) {

  /** Refused paths are measured once. */
  SoupWork(Task task, SoupOptions options, int ingredients) {
    this(task, options, ingredients, Optional.empty());
  }

  /** Points of a path that a gate measures. */
  static final int GATE_SAMPLES = 11;

  Work ranking() {
    return Work.points("ranking", task.validation());
  }

  Work trial() {
    return Work.points("trial", task.validation());
  }

  Work gate() {
    return new Work("gate", GATE_SAMPLES * trial().size());
  }

  Work row() {
    return SoupRow.work(options.shift(), task);
  }

  /** Returns the work of a row whose statistics are treated in another way. */
  Work otherRow() {
    Objective[] passes = {task.training(), task.validation(), task.test(), task.test()};
    return Work.points("row, other statistics", passes);
  }

  Work ensemble() {
    Work test = Work.points("ensemble", task.test(), task.test());
    double shifted =
        options.shift().stream().mapToLong((TestSet s) -> task.beside(s).examples()).sum();
    return new Work("ensemble", ingredients * (test.size() + shifted));
  }

  /** Announces what precedes all trials. */
  void announceRanking(long pools, Progress progress) {
    progress.plan(ranking(), ingredients * pools);
  }

  /** Announces the trials of a recipe, at most. */
  void announceTrials(long trials, Progress progress) {
    progress.plan(trial(), trials);
    long paths = aligner.isPresent() ? 3 : 1;
    progress.plan(gate(), options.gate() < 1 ? trials * paths : 0);
  }

  /** Announces what is measured once all soups are chosen. */
  void announceTests(int recipes, long pools, Progress progress) {
    progress.plan(row(), ingredients * pools + recipes);
    progress.plan(ensemble(), pools);
    long others = StatisticsRule.others(options.recalibrate(), task.layout()).size();
    progress.plan(otherRow(), others * recipes + (task.layout().hasStatistics() ? pools : 0));
  }
}
