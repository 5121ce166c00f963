package org.stockpot.magic.option;

import java.lang.reflect.ParameterizedType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.stockpot.magic.UsageException;

/** Reads the words of a magic's line, and the {@code option = value} lines of a cell's body. */
public final class ArgumentParser {

  private final String magic;
  private final OptionSet set;
  private final List<String> words = new ArrayList<>();
  private final Map<String, String> options = new LinkedHashMap<>();
  private boolean help;

  private ArgumentParser(String magic, OptionSet set) {
    this.magic = magic;
    this.set = set;
  }

  /**
   * Reads what was typed.
   *
   * @param magic the magic's name, for messages
   * @param args the words of its line
   * @param body the lines below it, or null
   * @param set the options that it takes
   * @return words and options
   * @throws UsageException if an option is unknown, repeated or lacks its value
   */
  public static Arguments parse(String magic, List<String> args, String body, OptionSet set) {
    ArgumentParser parser = new ArgumentParser(magic, set);
    parser.line(args);
    if (body != null) {
      body.lines().forEach(parser::bodyLine);
    }
    return new Arguments(List.copyOf(parser.words), parser.options, parser.help);
  }

  private void line(List<String> args) {
    for (int i = 0; i < args.size(); i++) {
      String arg = args.get(i);
      if (arg.equals("#") || arg.equals("//")) {
        return;
      } else if (arg.equals("--help") || arg.equals("-h")) {
        help = true;
      } else if (arg.equals("-q")) {
        put("quiet", "true");
      } else if (!arg.startsWith("--")) {
        words.add(arg);
      } else if (option(arg.substring(2), i + 1 < args.size() ? args.get(i + 1) : "--")) {
        i++;
      }
    }
  }

  /** Reads an option; returns whether the word behind it was its value. */
  private boolean option(String text, String next) {
    int equals = text.indexOf('=');
    if (equals >= 0) {
      put(text.substring(0, equals), text.substring(equals + 1));
    } else if (isNegated(text)) {
      put(text.substring(3), "false");
    } else if (set.option(text, magic).isFlag()) {
      put(text, "true");
    } else if (next.startsWith("--")) {
      throw new UsageException(
          "%" + magic + ": --" + text + " must have a value: " + set.option(text, magic).help());
    } else {
      put(text, next);
      return true;
    }
    return false;
  }

  private boolean isNegated(String name) {
    return name.startsWith("no-")
        && set.all().stream().anyMatch(o -> o.isFlag() && o.name().equals(name.substring(3)));
  }

  private void bodyLine(String line) {
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
    put(name, text.substring(equals + 1).strip());
  }

  private void put(String name, String value) {
    Option option = set.option(name, magic);
    String given = set.given(name, value);
    String before = options.put(option.name(), given);
    if (before == null) {
      return;
    }
    if (!(option.type() instanceof ParameterizedType)) {
      throw new UsageException("%" + magic + ": --" + option.name() + " was given twice");
    }
    options.put(option.name(), before + "," + given);
  }
}
