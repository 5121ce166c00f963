package org.stockpot.magic.prune;

import java.util.Optional;
import java.util.Set;
import org.stockpot.magic.UsageException;
import org.stockpot.magic.session.Call;
import org.stockpot.magic.session.SharedOptions;
import org.stockpot.magic.session.StartPoints;
import org.stockpot.prune.PruneOptions;
import org.stockpot.prune.Retraining;
import org.stockpot.prune.SparsityPattern;
import org.stockpot.prune.TargetDensity;
import org.stockpot.prune.preset.Preset;
import org.stockpot.study.TicketStability;
import org.stockpot.task.Recipe;
import org.stockpot.task.Task;
import org.stockpot.text.Numbers;
import org.stockpot.weights.Mask;
import org.stockpot.weights.MaskedPoint;

/** A call of {@code %imp} whose settings are complete, and where it starts. */
record PreparedImp(Call call, Optional<MaskedPoint> from) {

  PruneOptions options() {
    return call.options(PruneOptions.class);
  }

  Recipe recipe() {
    return call.recipe();
  }

  /** Completes the settings of a call, or fails as it would. */
  static PreparedImp of(Call plain) {
    plain.words(0, 0);
    Task task = plain.session().task();
    Optional<Preset> preset = plain.options(SharedOptions.Published.class).find();
    preset.ifPresent(published -> plain.uses().note(published.words(task)));
    Call typed = preset.map(p -> plain.over(p.recipe()).over(p.options())).orElse(plain);
    Optional<MaskedPoint> from =
        new StartPoints(typed).optional(typed.options(ImpOptions.class).from(), task);
    Mask start = from.map(MaskedPoint::mask).orElseGet(() -> Mask.full(task.layout()));
    PreparedImp prepared = new PreparedImp(aimed(implied(typed), start), from);
    requireRate(prepared.call(), prepared.options(), prepared.recipe(), task);
    if (typed.options(ForkOptions.class).instability()) {
      TicketStability.requireRewound(prepared.options().rewind());
    }
    return prepared;
  }

  /**
   * Asks for a rate to fine-tune at where the schedule leaves none, with the line that names it.
   */
  private static void requireRate(Call call, PruneOptions options, Recipe recipe, Task task) {
    long perEpoch = task.stepsPerEpoch(recipe.batch());
    Retraining how = options.retraining();
    how.missingRate(recipe, perEpoch)
        .ifPresent(
            rate -> {
              PruneOptions named = options.withRetraining(how.withFinetuneLr(rate));
              throw new UsageException(
                  "fine-tuning needs a learning rate: this schedule ends at "
                      + Numbers.significant(recipe.lastRate(perEpoch), 2)
                      + ", below 1 % of its highest rate. Type "
                      + call.over(named).line());
            });
  }

  /** Returns the call with what saliency and pattern imply where nothing was typed. */
  private static Call implied(Call call) {
    PruneOptions options = call.options(PruneOptions.class);
    Set<String> typed = call.arguments().options().keySet();
    boolean grouped = options.pattern().kind() == SparsityPattern.Kind.N_OF_M;
    if (!grouped && !typed.contains("scope") && options.fractions().isEmpty()) {
      options = options.withScope(options.saliency().scope());
    }
    return call.with(options);
  }

  /** Returns the call with the rounds and the fraction that end where it wants to. */
  private static Call aimed(Call call, Mask start) {
    double to = call.options(ImpOptions.class).to();
    if (to == 0) {
      return call;
    }
    PruneOptions options = call.options(PruneOptions.class);
    boolean rounds = call.arguments().options().containsKey("rounds");
    if (rounds && call.arguments().options().containsKey("fraction")) {
      throw new UsageException(
          "to must come with --rounds or with --fraction, which the other follows from, got both");
    }
    TargetDensity target = new TargetDensity(to);
    PruneOptions aimed = rounds ? target.inRounds(options, start) : target.inSteps(options, start);
    call.uses()
        .note(
            Numbers.counted(aimed.rounds(), "round")
                + ", each of which prunes "
                + Numbers.percent(aimed.fraction(), 2)
                + " of the weights kept, to "
                + Numbers.significant(100 * to, 3)
                + "%");
    return call.with(aimed);
  }
}
