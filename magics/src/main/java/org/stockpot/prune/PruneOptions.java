package org.stockpot.prune;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.stockpot.task.option.Help;
import org.stockpot.task.replicates.Duplicates;
import org.stockpot.task.replicates.Tolerance;

/**
 * The settings of iterative pruning.
 *
 * @param rounds pruning rounds after the dense run, at least 1
 * @param fraction share of the kept weights that each round prunes, in (0, 1)
 * @param retraining how networks are trained again after each pruning
 * @param scope among which weights the lowest are sought
 * @param pattern which weights go together
 * @param fractions for pruning by layer or row, other fractions by slot, 0 for none of it
 * @param exclude slots that are never pruned
 * @param scoring how weights are scored
 * @param controls what tickets are compared with, all different
 * @param seeds one replicate each, all different
 * @param matching how far the test error may lie above that of the dense run and still match it
 */
public record PruneOptions(
    @Help("pruning rounds after the dense run, at least 1") int rounds,
    @Help("share of the kept weights that a round prunes, in (0, 1)") double fraction,
    @Help("") Retraining retraining,
    @Help(
            "lowest in all (global), each slot (layerwise) or output (row), or by density of slots:"
                + " erdos-renyi, erdos-renyi-kernel, uniform-plus")
        Scope scope,
    @Help("which go together: none, N:M such as 2:4 (keeps 2 of 4), or block:RxC such as block:4x1")
        SparsityPattern pattern,
    @Help("for layerwise and row: slot=fraction, such as fc3=0.1") Map<String, Double> fractions,
    @Help("slots that are never pruned, such as fc3") List<String> exclude,
    @Help("") Scoring scoring,
    @Help(
            "random-mask (shuffled within slots), random-init, inverted (highest scores pruned); sanity is"
                + " these three; random-search (best start of 10 random masks); longer-retraining (one"
                + " network for the steps of all --copies)")
        List<Control> controls,
    @Help("one replicate each") List<Long> seeds,
    @Help("error above dense that still matches: sd (of the dense runs' error) or such as 0.2%")
        Tolerance matching) {

  /**
   * Checks the components.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public PruneOptions {
    fractions = Collections.unmodifiableMap(new LinkedHashMap<>(fractions));
    exclude = List.copyOf(exclude);
    controls = List.copyOf(controls);
    seeds = List.copyOf(seeds);
    if (rounds < 1) {
      throw new IllegalArgumentException("rounds must be at least 1, got " + rounds);
    }
    requireFraction("fraction", fraction);
    fractions.forEach(PruneOptions::requireOwnFraction);
    if (!scope.isPlain() && !fractions.isEmpty()) {
      throw new IllegalArgumentException(
          "fractions must come with --scope layerwise or row, got " + fractions);
    }
    Objects.requireNonNull(matching, "matching");
    scoring.requireBeside(retraining);
    pattern.requireBeside(scope, rounds);
    if (controls.contains(Control.INVERTED)) {
      scoring.requireInvertible();
    }
    if (seeds.isEmpty()) {
      throw new IllegalArgumentException("seeds must be one or more, got none");
    }
    Duplicates.refuse("seeds", seeds);
    Duplicates.refuse("controls", controls.stream().map(NetworkKind::of).toList());
  }

  private static void requireFraction(String what, double fraction) {
    if (!(fraction > 0 && fraction < 1)) {
      throw new IllegalArgumentException(what + " must lie in (0, 1), got " + fraction);
    }
  }

  private static void requireOwnFraction(String slot, double fraction) {
    if (!(fraction >= 0 && fraction < 1)) {
      throw new IllegalArgumentException(
          "the fraction of " + slot + " must lie in [0, 1), got " + fraction);
    }
  }

  /**
   * Returns twelve rounds of global magnitude pruning at 20 %, rewound to the initialisation, with
   * seed 1.
   *
   * @return the default settings
   */
  public static PruneOptions defaults() {
    return new PruneOptions(
        12,
        0.2,
        Retraining.after(Rewind.INIT),
        Scope.GLOBAL,
        SparsityPattern.NONE,
        Map.of(),
        List.of(),
        Scoring.defaults(),
        List.of(),
        List.of(1L),
        Tolerance.SPREAD);
  }

  /**
   * Returns how much each weight matters.
   *
   * @return the saliency of {@link #scoring}
   */
  public Saliency saliency() {
    return scoring.saliency();
  }

  /**
   * Returns where training resumes after each pruning.
   *
   * @return the rewind of {@link #retraining}
   */
  public Rewind rewind() {
    return retraining.rewind();
  }

  /**
   * Returns these settings with other rounds.
   *
   * @param count pruning rounds
   * @return the changed settings
   */
  public PruneOptions withRounds(int count) {
    return new PruneOptions(
        count,
        fraction,
        retraining,
        scope,
        pattern,
        fractions,
        exclude,
        scoring,
        controls,
        seeds,
        matching);
  }

  /**
   * Returns these settings with another fraction.
   *
   * @param share of the kept weights that each round prunes, in (0, 1)
   * @return the changed settings
   */
  public PruneOptions withFraction(double share) {
    return new PruneOptions(
        rounds,
        share,
        retraining,
        scope,
        pattern,
        fractions,
        exclude,
        scoring,
        controls,
        seeds,
        matching);
  }

  /**
   * Returns these settings with another rewind.
   *
   * @param to where training resumes
   * @return the changed settings
   */
  public PruneOptions withRewind(Rewind to) {
    return withRetraining(retraining.withRewind(to));
  }

  /**
   * Returns these settings with another retraining.
   *
   * @param how networks are trained again after each pruning
   * @return the changed settings
   */
  public PruneOptions withRetraining(Retraining how) {
    return new PruneOptions(
        rounds, fraction, how, scope, pattern, fractions, exclude, scoring, controls, seeds,
        matching);
  }

  /**
   * Returns these settings with other seeds.
   *
   * @param replicates one seed each
   * @return the changed settings
   */
  public PruneOptions withSeeds(Long... replicates) {
    return new PruneOptions(
        rounds,
        fraction,
        retraining,
        scope,
        pattern,
        fractions,
        exclude,
        scoring,
        controls,
        List.of(replicates),
        matching);
  }

  /**
   * Returns these settings with other controls.
   *
   * @param others what tickets are compared with
   * @return the changed settings
   */
  public PruneOptions withControls(Control... others) {
    return new PruneOptions(
        rounds,
        fraction,
        retraining,
        scope,
        pattern,
        fractions,
        exclude,
        scoring,
        List.of(others),
        seeds,
        matching);
  }

  /**
   * Returns these settings with another scope.
   *
   * @param among which weights the lowest are sought
   * @return the changed settings
   */
  public PruneOptions withScope(Scope among) {
    return choosing(among, pattern, fractions, exclude, scoring);
  }

  /**
   * Returns these settings with other fractions for some slots.
   *
   * @param bySlot for layerwise pruning, fractions of slots that differ from {@code fraction}
   * @return the changed settings
   */
  public PruneOptions withFractions(Map<String, Double> bySlot) {
    return choosing(scope, pattern, bySlot, exclude, scoring);
  }

  /**
   * Returns these settings with another saliency.
   *
   * @param other how much each weight matters
   * @return the changed settings
   */
  public PruneOptions withSaliency(Saliency other) {
    return withScoring(scoring.withSaliency(other));
  }

  /**
   * Returns these settings with another scoring.
   *
   * @param how weights are scored
   * @return the changed settings
   */
  public PruneOptions withScoring(Scoring how) {
    return choosing(scope, pattern, fractions, exclude, how);
  }

  /**
   * Returns these settings with another pattern.
   *
   * @param together which weights go together
   * @return the changed settings
   */
  public PruneOptions withPattern(SparsityPattern together) {
    return choosing(scope, together, fractions, exclude, scoring);
  }

  /**
   * Returns these settings with other excluded slots.
   *
   * @param slots names, or their part before the dot
   * @return the changed settings
   */
  public PruneOptions withExclude(String... slots) {
    return choosing(scope, pattern, fractions, List.of(slots), scoring);
  }

  /**
   * Returns these settings with another tolerance.
   *
   * @param tolerance how far the test error may lie above that of the dense run
   * @return the changed settings
   */
  public PruneOptions withMatching(Tolerance tolerance) {
    return new PruneOptions(
        rounds,
        fraction,
        retraining,
        scope,
        pattern,
        fractions,
        exclude,
        scoring,
        controls,
        seeds,
        tolerance);
  }

  private PruneOptions choosing(
      Scope among,
      SparsityPattern together,
      Map<String, Double> bySlot,
      List<String> without,
      Scoring how) {
    return new PruneOptions(
        rounds,
        fraction,
        retraining,
        among,
        together,
        bySlot,
        without,
        how,
        controls,
        seeds,
        matching);
  }
}
