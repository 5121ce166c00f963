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
 * compute time", 2023: in later passes an ingredient may be added again, which weights it. The
 * result is never below the best ingredient on validation. Differs from the code of both: means are
 * computed from all members each time, in double, never updated.
 */
final class GreedySoup implements MemberChoice {

  @Override
  public List<RankedIngredient> members(SoupContext context) {
    List<RankedIngredient> sorted = context.sorted();
    List<RankedIngredient> members = new ArrayList<>(List.of(sorted.get(0)));
    Score best = sorted.get(0).validation();
    for (int pass = 1; pass <= context.options().passes(); pass++) {
      Trials trials = context.trials(pass, Trial.Move.ADD);
      List<RankedIngredient> tried = pass == 1 ? sorted.subList(1, sorted.size()) : sorted;
      for (RankedIngredient next : context.inOrder(tried, pass)) {
        Optional<Profile> path = context.path(members, next);
        if (context.refuses(path)) {
          context.note(trials.refused(next, best, members.size(), path));
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
    return (long) passes * ingredients - 1;
  }
}
