package org.stockpot.kernel;

import java.lang.reflect.Array;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What arrays say: their type, length and first elements. */
final class ArrayText {

  private static final int MOST = 100;
  private static final int MOST_INSIDE = 10;

  private ArrayText() {}

  static String of(Object array) {
    return text(array, MOST);
  }

  private static String text(Object array, int most) {
    int length = Array.getLength(array);
    String elements =
        IntStream.range(0, Math.min(most, length))
            .mapToObj(i -> element(Array.get(array, i)))
            .collect(Collectors.joining(", "));
    String type = array.getClass().getComponentType().getSimpleName();
    int brackets = type.indexOf('[') < 0 ? type.length() : type.indexOf('[');
    return type.substring(0, brackets)
        + "["
        + length
        + "]"
        + type.substring(brackets)
        + " {"
        + elements
        + (length > most ? ", …}" : "}");
  }

  private static String element(Object element) {
    return element != null && element.getClass().isArray()
        ? text(element, MOST_INSIDE)
        : String.valueOf(element);
  }
}
