package org.stockpot.magic.option;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.stockpot.magic.UsageException;
import org.stockpot.prune.Saliencies;
import org.stockpot.prune.Saliency;
import org.stockpot.task.TestSet;
import org.stockpot.task.TestSets;

/** Option values as text, and back: {@code read(type, write(value))} equals the value. */
public final class Values {

  private Values() {}

  public static Object read(Type type, String text) {
    if (type instanceof ParameterizedType generic) {
      Type[] of = generic.getActualTypeArguments();
      return generic.getRawType() == Map.class ? map(of[1], text) : list(of[0], text);
    }
    Class<?> c = (Class<?>) type;
    if (c == String.class) {
      return text;
    } else if (c == int.class || c == Integer.class) {
      return whole(text, Integer.MAX_VALUE).intValue();
    } else if (c == long.class || c == Long.class) {
      return whole(text, Long.MAX_VALUE);
    } else if (c == double.class || c == Double.class) {
      return NumberText.read(text);
    } else if (c == boolean.class) {
      return truth(text);
    } else if (c.isEnum()) {
      return constant(c, text);
    }
    return parse(c, text);
  }

  /** Reads a list; {@code none} is the empty one, unless it is a constant itself. */
  private static List<Object> list(Type type, String text) {
    if (text.equals("none") && !constants(type).contains(text)) {
      return List.of();
    }
    List<Object> list = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      if (Axis.isRange(type, part)) {
        Axis.range("", type, part.strip()).values().forEach(value -> list.add(read(type, value)));
      } else if (!part.isBlank()) {
        list.add(read(type, part.strip()));
      }
    }
    return list;
  }

  private static Map<String, Object> map(Type type, String text) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (String part : text.split(",", -1)) {
      int equals = part.indexOf('=');
      if (equals < 1) {
        throw new UsageException("must look like name=value, got " + part);
      }
      String key = part.substring(0, equals).strip();
      map.put(key, named(key, type, part.substring(equals + 1).strip()));
    }
    return map;
  }

  private static Object named(String key, Type type, String text) {
    try {
      return read(type, text);
    } catch (UsageException e) {
      throw new UsageException("must look like name=value; " + key + " " + e.getMessage());
    }
  }

  private static Long whole(String text, long most) {
    try {
      long value = Long.parseLong(text.replace("_", ""));
      if (value >= -most && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Told below, together with numbers that are too large.
    }
    throw new UsageException("must be a whole number, got " + text);
  }

  private static boolean truth(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new UsageException("must be true or false, got " + text);
    };
  }

  /** Returns what can be typed for an enum, a saliency or a list of one, else nothing. */
  public static List<String> constants(Type type) {
    Type one = type instanceof ParameterizedType list ? list.getActualTypeArguments()[0] : type;
    if (one == Saliency.class) {
      return Saliencies.names();
    }
    return one instanceof Class<?> c && c.isEnum()
        ? Arrays.stream(c.getEnumConstants()).map(Values::write).toList()
        : List.of();
  }

  private static Object constant(Class<?> type, String text) {
    Object[] constants = type.getEnumConstants();
    List<String> names = Arrays.stream(constants).map(Values::write).toList();
    int index = names.indexOf(text);
    if (index < 0) {
      throw new UsageException("must be " + or(names) + ", got " + text);
    }
    return constants[index];
  }

  private static String or(List<String> names) {
    int last = names.size() - 1;
    return last == 0
        ? names.get(0)
        : String.join(", ", names.subList(0, last)) + " or " + names.get(last);
  }

  /** Reads a type that has a public static {@code parse(String)}. */
  private static Object parse(Class<?> type, String text) {
    try {
      return parser(type).invoke(null, text);
    } catch (InvocationTargetException e) {
      throw new UsageException(e.getCause().getMessage());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " has no text form", e);
    }
  }

  /** Returns whether values of a type have a text of their own. */
  public static boolean isWritten(Class<?> type) {
    return type.isPrimitive()
        || type.isEnum()
        || type == String.class
        || type == List.class
        || type == Map.class
        || isText(type);
  }

  public static boolean isText(Class<?> type) {
    return Arrays.stream(readers(type).getMethods()).anyMatch(Values::isParse);
  }

  private static Method parser(Class<?> type) throws NoSuchMethodException {
    return readers(type).getMethod("parse", String.class);
  }

  /** Returns who reads a type: the type itself; test sets of all kinds are read together. */
  private static Class<?> readers(Class<?> type) {
    return type == TestSet.class ? TestSets.class : type;
  }

  private static boolean isParse(Method method) {
    return method.getName().equals("parse")
        && Modifier.isStatic(method.getModifiers())
        && Arrays.equals(method.getParameterTypes(), new Class<?>[] {String.class});
  }

  public static String write(Object value) {
    if (value instanceof Enum<?> constant) {
      return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    } else if (value instanceof Collection<?> list) {
      return list.stream().map(Values::write).collect(Collectors.joining(","));
    } else if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(e -> e.getKey() + "=" + write(e.getValue()))
          .collect(Collectors.joining(","));
    } else if (value instanceof Double number) {
      return NumberText.write(number);
    }
    return String.valueOf(value);
  }
}
