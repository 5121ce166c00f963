package org.stockpot.magic.option;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.stockpot.magic.UsageException;
import org.stockpot.task.analysis.ParameterRange;

/**
 * One option with several values: a list, or a range. {@code 1..4} is each whole number, and {@code
 * 3e-4..3e-3:4} four numbers from end to end. A range of numbers above 0 that spans a factor of 10
 * or more is divided evenly in its logarithm, any other evenly.
 *
 * @param name the option's name
 * @param type its type
 * @param list its values as they would be typed; empty for a range
 * @param low the range's lower end, or empty
 * @param high its upper end, or empty
 * @param count how many values the range has; 0 if that was not said
 */
public record Axis(String name, Type type, List<String> list, String low, String high, int count) {

  private static final int MOST = 1000;
  private static final Pattern COUNTED = Pattern.compile(".*:\\d{1,4}");
  private static final Pattern WHOLE = Pattern.compile("-?\\d{1,15}([a-z]*)");

  /** Returns whether a type is that of lists, whose values have commas themselves. */
  static boolean isList(Type type) {
    return type instanceof ParameterizedType;
  }

  /** Returns whether a text is a range of values of a type: words and paths are none. */
  public static boolean isRange(Type type, String text) {
    boolean word =
        type instanceof Class<?> c
            && (c == String.class || c.isEnum() || c == ParameterRange.class);
    return !word && !isList(type) && text.contains("..");
  }

  /** Returns the range that a text is. */
  public static Axis range(String name, Type type, String text) {
    boolean counted = COUNTED.matcher(text).matches();
    int colon = counted ? text.lastIndexOf(':') : text.length();
    String[] ends = text.substring(0, colon).split("\\.\\.", -1);
    int count = counted ? Integer.parseInt(text.substring(colon + 1)) : 0;
    if (ends.length == 2 && (!counted || (count >= 2 && count <= MOST))) {
      Axis range = new Axis(name, type, List.of(), ends[0].strip(), ends[1].strip(), count);
      if (range.rises()) {
        return range;
      }
    }
    throw new UsageException(
        named(name)
            + "must be a range that rises, such as 1..3, 1ep..4ep or 1e-4..1e-2:5 for five values,"
            + " got "
            + text);
  }

  private static String named(String name) {
    return name.isEmpty() ? "" : name + " ";
  }

  private boolean rises() {
    try {
      return unit(low).equals(unit(high)) && number(low) < number(high);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * Returns all combinations of values by option, the last axis changing fastest.
   *
   * @param values tells the values of an axis
   * @param check told how many combinations there are so far, to refuse too many
   */
  public static List<Map<String, String>> combinations(
      List<Axis> axes, Function<Axis, List<String>> values, IntConsumer check) {
    List<Map<String, String>> all = List.of(Map.of());
    for (Axis axis : axes) {
      List<Map<String, String>> longer = new ArrayList<>();
      for (Map<String, String> before : all) {
        for (String value : values.apply(axis)) {
          Map<String, String> next = new LinkedHashMap<>(before);
          next.put(axis.name(), value);
          longer.add(next);
        }
      }
      all = longer;
      check.accept(all.size());
    }
    return all;
  }

  /** Returns the values of a list, or those of a range. */
  public List<String> values() {
    if (!list.isEmpty()) {
      return list;
    }
    if (count > 0) {
      return divided();
    }
    if (!isWhole()) {
      throw new UsageException(
          named(name)
              + "must say how many values a range has, such as "
              + low
              + ".."
              + high
              + ":5, got "
              + low
              + ".."
              + high);
    }
    return LongStream.rangeClosed((long) number(low), (long) number(high))
        .limit(MOST + 1L)
        .mapToObj(value -> value + unit(low))
        .toList();
  }

  private List<String> divided() {
    return IntStream.range(0, count)
        .mapToObj(
            i -> {
              boolean end = i == 0 || i == count - 1;
              String typed = i == 0 ? low : high;
              return end ? typed : text(at((double) i / (count - 1)));
            })
        .distinct()
        .toList();
  }

  /** Returns one value, drawn evenly. */
  public String draw(SplittableRandom random) {
    if (!list.isEmpty()) {
      return list.get(random.nextInt(list.size()));
    }
    if (isWhole()) {
      return random.nextLong((long) number(low), (long) number(high) + 1) + unit(low);
    }
    return String.format(Locale.ROOT, "%.3e", at(random.nextDouble()));
  }

  /** Returns the number at a place from 0 to 1. */
  private double at(double place) {
    double from = number(low);
    double to = number(high);
    boolean logarithmic = from > 0 && to >= 10 * from;
    return logarithmic
        ? StrictMath.exp((1 - place) * StrictMath.log(from) + place * StrictMath.log(to))
        : (1 - place) * from + place * to;
  }

  private String text(double value) {
    return isWhole()
        ? Math.round(value) + unit(low)
        : NumberText.write(Double.parseDouble(String.format(Locale.ROOT, "%.3e", value)));
  }

  /** Returns whether values are whole numbers, perhaps with a unit, as those of spans have. */
  private boolean isWhole() {
    return type != double.class && type != Double.class;
  }

  private double number(String text) {
    return isWhole()
        ? Long.parseLong(text.substring(0, text.length() - unit(text).length()))
        : NumberText.read(text);
  }

  /** Returns the letters that end a span. */
  private String unit(String text) {
    return isWhole() && WHOLE.matcher(text).matches() ? text.replaceFirst("^[^a-z]*", "") : "";
  }
}
