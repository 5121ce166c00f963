package org.stockpot.magic;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.stockpot.magic.option.Option;
import org.stockpot.magic.option.OptionSet;
import org.stockpot.magic.option.Values;
import org.stockpot.magic.session.Command;
import org.stockpot.magic.session.Points;
import org.stockpot.magic.session.Session;

/** What can be typed at a place of a magic line. */
final class Completions {

  private static final Pattern NAME = Pattern.compile("(%{1,2})(\\S*)");

  /** A kind of data in front of a place, as in {@code mnist:DIR}. */
  private static final Pattern KIND = Pattern.compile("([a-z]{2,}:)(.*)");

  private final Session session;
  private final Magics magics;

  Completions(Session session, Magics magics) {
    this.session = session;
    this.magics = magics;
  }

  Optional<Completion> at(String line, int cursor) {
    int at = Math.min(cursor, line.length());
    int percent = line.indexOf('%');
    if (percent < 0 || percent >= at || !isMagic(line.substring(0, percent))) {
      return Optional.empty();
    }
    Matcher name = NAME.matcher(line);
    if (!name.find(percent)) {
      return Optional.empty();
    }
    if (at <= name.end()) {
      String typed = line.substring(percent, at);
      return Optional.of(
              completion(prefixed(name.group(1), magics.names()), typed, percent, name.end()))
          .filter(found -> !found.candidates().isEmpty());
    }
    Command command = magics.find(name.group(2)).orElse(null);
    return command == null
        ? Optional.empty()
        : Optional.of(
            CursorWord.at(line, name.end(), at)
                .map(word -> of(command, word))
                .orElseGet(() -> new Completion(List.of(), at, at)));
  }

  /** Completes a line of a body: an option's name, or its value behind the equals sign. */
  Optional<Completion> inBody(String name, String line, int cursor) {
    Command command = magics.find(name).orElse(null);
    if (command == null || command.takesCode()) {
      return Optional.empty();
    }
    int at = Math.min(cursor, line.length());
    if (line.substring(0, at).matches("(.*\\s)?(#|//).*")) {
      return Optional.of(new Completion(List.of(), at, at));
    }
    OptionSet set = options(command);
    int equals = line.indexOf('=');
    if (equals >= 0 && equals < at) {
      String option = line.substring(0, equals).strip().replaceFirst("^--", "");
      return CursorWord.at(line, equals + 1, at).map(word -> ofValue(command, set, option, word));
    }
    int start = at;
    while (start > 0 && !Character.isWhitespace(line.charAt(start - 1))) {
      start--;
    }
    int end = at;
    while (end < line.length() && ("-".indexOf(line.charAt(end)) >= 0 || isLetter(line, end))) {
      end++;
    }
    List<String> names = new ArrayList<>(set.all().stream().map(Option::name).toList());
    names.addAll(set.synonyms().keySet());
    return Optional.of(completion(names, line.substring(start, at), start, end));
  }

  private static boolean isLetter(String line, int at) {
    return Character.isLetterOrDigit(line.charAt(at));
  }

  private OptionSet options(Command command) {
    return command.magic(session).options();
  }

  private static boolean isMagic(String head) {
    return head.isBlank() || head.strip().endsWith("=");
  }

  private Completion of(Command command, CursorWord word) {
    OptionSet set = options(command);
    int equals = word.typed().indexOf('=');
    if (word.quote().isEmpty() && word.typed().startsWith("--")) {
      return equals < 0
          ? option(set, word)
          : ofValue(command, set, word.typed().substring(2, equals), word.behind("="));
    }
    int last = word.before().size() - 1;
    String previous = last < 0 ? "" : word.before().get(last);
    return takesValue(set, previous)
        ? ofValue(command, set, previous.substring(2), word)
        : ofWord(command, word);
  }

  private static boolean takesValue(OptionSet set, String word) {
    return word.startsWith("--")
        && (set.synonyms().containsKey(word.substring(2))
            || set.all().stream().anyMatch(o -> !o.isFlag() && word.equals("--" + o.name())));
  }

  private static Completion option(OptionSet set, CursorWord word) {
    List<String> names = new ArrayList<>(set.all().stream().map(Option::name).toList());
    names.addAll(set.synonyms().keySet());
    names.add("help");
    return completion(prefixed("--", names), word.typed(), word.from(), word.to());
  }

  private Completion ofValue(Command command, OptionSet set, String name, CursorWord word) {
    CursorWord one = word.behind(",|");
    if (set.synonyms().containsKey(name)) {
      return completion(set.synonyms().get(name), one.typed(), one.from(), one.to());
    }
    Option option = set.all().stream().filter(o -> o.name().equals(name)).findFirst().orElse(null);
    if (option == null) {
      return new Completion(List.of(), one.from(), one.to());
    }
    if (command.files().contains(name)) {
      return FileCompletion.of(one, "");
    }
    List<String> values = new ArrayList<>(Values.constants(option.type()));
    values.addAll(command.values(name));
    if (name.equals("as")) {
      values.addAll(session.names());
    } else if (command.points().contains(name)) {
      values.addAll(names());
    } else if (values.isEmpty() && option.isFlag()) {
      values.addAll(List.of("true", "false"));
    } else if (values.isEmpty() && !option.standardText().isEmpty()) {
      values.add(option.standardText());
    }
    return completion(values, one.typed(), one.from(), one.to());
  }

  private List<String> names() {
    Stream<String> results = Stream.concat(session.names().stream(), session.variants().stream());
    return Stream.concat(results, new Points(session).names().stream()).toList();
  }

  private Completion ofWord(Command command, CursorWord whole) {
    boolean listed = whole.quote().isEmpty() && !whole.typed().contains("/");
    CursorWord word = listed ? whole.behind(",") : whole;
    List<String> candidates = new ArrayList<>(command.candidates());
    candidates.addAll(names());
    Completion known = completion(candidates, word.typed(), word.from(), word.to());
    boolean named = command.words().contains("FILE") || command.words().contains("DATA");
    if (!named && word.typed().isEmpty()) {
      return known;
    }
    Matcher kind = KIND.matcher(word.typed());
    Completion files =
        kind.matches()
            ? FileCompletion.of(word.behind(":"), "")
            : FileCompletion.of(word, word.quote());
    return known.candidates().isEmpty() || files.from() != known.from()
        ? (files.candidates().isEmpty() ? known : files)
        : new Completion(
            Stream.concat(known.candidates().stream(), files.candidates().stream())
                .distinct()
                .toList(),
            known.from(),
            known.to());
  }

  private static List<String> prefixed(String prefix, Collection<String> names) {
    return names.stream().map(name -> prefix + name).toList();
  }

  private static Completion completion(List<String> candidates, String typed, int from, int to) {
    List<String> fitting =
        candidates.stream().filter(c -> c.startsWith(typed)).distinct().sorted().toList();
    return new Completion(fitting, from, to);
  }
}
