package org.stockpot.djl.script;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** The classes and functions of a module's code, by their full names. */
final class ScriptCode {

  private static final int DEEPEST = 100;

  private final Map<String, Statement.Type> types = new LinkedHashMap<>();
  private final Map<String, Statement.Function> functions = new LinkedHashMap<>();

  /** Where a tensor is among the modules, how it came there, and whether it may be None. */
  record Place(String module, String attribute, boolean parameter, boolean optional) {
    String name() {
      return module.isEmpty() ? attribute : module + "." + attribute;
    }
  }

  private ScriptCode() {}

  /**
   * Reads sources.
   *
   * @param sources by path, such as {@code code/__torch__/torch/nn/modules/linear.py}
   * @throws ScriptException if they are not the part of Python that TorchScript writes
   */
  static ScriptCode of(Map<String, String> sources) {
    ScriptCode code = new ScriptCode();
    try {
      sources.forEach(code::read);
    } catch (StackOverflowError e) {
      throw new ScriptException("its code must not be nested that deeply", e);
    }
    return code;
  }

  private void read(String path, String source) {
    String module = path.replaceFirst("^code/", "").replaceFirst("\\.py$", "").replace('/', '.');
    for (Statement statement : Parser.parse(source)) {
      if (statement instanceof Statement.Type type) {
        types.put(module + "." + type.name(), type);
      } else if (statement instanceof Statement.Function function) {
        functions.put(module + "." + function.name(), function);
      }
    }
  }

  /** Returns a class, or null. */
  Statement.Type type(String name) {
    return types.get(name);
  }

  /** Returns a function, or null. */
  Statement.Function function(String name) {
    return functions.get(name);
  }

  /** Returns whether attributes of a type are modules. */
  boolean isModule(String type) {
    return types.containsKey(type) && types.get(type).base().equals("Module");
  }

  /** Returns the places of all parameters and buffers, in the order of a state dict. */
  List<Place> places(String root) {
    List<Place> places = new ArrayList<>();
    walk("", root, (module, type) -> places.addAll(places(module, type)), 0);
    return places;
  }

  /** Returns the places of all modules that have a mode, and whether they have buffers. */
  Map<String, Boolean> modes(String root) {
    Map<String, Boolean> modes = new LinkedHashMap<>();
    walk(
        "",
        root,
        (module, type) -> {
          if ("bool".equals(types.get(type).field("training"))) {
            modes.put(module, !types.get(type).buffers().isEmpty());
          }
        },
        0);
    return modes;
  }

  private List<Place> places(String module, String typeName) {
    Statement.Type type = types.get(typeName);
    List<Place> places = new ArrayList<>();
    type.parameters().forEach(name -> places.add(place(module, type, name, true)));
    type.buffers().forEach(name -> places.add(place(module, type, name, false)));
    places.removeIf(place -> "NoneType".equals(type.field(place.attribute())));
    return places;
  }

  private static Place place(String module, Statement.Type type, String name, boolean parameter) {
    boolean optional = String.valueOf(type.field(name)).startsWith("Optional");
    return new Place(module, name, parameter, optional);
  }

  private void walk(String path, String type, BiConsumer<String, String> visit, int depth) {
    if (!isModule(type) || depth > DEEPEST) {
      throw new ScriptException("the module's code must have class " + type);
    }
    visit.accept(path, type);
    for (Statement.Field field : types.get(type).fields()) {
      if (isModule(field.type())) {
        String below = path.isEmpty() ? field.name() : path + "." + field.name();
        walk(below, field.type(), visit, depth + 1);
      } else if (types.containsKey(field.type())
          && types.get(field.type()).base().equals("ModuleInterface")) {
        throw new ScriptException("module " + field.name() + " is behind an interface");
      }
    }
  }
}
