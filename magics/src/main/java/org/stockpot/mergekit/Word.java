package org.stockpot.mergekit;

import java.util.Map;
import java.util.Optional;

/**
 * A parameter of mergekit's recipes and the option here that means the same.
 *
 * @param theirs its name there
 * @param ours the option's name
 * @param standard its default there, as they write it; empty if it must be given
 * @param truths what true and false are here; none of a number
 * @param ofModels whether each model may have its own
 */
record Word(
    String theirs,
    String ours,
    Optional<String> standard,
    Map<Boolean, String> truths,
    boolean ofModels) {

  static Word number(String theirs, String ours, String standard) {
    return new Word(theirs, ours, Optional.of(standard), Map.of(), false);
  }

  static Word required(String theirs, String ours) {
    return new Word(theirs, ours, Optional.empty(), Map.of(), false);
  }

  static Word truth(String theirs, String ours, boolean standard, String yes, String no) {
    Map<Boolean, String> truths = Map.of(true, yes, false, no);
    return new Word(theirs, ours, Optional.of("" + standard), truths, false);
  }

  /** Returns the same, which each model may have too, with one value here. */
  Word ofEach() {
    return new Word(theirs, ours, standard, truths, true);
  }

  /** Returns what a value is here. */
  String read(YamlEntry value) {
    return truths.isEmpty() ? Double.toString(value.number()) : truths.get(value.truth());
  }

  /** Returns what its default is here. */
  Optional<String> standardHere() {
    return standard.map(text -> truths.isEmpty() ? text : truths.get(Boolean.valueOf(text)));
  }

  /** Returns what a value of ours is there; empty if they have no word for it. */
  Optional<Object> write(String value) {
    return truths.isEmpty()
        ? Optional.of(Double.parseDouble(value))
        : truths.entrySet().stream()
            .filter(truth -> truth.getValue().equals(value))
            .<Object>map(Map.Entry::getKey)
            .findFirst();
  }
}
