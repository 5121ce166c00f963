package org.stockpot.magic;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What can be typed at a place of a magic line. */
final class Completions {

  private final Session session;
  private final Map<String, Command> commands;

  Completions(Session session, Map<String, Command> commands) {
    this.session = session;
    this.commands = commands;
  }

  Optional<Stockpot.Completion> at(String line, int cursor) {
    String before = line.substring(0, Math.min(cursor, line.length()));
    int percent = before.indexOf('%');
    if (percent < 0 || !isMagic(before.substring(0, percent))) {
      return Optional.empty();
    }
    int start = before.lastIndexOf(' ') + 1;
    String word = before.substring(Math.max(start, percent));
    if (start <= percent) {
      String sign = word.startsWith("%%") ? "%%" : "%";
      return completion(prefixed(sign, commands.keySet()), word, percent, cursor)
          .filter(found -> !found.candidates().isEmpty());
    }
    String name = before.substring(percent).replaceFirst("^%{1,2}", "").split("\\s", 2)[0];
    Command command = commands.get(name);
    return command == null
        ? Optional.empty()
        : completion(candidates(command, before, word), word, start, cursor);
  }

  /** Completes a line of a body: an option's name, or its value behind the equals sign. */
  Optional<Stockpot.Completion> inBody(String name, String line, int cursor) {
    Command command = commands.get(name);
    if (command == null || command.takesCode()) {
      return Optional.empty();
    }
    String before = line.substring(0, Math.min(cursor, line.length()));
    int equals = before.indexOf('=');
    int start = Math.max(equals, Math.max(before.lastIndexOf(' '), before.lastIndexOf(','))) + 1;
    String word = before.substring(start);
    OptionSet set = options(command);
    List<String> candidates =
        equals < 0
            ? set.all().stream().map(Option::name).toList()
            : values(set, before.substring(0, equals).strip());
    return completion(candidates, word, start, cursor);
  }

  private OptionSet options(Command command) {
    return new OptionSet(command.standards(session), command.readers(session));
  }

  private static List<String> values(OptionSet set, String option) {
    return set.all().stream()
        .filter(o -> o.name().equals(option))
        .flatMap(o -> Values.constants(o.type()).stream())
        .toList();
  }

  private static boolean isMagic(String head) {
    return head.isBlank() || head.strip().endsWith("=");
  }

  private List<String> candidates(Command command, String before, String word) {
    OptionSet set = options(command);
    if (word.startsWith("--")) {
      List<String> names = new ArrayList<>(set.all().stream().map(Option::name).toList());
      names.add("help");
      return prefixed("--", names);
    }
    String[] words = before.stripTrailing().split("\\s+", -1);
    String previous = words[words.length - (word.isEmpty() ? 1 : 2)];
    List<String> candidates = new ArrayList<>();
    if (previous.startsWith("--")) {
      candidates.addAll(values(set, previous.substring(2)));
    }
    candidates.addAll(command.candidates());
    candidates.addAll(session.names());
    candidates.addAll(new Points(session).names());
    return candidates;
  }

  private static List<String> prefixed(String prefix, Collection<String> names) {
    return names.stream().map(name -> prefix + name).toList();
  }

  private static Optional<Stockpot.Completion> completion(
      List<String> candidates, String word, int from, int cursor) {
    List<String> fitting =
        candidates.stream().filter(c -> c.startsWith(word)).distinct().sorted().toList();
    return Optional.of(new Stockpot.Completion(fitting, from, cursor));
  }
}
