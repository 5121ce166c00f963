package org.stockpot.magic.option;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Named things as a Java list: those whose names count up, as {@code ft.1} to {@code ft.20} do, as
 * a stream over the numbers.
 *
 * @param names the names, in order
 * @param java the expression of each
 */
public record JavaList(List<String> names, List<String> java) {

  /** Stands for an element's place in the list, from 0. */
  public static final String PLACE = "\0";

  private static final int FEWEST = 3;
  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

  /** A run of things that count up, or things one by one. */
  private record Piece(boolean counts, String java) {}

  /** Returns the expression of the list. */
  public String expression() {
    List<Piece> pieces = new ArrayList<>();
    List<String> single = new ArrayList<>();
    int at = 0;
    while (at < names.size()) {
      int end = end(at);
      if (end - at < FEWEST) {
        single.add(java.get(at).replace(PLACE, "" + at));
        at++;
        continue;
      }
      flush(single, pieces);
      pieces.add(new Piece(true, loop(at, end)));
      at = end;
    }
    flush(single, pieces);
    return pieces.size() == 1
        ? pieces.get(0).java() + (pieces.get(0).counts() ? ".toList()" : "")
        : pieces.stream()
                .map(piece -> piece.java() + (piece.counts() ? ".toList()" : ""))
                .collect(Collectors.joining(",\n    ", "Stream.of(\n    ", ")"))
            + ".flatMap(List::stream).toList()";
  }

  private static void flush(List<String> single, List<Piece> pieces) {
    if (!single.isEmpty()) {
      String separator = single.size() < FEWEST ? ", " : ",\n    ";
      pieces.add(new Piece(false, "List.of(" + String.join(separator, single) + ")"));
      single.clear();
    }
  }

  /** Returns where a run from a place ends: all of it is one template with numbers that count. */
  private int end(int from) {
    int longest = from + 1;
    Matcher numbers = NUMBER.matcher(names.get(from));
    while (numbers.find()) {
      int end = from + 1;
      while (end < names.size() && isNext(from, end, numbers)) {
        end++;
      }
      longest = Math.max(longest, end);
    }
    return longest;
  }

  private boolean isNext(int from, int at, Matcher number) {
    long first = Long.parseLong(number.group());
    long wanted = first + at - from;
    String head = names.get(from).substring(0, number.start());
    String tail = names.get(from).substring(number.end());
    return names.get(at).equals(head + wanted + tail)
        && filled(template(java.get(from), head, first, tail), head, wanted, tail)
            .equals(java.get(at));
  }

  private static String template(String java, String head, long number, String tail) {
    return java.replace(quoted(head + number + tail), counting(head, tail))
        .replace("(" + number + ")", "(i)");
  }

  private static String filled(String template, String head, long number, String tail) {
    return template
        .replace(counting(head, tail), quoted(head + number + tail))
        .replace("(i)", "(" + number + ")");
  }

  private static String counting(String head, String tail) {
    return quoted(head) + " + i" + (tail.isEmpty() ? "" : " + " + quoted(tail));
  }

  private static String place(long shift) {
    return shift == 0 ? "i" : shift < 0 ? "i - " + -shift : "i + " + shift;
  }

  private static String quoted(String text) {
    return '"' + text + '"';
  }

  private String loop(int from, int end) {
    Matcher numbers = NUMBER.matcher(names.get(from));
    while (numbers.find()) {
      if (isNext(from, end - 1, numbers)) {
        long first = Long.parseLong(numbers.group());
        String head = names.get(from).substring(0, numbers.start());
        String tail = names.get(from).substring(numbers.end());
        return String.format(
            "IntStream.rangeClosed(%d, %d).mapToObj(i -> %s)",
            first,
            first + end - from - 1,
            template(java.get(from), head, first, tail).replace(PLACE, place(from - first)));
      }
    }
    throw new IllegalStateException("names must count up, got " + names.subList(from, end));
  }
}
