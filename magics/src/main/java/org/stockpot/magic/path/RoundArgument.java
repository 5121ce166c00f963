package org.stockpot.magic.path;

import java.util.List;
import org.stockpot.magic.UsageException;
import org.stockpot.magic.option.Values;
import org.stockpot.magic.session.Session;
import org.stockpot.prune.PruneResult;
import org.stockpot.task.option.Suggestions;

/**
 * A round of a pruning run by name, such as {@code imp.3}.
 *
 * @param name the run's name
 * @param pruning the run
 * @param round the round; -1 if only the run was named
 */
record RoundArgument(String name, PruneResult pruning, int round) {

  static RoundArgument of(Session session, String word) {
    if (session.value(word) instanceof PruneResult run) {
      return new RoundArgument(word, run, -1);
    }
    int dot = word.lastIndexOf('.');
    String head = dot < 0 ? word : word.substring(0, dot);
    Object owner = session.value(head);
    if (owner == null) {
      List<String> runs =
          session.names().stream()
              .filter(name -> session.results().get(name) instanceof PruneResult)
              .toList();
      throw new UsageException(
          "no pruning run named "
              + head
              + Suggestions.didYouMean(head, runs)
              + (runs.isEmpty()
                  ? ", type first: " + '%' + "imp --as NAME"
                  : " (named so far: " + String.join(" ", runs) + ")"));
    }
    if (!(owner instanceof PruneResult pruning)) {
      throw new UsageException(head + " must be a pruning run, got " + session.words(owner));
    }
    if (dot < 0) {
      return new RoundArgument(head, pruning, -1);
    }
    Object round = Values.read(int.class, word.substring(dot + 1));
    pruning.round((int) round);
    return new RoundArgument(head, pruning, (int) round);
  }
}
