package org.stockpot.soup;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stockpot.task.Profile;
import org.stockpot.task.Score;

/**
 * The greedy soup: start with the best ingredient; add the others one by one, and keep each that
 * does not lower the validation score of the mean.
 *
 * <p>See Wortsman et al., ICML 2022, Recipe 1, which accepts ties; its code does not. Random order
 * and several passes follow Dansereau et al., "Model soups to increase inference without increasing
 * compute time", 2023 (arXiv:2301.10092): later passes try what was left out, or, as in its code,
 * all but the best again, which weights members ({@code repeatMembers}). The result is never below
 * the best ingredient on validation. Differs from the code of both: means are computed from all
 * members each time, in double, never updated.
 */
final class GreedySoup implements MemberChoice {

  @Override
  public List<RankedIngredient> members(SoupContext context) {
    List<RankedIngredient> sorted = context.sorted();
    List<RankedIngredient> members = new ArrayList<>(List.of(sorted.get(0)));
    List<RankedIngredient> others = context.inOrder(sorted.subList(1, sorted.size()));
    Score best = sorted.get(0).validation();
    for (int pass = 1; pass <= context.options().passes(); pass++) {
      Trials trials = context.trials(pass, Trial.Move.ADD);
      for (RankedIngredient next : others) {
        if (members.contains(next) && !context.options().repeatMembers()) {
          continue;
        }
        Optional<Profile> path = context.path(members, next);
        if (context.refuses(path)) {
          context.note(
              trials.refused(next, best, members.size(), path, context.aligned(members, next)));
          continue;
        }
        List<RankedIngredient> candidate = new ArrayList<>(members);
        candidate.add(next);
        Score after = context.validation(candidate);
        if (context.options().ties().takes(after.value(), best.value())) {
          members = candidate;
          String reason = after.value() > best.value() ? "better" : "as good";
          context.note(trials.taken(next, after, best, members.size(), reason, path));
          best = after;
        } else {
          String reason = after.value() < best.value() ? "worse" : "only as good";
          context.note(trials.left(next, after, best, members.size(), reason, path));
        }
      }
    }
    return members;
  }

  @Override
  public long trials(int ingredients, int passes) {
    return passes * (ingredients - 1L);
  }
}
