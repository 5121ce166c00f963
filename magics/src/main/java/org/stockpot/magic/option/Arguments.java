package org.stockpot.magic.option;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.stockpot.magic.UsageException;

/**
 * What was typed behind a magic: words, and options by name.
 *
 * @param words the positional arguments
 * @param options the options' values; lists given more than once are joined by commas
 * @param help whether help was asked for
 */
public record Arguments(List<String> words, Map<String, String> options, boolean help) {

  /**
   * Reads the words of a line and the {@code option = value} lines of a cell's body.
   *
   * @throws UsageException if an option is unknown, repeated or lacks its value
   */
  public static Arguments parse(String magic, List<String> args, String body, OptionSet set) {
    List<String> words = new ArrayList<>();
    Map<String, String> options = new LinkedHashMap<>();
    boolean help = false;
    for (int i = 0; i < args.size(); i++) {
      String arg = args.get(i);
      if (arg.equals("#") || arg.equals("//")) {
        break;
      } else if (arg.equals("--help") || arg.equals("-h")) {
        help = true;
      } else if (arg.equals("-q")) {
        put(options, set.option("quiet", magic), "true", magic);
      } else if (arg.startsWith("--")) {
        int equals = arg.indexOf('=');
        String name = arg.substring(2, equals < 0 ? arg.length() : equals);
        if (equals >= 0) {
          put(options, set.option(name, magic), arg.substring(equals + 1), magic);
        } else if (isNegated(name, set)) {
          put(options, set.option(name.substring(3), magic), "false", magic);
        } else if (set.option(name, magic).isFlag()) {
          put(options, set.option(name, magic), "true", magic);
        } else if (i + 1 == args.size() || args.get(i + 1).startsWith("--")) {
          throw new UsageException(
              "%"
                  + magic
                  + ": --"
                  + name
                  + " must have a value: "
                  + set.option(name, magic).help());
        } else {
          put(options, set.option(name, magic), args.get(++i), magic);
        }
      } else {
        words.add(arg);
      }
    }
    if (body != null) {
      body.lines().forEach(line -> bodyLine(line, options, set, magic));
    }
    return new Arguments(List.copyOf(words), options, help);
  }

  private static boolean isNegated(String name, OptionSet set) {
    return name.startsWith("no-")
        && set.all().stream().anyMatch(o -> o.isFlag() && o.name().equals(name.substring(3)));
  }

  private static void bodyLine(
      String line, Map<String, String> options, OptionSet set, String magic) {
    String text = line.replaceFirst("(^|\\s)(#|//).*", "").strip();
    if (text.isEmpty()) {
      return;
    }
    int equals = text.indexOf('=');
    if (equals < 1) {
      throw new UsageException(
          "%%" + magic + ": a line of the body must look like option = value, got " + text);
    }
    String name = text.substring(0, equals).strip().replaceFirst("^--", "");
    put(options, set.option(name, magic), text.substring(equals + 1).strip(), magic);
  }

  private static void put(Map<String, String> options, Option option, String value, String magic) {
    String before = options.put(option.name(), value);
    if (before == null) {
      return;
    }
    if (!(option.type() instanceof java.lang.reflect.ParameterizedType)) {
      throw new UsageException("%" + magic + ": --" + option.name() + " was given twice");
    }
    options.put(option.name(), before + "," + value);
  }

  /** Returns a word as it must be typed to stay one word. */
  public static String quote(String word) {
    boolean plain =
        !word.isEmpty() && word.chars().noneMatch(c -> c <= ' ' || "\"';".indexOf(c) >= 0);
    return plain ? word : '"' + word.replace("\"", "\\\"") + '"';
  }
}
