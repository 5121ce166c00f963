package org.stockpot.magic.soup;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.stockpot.magic.option.Axis;
import org.stockpot.magic.option.JavaNames;
import org.stockpot.magic.option.JavaSource;
import org.stockpot.magic.option.Values;
import org.stockpot.soup.Variation;

/**
 * A grid as Java that makes a list: one loop an axis, or what was drawn.
 *
 * @param list the list's name
 * @param grid the axes
 * @param variations what they come to
 */
record GridJava(String list, Grid grid, List<Variation> variations) {

  /** Returns statements that declare the list. */
  String of(boolean drawn) {
    if (drawn || grid.axes().isEmpty()) {
      return variations.stream()
          .map(v -> "\n    new Variation(" + recipe(v, Map.of()) + ", " + v.seed() + ")")
          .collect(Collectors.joining(",", "List<Variation> " + list + " = List.of(", ");\n"));
    }
    Map<String, String> variables = new LinkedHashMap<>();
    StringBuilder loops = new StringBuilder("List<Variation> " + list + " = new ArrayList<>();\n");
    String indent = "";
    for (Axis axis : grid.axes()) {
      String variable = variable(axis);
      variables.put(variable, variable);
      loops.append(indent).append(loop(axis, variable)).append(" {\n");
      indent += "  ";
    }
    Variation first = variations.get(0);
    String seed = variables.containsKey("seed") ? "seed" : "" + first.seed();
    loops.append(indent);
    loops.append(list + ".add(new Variation(" + recipe(first, variables) + ", " + seed + "));\n");
    while (!indent.isEmpty()) {
      indent = indent.substring(2);
      loops.append(indent).append("}\n");
    }
    return loops.toString();
  }

  private static String recipe(Variation variation, Map<String, String> variables) {
    return JavaSource.record(variation.recipe(), Map.of(), variables);
  }

  /** Returns the name of the component that an axis varies, which is no word of Java's. */
  private static String variable(Axis axis) {
    if (axis.name().equals("for")) {
      return "length";
    }
    StringBuilder name = new StringBuilder();
    for (String part : axis.name().split("-", -1)) {
      boolean first = name.length() == 0;
      name.append(first ? part : Character.toUpperCase(part.charAt(0)) + part.substring(1));
    }
    return name.toString();
  }

  private static String loop(Axis axis, String variable) {
    Type type = axis.type();
    List<Object> values = axis.values().stream().map(v -> Values.read(type, v)).toList();
    if (type == long.class && values.size() > 2 && countsUp(values)) {
      return String.format(
          "for (long %1$s = %2$s; %1$s <= %3$s; %1$s++)",
          variable, values.get(0), values.get(values.size() - 1));
    }
    String name = name(type);
    String list =
        values.stream().map(v -> JavaSource.of(v, Map.of())).collect(Collectors.joining(", "));
    String of = type instanceof ParameterizedType ? "List.<" + name + ">of(" : "List.of(";
    return "for (" + name + " " + variable + " : " + of + list + "))";
  }

  private static boolean countsUp(List<Object> values) {
    for (int i = 1; i < values.size(); i++) {
      if ((long) values.get(i) != (long) values.get(i - 1) + 1) {
        return false;
      }
    }
    return true;
  }

  private static String name(Type type) {
    if (type instanceof ParameterizedType list) {
      return "List<" + name(list.getActualTypeArguments()[0]) + ">";
    }
    Class<?> of = (Class<?>) type;
    return of.isPrimitive() ? of.getName() : JavaNames.of(of);
  }
}
