package org.stockpot.magic;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.stockpot.task.Span;

/**
 * One option with several values: a list, or a range whose values are drawn. A range of numbers
 * above 0 that spans a factor of 10 or more is drawn evenly in its logarithm, any other evenly.
 *
 * @param name the option's name
 * @param type its type
 * @param list its values as they would be typed; empty for a range
 * @param low the range's lower end, or empty
 * @param high its upper end, or empty
 */
record Axis(String name, Type type, List<String> list, String low, String high) {

  private static final int MOST = 1000;

  /** Returns whether a text gives an option more than one value. */
  static boolean hasSeveral(Option option, String text) {
    return text.contains("|") || (!isList(option.type()) && text.contains(",")) || isRange(text);
  }

  private static boolean isList(Type type) {
    return type instanceof ParameterizedType;
  }

  private static boolean isRange(String text) {
    return text.contains("..");
  }

  static Axis of(Option option, String text) {
    boolean list = isList(option.type());
    List<String> values =
        Arrays.stream(text.split(list ? "\\|" : "[|,]", -1)).map(String::strip).distinct().toList();
    if (!isRange(text)) {
      return new Axis(option.name(), option.type(), values, "", "");
    }
    String[] ends = text.split("\\.\\.", -1);
    if (values.size() > 1 || ends.length != 2 || list) {
      throw new UsageException(
          option.name() + " must be one range such as 1e-4..1e-2, or values, got " + text);
    }
    Axis range =
        new Axis(option.name(), option.type(), List.of(), ends[0].strip(), ends[1].strip());
    range.requireRange(text);
    return range;
  }

  private void requireRange(String text) {
    try {
      if (number(low) < number(high) && (type != Span.class || unit(low).equals(unit(high)))) {
        return;
      }
    } catch (IllegalArgumentException e) {
      // Told below, together with ranges that do not rise.
    }
    throw new UsageException(
        name + " must be a range that rises, such as 1e-4..1e-2, 1..3 or 1ep..4ep, got " + text);
  }

  /** Returns the values of a list, or all whole numbers of a range. */
  List<String> values() {
    if (!list.isEmpty()) {
      return list;
    }
    if (!isWhole()) {
      throw new UsageException(
          name
              + " must be values where all are made, got "
              + low
              + ".."
              + high
              + "; a range needs --random N");
    }
    return LongStream.rangeClosed((long) number(low), (long) number(high))
        .limit(MOST + 1L)
        .mapToObj(value -> value + unit(low))
        .toList();
  }

  /** Returns one value, drawn evenly. */
  String draw(SplittableRandom random) {
    if (!list.isEmpty()) {
      return list.get(random.nextInt(list.size()));
    }
    double from = number(low);
    double to = number(high);
    if (isWhole()) {
      return random.nextLong((long) from, (long) to + 1) + unit(low);
    }
    double at = random.nextDouble();
    boolean logarithmic = from > 0 && to >= 10 * from;
    double value =
        logarithmic
            ? StrictMath.exp((1 - at) * StrictMath.log(from) + at * StrictMath.log(to))
            : (1 - at) * from + at * to;
    return String.format(Locale.ROOT, "%.3e", value);
  }

  private boolean isWhole() {
    return type == int.class || type == long.class || type == Span.class;
  }

  private double number(String text) {
    return (type == Span.class || isWhole())
        ? Long.parseLong(text.substring(0, text.length() - unit(text).length()))
        : Double.parseDouble(text);
  }

  /** Returns the letters that end a span. */
  private static String unit(String text) {
    return text.replaceFirst("^[^a-z]*", "");
  }
}
