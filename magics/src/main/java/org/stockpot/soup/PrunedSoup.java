package org.stockpot.soup;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.stockpot.task.Score;

/**
 * The pruned soup: start with the uniform soup; take ingredients out one by one, worst first, and
 * leave each out that the validation score does not miss. The best ingredient stays, unless {@code
 * dropBest} is set.
 *
 * <p>See Dansereau, Sobral, Bhogal, Zalai, "Model soups to increase inference without increasing
 * compute time", 2023 (arXiv:2301.10092), as its authors' code has it. The result is never below
 * the uniform soup on validation. Differs from the code: the mean of the rest is computed from its
 * members, where the code subtracts and drifts; a soup of one is left alone, where the code divides
 * by zero; statistics are treated as asked, where the code keeps those of the best ingredient,
 * which is {@code --recalibrate none}.
 */
final class PrunedSoup implements MemberChoice {

  @Override
  public List<RankedIngredient> members(SoupContext context) {
    List<RankedIngredient> members = new ArrayList<>(new UniformSoup().members(context));
    Score base = context.validation(members);
    List<RankedIngredient> candidates = candidates(context, members);
    for (int pass = 1; pass <= context.options().passes(); pass++) {
      Trials trials = context.trials(pass, Trial.Move.DROP);
      for (RankedIngredient out : candidates) {
        if (members.size() == 1) {
          return members;
        }
        if (!members.contains(out)) {
          continue;
        }
        List<RankedIngredient> rest = new ArrayList<>(members);
        rest.remove(out);
        Score after = context.validation(rest);
        if (context.options().ties().takes(after.value(), base.value())) {
          members = rest;
          String reason = after.value() > base.value() ? "better without" : "as good without";
          context.note(trials.taken(out, after, base, members.size(), reason, Optional.empty()));
          base = after;
        } else {
          context.note(trials.left(out, after, base, members.size(), "missed", Optional.empty()));
        }
      }
    }
    return members;
  }

  private static List<RankedIngredient> candidates(
      SoupContext context, List<RankedIngredient> members) {
    List<RankedIngredient> candidates = new ArrayList<>(members);
    if (!context.options().dropBest()) {
      candidates.remove(context.sorted().get(0));
    }
    Collections.reverse(candidates);
    return context.inOrder(candidates);
  }

  @Override
  public long trials(int ingredients, int passes) {
    return ingredients + passes * (ingredients - 1L);
  }

  @Override
  public String paper() {
    return "dansereau2023model";
  }

  @Override
  public String used() {
    return "pruned soups";
  }
}
