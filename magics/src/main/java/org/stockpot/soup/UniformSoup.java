package org.stockpot.soup;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stockpot.task.Profile;
import org.stockpot.task.Score;

/**
 * The uniform soup: the mean of all ingredients, (1/k) sum_i w_i.
 *
 * <p>See Wortsman et al., "Model soups: averaging weights of multiple fine-tuned models improves
 * accuracy without increasing inference time", ICML 2022, §2. With a gate, an ingredient behind a
 * barrier is left out; the ledger follows the running mean, starting from the best.
 */
final class UniformSoup implements MemberChoice {

  @Override
  public List<RankedIngredient> members(SoupContext context) {
    List<RankedIngredient> members = new ArrayList<>(List.of(context.sorted().get(0)));
    Trials trials = context.trials(1, Trial.Move.ADD);
    Score before = context.sorted().get(0).validation();
    for (RankedIngredient next : context.sorted().subList(1, context.sorted().size())) {
      Optional<Profile> path = context.path(members, next);
      if (context.refuses(path)) {
        context.note(
            trials.refused(next, before, members.size(), path, context.aligned(members, next)));
        continue;
      }
      members.add(next);
      Score after = context.validation(members);
      context.note(trials.taken(next, after, before, members.size(), "all go in", path));
      before = after;
    }
    return members;
  }

  @Override
  public long trials(int ingredients, int passes) {
    return ingredients - 1L;
  }
}
