package org.stockpot.magic.session;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** One magic: its name, its options and what it does. */
public interface Command {

  /** Returns the name, without percent signs. */
  String name();

  /** Returns what it does, in one line. */
  String summary();

  /** Returns the words it takes, as in {@code DATA MODEL}. */
  String words();

  /** Returns lines that show it in use. */
  List<String> examples();

  /** Returns one record of defaults for each kind of option. */
  List<Record> standards(Session session);

  /** Returns how to read option types that have no text form of their own. */
  default Map<Class<?>, Function<String, Object>> readers(Session session) {
    return Map.of();
  }

  /** Returns the options that are read into records, as typed; the others it reads itself. */
  default Map<String, String> plain(Map<String, String> typed) {
    return typed;
  }

  /** Returns the options that mean nothing to a call, beside others: they are not echoed. */
  default Set<String> idle(Call call) {
    return Set.of();
  }

  /** Returns the options whose order decides something, as they were typed. */
  default List<String> ordered(Call call) {
    return List.of();
  }

  /** Returns the results that it makes; types that another magic told before need not come. */
  default List<ResultType<?>> results() {
    return List.of();
  }

  /** Returns what other tools call it, for suggestions. */
  default List<String> otherNames() {
    return List.of();
  }

  /** Returns words that are often typed, for completion. */
  default List<String> candidates() {
    return List.of();
  }

  /** Returns what can be typed for an option that its type does not tell, for completion. */
  default List<String> values(String option) {
    return List.of();
  }

  /** Returns the options that take points, for completion. */
  default Set<String> points() {
    return Set.of("from", "ticket");
  }

  /** Returns the options that take files, for completion. */
  default Set<String> files() {
    return Set.of("to", "also");
  }

  /** Returns whether the body of a cell is Java rather than options. */
  default boolean takesCode() {
    return false;
  }

  /** Returns what its calls know of it. */
  default Call.Magic magic(Session session) {
    return new Call.Magic(
        name(),
        words(),
        standards(session),
        readers(session),
        this::plain,
        this::idle,
        this::ordered);
  }

  /** Runs it; shows the result and returns it. */
  Object run(Call call);
}
