package org.stockpot.magic.option;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.stockpot.magic.UsageException;
import org.stockpot.task.option.Help;
import org.stockpot.task.option.Suggestions;

/**
 * The options of one magic: the components of its options records, with their defaults. A component
 * that is a record without a text form of its own contributes its components.
 */
public final class OptionSet {

  private final List<Record> standards;
  private final Map<String, Option> options = new LinkedHashMap<>();
  private final Map<Class<?>, Function<String, Object>> readers;

  /**
   * Reads the options off records.
   *
   * @param standards one record of defaults per kind
   * @param readers how to read values that are no text, such as a saliency by its name
   */
  public OptionSet(List<Record> standards, Map<Class<?>, Function<String, Object>> readers) {
    this.standards = List.copyOf(standards);
    this.readers = readers;
    standards.forEach(this::declare);
  }

  private void declare(Record standard) {
    for (RecordComponent component : options(standard)) {
      Object value = value(component, standard);
      if (isGroup(component)) {
        declare((Record) value);
      } else {
        Option option =
            new Option(name(component), component.getGenericType(), help(component), value);
        if (options.put(option.name(), option) != null) {
          throw new IllegalStateException("option names must differ, got --" + option.name());
        }
      }
    }
  }

  /** Returns the components that are options or groups of such. */
  private static List<RecordComponent> options(Record record) {
    return Stream.of(record.getClass().getRecordComponents()).filter(OptionSet::isOption).toList();
  }

  private static boolean isOption(RecordComponent component) {
    Help help = component.getAnnotation(Help.class);
    return help == null || !help.option().equals(Help.NONE);
  }

  private static boolean isGroup(RecordComponent component) {
    return component.getType().isRecord() && !Values.isText(component.getType());
  }

  public static Object value(RecordComponent component, Record record) {
    try {
      Method accessor = component.getAccessor();
      accessor.setAccessible(true);
      return accessor.invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(component + " cannot be read", e);
    }
  }

  private static String name(RecordComponent component) {
    Help help = component.getAnnotation(Help.class);
    if (help != null && !help.option().isEmpty()) {
      return help.option();
    }
    return component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  private static String help(RecordComponent component) {
    Help help = component.getAnnotation(Help.class);
    return help == null
        ? ""
        : help.value()
            .replace("{}", String.join(", ", Values.constants(component.getGenericType())));
  }

  public Collection<Option> all() {
    return options.values();
  }

  /** Returns the words that options take under other names, by these. */
  public Map<String, List<String>> synonyms() {
    Map<String, List<String>> words = new LinkedHashMap<>();
    OptionSynonym.of(options)
        .forEach((name, synonym) -> words.put(name, List.copyOf(synonym.values().keySet())));
    return words;
  }

  /** Returns what an option is given by a text that was typed under one of its names. */
  String given(String name, String text) {
    OptionSynonym synonym = OptionSynonym.of(options).get(name);
    return synonym == null ? text : synonym.read(name, text);
  }

  /** Returns the option of a name, or fails with a suggestion. */
  public Option option(String name, String magic) {
    OptionSynonym synonym = OptionSynonym.of(options).get(name);
    Option option = options.get(synonym == null ? name : synonym.own());
    if (option == null) {
      throw new UsageException(
          "%"
              + magic
              + ": unknown option --"
              + name
              + OtherOptionNames.option(name, options.keySet())
                  .orElseGet(() -> Suggestions.didYouMean("--" + name, dashed()))
              + " (see %"
              + magic
              + " --help)");
    }
    return option;
  }

  private List<String> dashed() {
    return options.keySet().stream().map(name -> "--" + name).toList();
  }

  /** Returns the records with the given values in the place of their defaults. */
  public Map<Class<?>, Record> read(Map<String, String> given) {
    Map<Class<?>, Record> records = new LinkedHashMap<>();
    standards.forEach(standard -> records.put(standard.getClass(), build(standard, given)));
    return records;
  }

  private Record build(Record standard, Map<String, String> given) {
    RecordComponent[] components = standard.getClass().getRecordComponents();
    List<Object> values = new ArrayList<>();
    for (RecordComponent component : components) {
      Object value = value(component, standard);
      if (isGroup(component)) {
        values.add(build((Record) value, given));
      } else {
        String text = isOption(component) ? given.get(name(component)) : null;
        values.add(text == null ? value : convert(component, text));
      }
    }
    try {
      Class<?>[] types =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      Constructor<? extends Record> constructor = standard.getClass().getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values.toArray());
    } catch (InvocationTargetException e) {
      throw new UsageException(e.getCause().getMessage());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(standard.getClass() + " cannot be made", e);
    }
  }

  private Object convert(RecordComponent component, String text) {
    try {
      Function<String, Object> reader = readers.get(component.getType());
      return reader == null ? Values.read(component.getGenericType(), text) : reader.apply(text);
    } catch (UsageException e) {
      throw new UsageException(worded(name(component), e.getMessage()));
    }
  }

  /** Says what was wrong of an option, which may not know its name: {@code a span must …}. */
  private static String worded(String name, String message) {
    String text = message.replaceFirst("^an? \\w+ must ", "must ");
    if (text.startsWith(name + " ")) {
      return text;
    }
    return name + (text.startsWith("must ") ? " " : ": ") + text;
  }

  /**
   * Returns options by name, in one form for each value, but some that are left out: 20% is 0.2.
   * What has no text form is as it was typed.
   */
  public static Map<String, String> texts(
      Collection<Record> records, Map<String, String> typed, Set<String> without) {
    Map<String, String> texts = new LinkedHashMap<>();
    each(
        records,
        without,
        (component, value) -> {
          boolean written = Values.isWritten(component.getType());
          String text = written ? Values.write(value) : typed.get(name(component));
          texts.put(name(component), text == null ? Values.write(value) : text);
        });
    return texts;
  }

  /** Tells all options with their values, but some that are left out. */
  private static void each(
      Collection<Record> records, Set<String> without, BiConsumer<RecordComponent, Object> told) {
    for (Record record : records) {
      for (RecordComponent component : options(record)) {
        Object value = value(component, record);
        if (isGroup(component)) {
          each(List.of((Record) value), without, told);
        } else if (!without.contains(name(component))) {
          told.accept(component, value);
        }
      }
    }
  }

  /** Returns the options that are not empty, nor among some to leave out, as they are typed. */
  public static String write(
      Collection<Record> records, Map<String, String> typed, Set<String> without) {
    return String.join(" ", written(records, typed, without).values());
  }

  /** Returns the same by the options' names, in order. */
  public static Map<String, String> written(
      Collection<Record> records, Map<String, String> typed, Set<String> without) {
    Map<String, String> parts = new LinkedHashMap<>();
    each(
        records,
        without,
        (component, value) -> {
          String name = name(component);
          String text = typed.getOrDefault(name, Values.write(value));
          if (value instanceof Boolean) {
            if (text.equals("true")) {
              parts.put(name, "--" + name);
            } else if (!text.equals("false")) {
              parts.put(name, "--" + name + "=" + text);
            }
          } else if (!text.isEmpty()) {
            parts.put(name, "--" + name + " " + Arguments.quote(text));
          }
        });
    return parts;
  }
}
