package org.stockpot.djl.script;

import java.util.List;
import java.util.Map;

/** Methods that a module gets besides its own. */
final class Methods {

  private Methods() {}

  /** Returns the source of a method that returns tensors; an empty one where there is None. */
  static String returning(String name, List<ScriptCode.Place> places) {
    StringBuilder source = new StringBuilder("  def " + name + "(self) -> List[Tensor]:\n");
    source.append("    _0 = annotate(List[Tensor], [])\n");
    for (ScriptCode.Place place : places) {
      source.append(
          with(place, "_3 = torch.append(_0, _2)", "_3 = torch.append(_0, torch.zeros([0]))"));
    }
    return source.append("    return _0\n").toString();
  }

  /** Returns the source of a method that lays out tensors row by row, each in its place. */
  static String layingOut(String name, List<ScriptCode.Place> places) {
    StringBuilder source = new StringBuilder("  def " + name + "(self) -> NoneType:\n");
    for (ScriptCode.Place place : places) {
      source.append(with(place, "_3 = torch.set_(_2, torch.contiguous(_2))", "pass"));
    }
    return source.append("    return None\n").toString();
  }

  /** Returns lines that do something with a tensor, or something else if it is None. */
  private static String with(ScriptCode.Place place, String something, String otherwise) {
    if (!place.optional()) {
      return "    _2 = " + read(place) + "\n    " + something + "\n";
    }
    return "    _1 = "
        + read(place)
        + "\n    if torch.__isnot__(_1, None):\n      _2 = unchecked_cast(Tensor, _1)\n      "
        + something
        + "\n    else:\n      "
        + otherwise
        + "\n";
  }

  /** Returns the source of a method that puts each module into training mode, or out of it. */
  static String setting(String name, Map<String, Boolean> modes) {
    StringBuilder source = new StringBuilder("  def " + name + "(self) -> NoneType:\n");
    int count = 0;
    for (Map.Entry<String, Boolean> mode : modes.entrySet()) {
      String module = "_m" + count++;
      source.append("    " + module + " = " + read(mode.getKey()) + "\n");
      source.append("    " + module + ".training = " + (mode.getValue() ? "True" : "False") + "\n");
    }
    return source.append("    return None\n").toString();
  }

  private static String read(ScriptCode.Place place) {
    return read(place.name());
  }

  private static String read(String path) {
    String source = "self";
    for (String name : path.isEmpty() ? new String[0] : path.split("\\.", -1)) {
      source = "getattr(" + source + ", \"" + name + "\")";
    }
    return source;
  }

  /** Returns a source in which a class has more methods. */
  static String inserted(String source, String type, String methods) {
    if (source == null) {
      throw new ScriptException("the module's code must have class " + type);
    }
    StringBuilder result = new StringBuilder();
    boolean inside = false;
    for (String line : source.split("\n", -1)) {
      boolean starts = !line.isEmpty() && !Character.isWhitespace(line.charAt(0));
      if (inside && starts) {
        result.append(methods);
        inside = false;
      }
      inside |= line.startsWith("class " + type + "(");
      result.append(line).append('\n');
    }
    return inside ? result.append(methods).toString() : result.toString();
  }
}
