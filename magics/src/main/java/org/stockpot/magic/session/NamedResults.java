package org.stockpot.magic.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.stockpot.magic.UsageException;
import org.stockpot.study.Variant;

/** Results by name, with their settings. */
public final class NamedResults {

  private NamedResults() {}

  /**
   * Returns the results of a word with their settings.
   *
   * @param session what they are named in
   * @param word a result's name, or those of replicates with commas between them
   * @return the variant
   * @throws UsageException if there is no such result
   */
  public static Variant of(Session session, String word) {
    List<Object> results = new ArrayList<>();
    for (String name : word.split(",", -1)) {
      results.add(session.value(name, "a result is named by --as NAME"));
    }
    Map<String, String> settings = session.derivations().settings(results);
    return new Variant(word, results, settings, 0);
  }
}
