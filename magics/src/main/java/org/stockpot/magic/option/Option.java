package org.stockpot.magic.option;

import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import org.stockpot.magic.UsageException;

/**
 * One option of a magic, read off a component of an options record: {@code --lr} of {@code
 * Recipe.lr}.
 *
 * @param name its name, without dashes
 * @param type the component's type
 * @param help what it means
 * @param standard its default
 */
public record Option(String name, Type type, String help, Object standard) {

  public boolean isFlag() {
    return type == boolean.class;
  }

  /** Returns the default as it would be typed. */
  public String standardText() {
    return Values.write(standard);
  }

  /**
   * Returns whether a text gives this option more than one value.
   *
   * @param text what was typed
   * @return true for lists of values and ranges; a list of an option that takes one needs bars
   */
  public boolean hasSeveral(String text) {
    if (Axis.isList(type)) {
      return text.contains("|");
    }
    return text.contains("|") || text.contains(",") || Axis.isRange(type, text);
  }

  /**
   * Returns the values that a text gives this option.
   *
   * @param text what was typed, with several values
   * @return the axis
   * @throws UsageException if the text is a range among values, or one that does not rise
   */
  public Axis axis(String text) {
    String separators = Axis.isList(type) ? "\\|" : "[|,]";
    List<String> values =
        Arrays.stream(text.split(separators, -1)).map(String::strip).distinct().toList();
    if (values.stream().noneMatch(value -> Axis.isRange(type, value))) {
      return new Axis(name, type, values, "", "", 0);
    }
    if (values.size() > 1) {
      throw new UsageException(
          name + " must be one range such as 1e-4..1e-2:5, or values, got " + text);
    }
    return Axis.range(name, type, text);
  }
}
