package org.stockpot.merge;

import java.util.List;

/**
 * An option of a merge method, for help, completion and grids.
 *
 * @param name what users call it, such as {@code density}
 * @param standard its default, as users write it
 * @param allowed what is allowed, a phrase such as {@code above 0, at most 1}
 * @param meaning a phrase
 * @param choices the words that are allowed; none if it is a number
 */
public record MergeOption(
    String name, String standard, String allowed, String meaning, List<String> choices) {

  /** Copies the choices. */
  public MergeOption {
    choices = List.copyOf(choices);
  }

  /**
   * Returns an option that is a number.
   *
   * @param name what users call it
   * @param standard its default
   * @param allowed what is allowed, a phrase
   * @param meaning a phrase
   * @return the option
   */
  public static MergeOption number(String name, String standard, String allowed, String meaning) {
    return new MergeOption(name, standard, allowed, meaning, List.of());
  }

  /**
   * Returns an option that is one of some words.
   *
   * @param name what users call it
   * @param standard its default
   * @param meaning a phrase
   * @param choices the words
   * @return the option
   */
  public static MergeOption choice(
      String name, String standard, String meaning, String... choices) {
    return new MergeOption(name, standard, String.join("|", choices), meaning, List.of(choices));
  }

  /**
   * Returns whether it is a number, so that it may be the axis of a grid.
   *
   * @return false if it is one of some words
   */
  public boolean isNumber() {
    return choices.isEmpty();
  }

  /** Returns a value as users write it, if it is one. */
  String checked(Object value) {
    String text = value.toString().trim();
    if (isNumber()) {
      try {
        Double.parseDouble(text);
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(
            name + " must be a number " + allowed + ", got " + text, e);
      }
    } else if (!choices.contains(text)) {
      throw new IllegalArgumentException(
          name + " must be one of " + String.join(" ", choices) + ", got " + text);
    }
    return text;
  }
}
