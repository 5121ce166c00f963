package org.stockpot.magic.option;

import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Option records as Java that names only what differs: a factory such as {@code defaults()}, whose
 * parameters have the names of components, and {@code withX} for each component that it leaves
 * otherwise. Each chain is run before it is shown; where none makes the record, its constructor
 * does.
 *
 * @param values how values that are no such records are written
 * @param variables the Java variables that stand for some components, by the components' names
 */
record JavaRecord(Function<Object, String> values, Map<String, String> variables) {

  /** A record that is made so far, with its Java. */
  private record Made(Record record, String java, int steps) {

    Made with(Method method, Object argument, String text) throws ReflectiveOperationException {
      Object[] arguments =
          method.getParameterCount() == 0 ? new Object[0] : new Object[] {argument};
      Record next = (Record) method.invoke(record, arguments);
      return new Made(next, java + "." + method.getName() + "(" + text + ")", steps + 1);
    }
  }

  /** Returns the expression that makes an equal record. */
  String of(Record record) {
    return Arrays.stream(record.getClass().getMethods())
        .filter(method -> isFactory(method, record))
        .flatMap(factory -> chain(factory, record).stream())
        .min(Comparator.comparingInt(Made::steps).thenComparing(Made::java))
        .map(Made::java)
        .orElseGet(() -> constructor(record));
  }

  private static boolean isFactory(Method method, Record record) {
    return Modifier.isStatic(method.getModifiers())
        && method.getReturnType() == record.getClass()
        && !method.isVarArgs()
        && Arrays.stream(method.getParameters()).allMatch(p -> component(p, record).isPresent());
  }

  private static Optional<RecordComponent> component(Parameter parameter, Record record) {
    return components(record).stream()
        .filter(c -> c.getName().equals(parameter.getName()))
        .filter(c -> c.getGenericType().equals(parameter.getParameterizedType()))
        .findFirst();
  }

  private static List<RecordComponent> components(Record record) {
    return List.of(record.getClass().getRecordComponents());
  }

  private Optional<Made> chain(Method factory, Record record) {
    List<RecordComponent> given =
        Arrays.stream(factory.getParameters())
            .map(p -> component(p, record).orElseThrow())
            .toList();
    try {
      Object[] values = given.stream().map(c -> OptionSet.value(c, record)).toArray();
      String java = JavaNames.of(record.getClass()) + "." + factory.getName();
      Made made = new Made((Record) factory.invoke(null, values), java + texts(given, record), 0);
      for (RecordComponent component : components(record)) {
        if (!given.contains(component)) {
          made = step(made, component, record);
        }
      }
      return made.record().equals(record) ? Optional.of(made) : Optional.empty();
    } catch (InvocationTargetException | NoSuchMethodException e) {
      return Optional.empty();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(factory + " cannot be called", e);
    }
  }

  private Made step(Made made, RecordComponent component, Record wanted)
      throws ReflectiveOperationException {
    Object now = OptionSet.value(component, made.record());
    Object then = OptionSet.value(component, wanted);
    if (isAsWanted(component, now, then)) {
      return made;
    }
    if (then instanceof Record group && now instanceof Record before && !isValue(component)) {
      Optional<Made> flat = flat(made, before, group);
      if (flat.isPresent()) {
        return flat.get();
      }
    }
    return with(made, component, then);
  }

  private boolean isAsWanted(RecordComponent component, Object now, Object then) {
    boolean open = then instanceof Record group && !isValue(component) && hasVariables(group);
    return Objects.equals(now, then) && !open && variable(component).isEmpty();
  }

  private boolean hasVariables(Record group) {
    return components(group).stream().anyMatch(c -> variable(c).isPresent());
  }

  private static boolean isValue(RecordComponent component) {
    return !component.getType().isRecord() || Values.isText(component.getType());
  }

  /** Changes the parts of a group by methods of the whole, if it has them for all that differ. */
  private Optional<Made> flat(Made made, Record before, Record group)
      throws ReflectiveOperationException {
    Made at = made;
    for (RecordComponent part : components(group)) {
      Object then = OptionSet.value(part, group);
      if (isAsWanted(part, OptionSet.value(part, before), then)) {
        continue;
      }
      try {
        at = with(at, part, then);
      } catch (NoSuchMethodException e) {
        return Optional.empty();
      }
    }
    return Optional.of(at);
  }

  private Made with(Made made, RecordComponent component, Object value)
      throws ReflectiveOperationException {
    String name = component.getName();
    String wanted = "with" + Character.toUpperCase(name.charAt(0)) + name.substring(1);
    Class<? extends Record> type = made.record().getClass();
    for (Method method : type.getMethods()) {
      if (!method.getName().equals(wanted) || method.getReturnType() != type) {
        continue;
      }
      if (method.isVarArgs() && value instanceof List<?> list) {
        Class<?> of = method.getParameterTypes()[0].getComponentType();
        Object array = list.toArray((Object[]) Array.newInstance(of, 0));
        return made.with(method, array, array(component, of).orElseGet(() -> elements(list)));
      } else if (method.getParameterCount() == 0 && value.equals(true)) {
        return made.with(method, value, "");
      } else if (takes(method, component)) {
        return made.with(method, value, text(component, value));
      }
    }
    throw new NoSuchMethodException(type + "." + wanted);
  }

  private static boolean takes(Method method, RecordComponent component) {
    return method.getParameterCount() == 1
        && method.getGenericParameterTypes()[0].equals(component.getGenericType());
  }

  /** Returns the variable that stands for a component; groups of components have none. */
  private Optional<String> variable(RecordComponent component) {
    return !isValue(component)
        ? Optional.empty()
        : Optional.ofNullable(variables.get(component.getName()));
  }

  private Optional<String> array(RecordComponent component, Class<?> of) {
    return variable(component).map(name -> name + ".toArray(" + JavaNames.of(of) + "[]::new)");
  }

  private String elements(List<?> list) {
    return list.stream().map(values).collect(Collectors.joining(", "));
  }

  private String text(RecordComponent component, Object value) {
    Optional<String> variable = variable(component);
    if (variable.isPresent()) {
      return variable.get();
    }
    if (value instanceof Record group && !isValue(component)) {
      return of(group);
    }
    String java = values.apply(value);
    boolean small = value instanceof Long number && number == number.intValue();
    return small && component.getType() == long.class ? java.replace("L", "") : java;
  }

  private String texts(List<RecordComponent> components, Record record) {
    List<String> texts = new ArrayList<>();
    components.forEach(c -> texts.add(text(c, OptionSet.value(c, record))));
    return texts.stream().collect(Collectors.joining(", ", "(", ")"));
  }

  private String constructor(Record record) {
    String name = JavaNames.of(record.getClass());
    return "new " + name + texts(components(record), record);
  }
}
