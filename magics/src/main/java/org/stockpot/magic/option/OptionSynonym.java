package org.stockpot.magic.option;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.stockpot.magic.UsageException;

/**
 * An option by the name that a paper gives it, with the paper's words for its values. What was
 * typed is read as the option itself, so that echoes and runs say one thing alike.
 *
 * @param own the option's name here
 * @param values its values here by the paper's words, in the order of help
 */
record OptionSynonym(String own, Map<String, String> values) {

  /** By name. In the published code of REPAIR, running statistics are averaged unless reset. */
  private static final Map<String, OptionSynonym> ALL =
      Map.of(
          "repair",
          new OptionSynonym(
              "recalibrate",
              inOrder("none=carry reset=re-estimate repair=repair repair-outputs=repair-outputs")));

  private static Map<String, String> inOrder(String pairs) {
    return Arrays.stream(pairs.split(" ", -1))
        .map(pair -> pair.split("=", 2))
        .collect(
            Collectors.toMap(pair -> pair[0], pair -> pair[1], (a, b) -> a, LinkedHashMap::new));
  }

  /** Returns the synonyms of some options, by name. */
  static Map<String, OptionSynonym> of(Map<String, Option> options) {
    Map<String, OptionSynonym> all = new LinkedHashMap<>(ALL);
    all.values().removeIf(synonym -> !options.containsKey(synonym.own));
    return all;
  }

  /** Returns what the option itself would be given: a value, or several with their separators. */
  String read(String name, String text) {
    StringBuilder read = new StringBuilder();
    for (String part : text.split("(?=[|,])|(?<=[|,])", -1)) {
      String word = part.strip();
      boolean separates = word.equals(",") || word.equals("|");
      read.append(separates ? word : value(name, word));
    }
    return read.toString();
  }

  private String value(String name, String word) {
    String value = values.get(word);
    if (value == null) {
      List<String> words = List.copyOf(values.keySet());
      throw new UsageException(
          name
              + " must be "
              + String.join(", ", words.subList(0, words.size() - 1))
              + " or "
              + words.get(words.size() - 1)
              + ", got "
              + word);
    }
    return value;
  }
}
