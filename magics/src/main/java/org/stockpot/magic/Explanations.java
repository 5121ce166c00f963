package org.stockpot.magic;

import java.util.Optional;
import java.util.stream.Collectors;
import org.stockpot.display.Display;
import org.stockpot.magic.option.Option;
import org.stockpot.magic.option.OptionSet;
import org.stockpot.magic.session.Command;
import org.stockpot.magic.session.Points;
import org.stockpot.magic.session.Session;

/** What stands at a place of a magic line, explained. */
final class Explanations {

  private final Session session;
  private final Magics magics;

  Explanations(Session session, Magics magics) {
    this.session = session;
    this.magics = magics;
  }

  Optional<Display> at(String line, int cursor) {
    String name = line.strip().replaceFirst("^%{1,2}", "").replaceFirst("(?s)[\\s?].*", "");
    Command command = line.strip().startsWith("%") ? magics.find(name).orElse(null) : null;
    if (command == null) {
      return Optional.empty();
    }
    OptionSet set = command.magic(session).options();
    String word = word(line, cursor);
    return option(set, word)
        .or(() -> named(word))
        .or(() -> Optional.of(page(command, set)))
        .map(Display::text);
  }

  private static String word(String line, int cursor) {
    int from = Math.min(cursor, line.length());
    int to = from;
    while (from > 0 && !isBetween(line.charAt(from - 1))) {
      from--;
    }
    while (to < line.length() && !isBetween(line.charAt(to))) {
      to++;
    }
    return line.substring(from, to);
  }

  private static boolean isBetween(char letter) {
    return Character.isWhitespace(letter) || letter == ',' || letter == '=';
  }

  private static Optional<String> option(OptionSet set, String word) {
    return set.all().stream()
        .filter(option -> word.equals("--" + option.name()))
        .map(o -> word + standard(o) + "\n  " + o.help())
        .findFirst();
  }

  private static String standard(Option option) {
    return option.standardText().isEmpty() ? "" : " (default " + option.standardText() + ")";
  }

  private Optional<String> named(String word) {
    Object result = session.results().get(word);
    if (result != null) {
      return session.displays().display(result).map(Display::text);
    }
    Points points = new Points(session);
    return points.names().contains(word)
        ? Optional.of(word + ": " + points.resolve(word))
        : Optional.empty();
  }

  private static String page(Command command, OptionSet set) {
    return HelpPage.of(command, set).stream().map(Display::text).collect(Collectors.joining("\n"));
  }
}
