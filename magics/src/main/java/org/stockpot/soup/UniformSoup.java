package org.stockpot.soup;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stockpot.soup.Tasting.Tasted;
import org.stockpot.task.Profile;
import org.stockpot.task.Score;

/**
 * The uniform soup: the mean of all ingredients, (1/k) sum_i w_i.
 *
 * <p>See Wortsman et al., "Model soups: averaging weights of multiple fine-tuned models improves
 * accuracy without increasing inference time", ICML 2022, §2. With a gate, an ingredient behind a
 * barrier is left out; the ledger follows the running mean, starting from the best.
 */
final class UniformSoup {

  private UniformSoup() {}

  static List<Tasted> members(Kitchen kitchen) {
    List<Tasted> members = new ArrayList<>(List.of(kitchen.sorted().get(0)));
    Trials trials = kitchen.trials(1, Trial.Move.ADD);
    Score before = kitchen.sorted().get(0).validation();
    for (Tasted next : kitchen.sorted().subList(1, kitchen.sorted().size())) {
      Optional<Profile> path = kitchen.path(members, next);
      if (kitchen.refuses(path)) {
        kitchen.note(trials.refused(next, before, members.size(), path));
        continue;
      }
      members.add(next);
      Score after = kitchen.validation(members);
      kitchen.note(trials.taken(next, after, before, members.size(), "all go in", path));
      before = after;
    }
    return members;
  }
}
