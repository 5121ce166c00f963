package org.stockpot.weights;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Groups of units as text, for models of which they cannot be derived: one line per group with its
 * name, the number of its units, and its places {@code slot:axis[:starts[:width]]}.
 *
 * <pre>
 * # name units places
 * conv1 64 conv1.weight:0 conv1.bias:0 conv2.weight:1
 * conv2 64 conv2.weight:0 conv2.bias:0 fc1.weight:1
 * half 2 fc1.weight:0:0,3 fc1.bias:0:0,3 fc2.weight:1:0,3
 * </pre>
 *
 * <p>Without starts the units share the axis evenly and in order, so that of a flattened image each
 * channel has its block. One start alone is that of the first unit, and the others follow.
 */
public final class GroupSpec {

  private GroupSpec() {}

  /**
   * Reads groups from a file.
   *
   * @param file the file, in UTF-8
   * @param layout the layout that they are of
   * @return the groups
   * @throws IllegalArgumentException if a line is wrong, with its number, or there is no such file
   * @throws UncheckedIOException if the file cannot be read
   */
  public static UnitGroups read(Path file, Layout layout) {
    try {
      return parse(Files.readAllLines(file), layout);
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException("groups must be a file of text, no file is at " + file, e);
    } catch (IOException e) {
      throw new UncheckedIOException("groups must be a file of text, got " + file, e);
    }
  }

  /**
   * Reads groups.
   *
   * @param lines the lines; empty ones and what follows a {@code #} count nothing
   * @param layout the layout that they are of
   * @return the groups
   * @throws IllegalArgumentException if a line is wrong; the message has its number
   */
  public static UnitGroups parse(List<String> lines, Layout layout) {
    List<UnitGroup> groups = new ArrayList<>();
    for (int number = 0; number < lines.size(); number++) {
      String line = lines.get(number).replaceFirst("#.*", "").strip();
      if (!line.isEmpty()) {
        try {
          groups.add(group(List.of(line.split("\\s+", -1)), layout));
          new UnitGroups(layout, groups);
        } catch (IllegalArgumentException e) {
          throw new IllegalArgumentException(
              "line " + (number + 1) + " of groups: " + e.getMessage(), e);
        }
      }
    }
    if (groups.isEmpty()) {
      throw new IllegalArgumentException("groups must have a line such as fc1 300 fc1.weight:0");
    }
    return new UnitGroups(layout, groups);
  }

  private static UnitGroup group(List<String> words, Layout layout) {
    if (words.size() < 3) {
      throw new IllegalArgumentException(
          "a group must have name, units and places, got " + String.join(" ", words));
    }
    int units = number("units", words.get(1));
    if (units < 1) {
      throw new IllegalArgumentException("units must be at least 1, got " + units);
    }
    return new UnitGroup(
        words.get(0),
        units,
        words.subList(2, words.size()).stream().map(word -> place(word, units, layout)).toList());
  }

  private static UnitPlace place(String word, int units, Layout layout) {
    String[] parts = word.split(":", -1);
    if (parts.length < 2 || parts.length > 4) {
      throw new IllegalArgumentException(
          "a place must look like slot:axis[:starts[:width]], got " + word);
    }
    Slot slot = layout.slot(parts[0]);
    int axis = number("axis", parts[1]);
    if (axis < 0 || axis >= slot.shape().size()) {
      throw new IllegalArgumentException(
          "axis of "
              + slot.name()
              + " must lie in 0 to "
              + (slot.shape().size() - 1)
              + ", got "
              + axis);
    }
    if (parts.length == 2) {
      return shared(slot, axis, units);
    }
    int width = parts.length == 4 ? number("width", parts[3]) : 1;
    List<Integer> starts =
        Stream.of(parts[2].split(",", -1)).map(start -> number("starts", start)).toList();
    return new UnitPlace(
        slot.name(),
        axis,
        starts.size() == 1 ? following(starts.get(0), units, width) : starts,
        width);
  }

  /** Returns units that share an axis evenly. */
  private static UnitPlace shared(Slot slot, int axis, int units) {
    int length = slot.shape().get(axis);
    if (length % units != 0) {
      throw new IllegalArgumentException(
          units
              + " units must share axis "
              + axis
              + " of "
              + slot.name()
              + " evenly, got "
              + length
              + " indices: give starts");
    }
    int share = length / units;
    return new UnitPlace(slot.name(), axis, following(0, units, share), share);
  }

  private static List<Integer> following(int first, int units, int width) {
    return IntStream.range(0, units).mapToObj(u -> first + u * width).toList();
  }

  private static int number(String what, String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          what + " must be a whole number, got " + (text.isEmpty() ? "nothing" : text), e);
    }
  }

  /**
   * Returns a group as a line that is read as this group.
   *
   * @param group a group
   * @param layout the layout that it is of
   * @return the line
   */
  public static String line(UnitGroup group, Layout layout) {
    return group.places().stream()
        .map(place -> text(place, group.units(), layout))
        .collect(Collectors.joining(" ", group.name() + " " + group.units() + " ", ""));
  }

  private static String text(UnitPlace place, int units, Layout layout) {
    String axis = place.slot() + ":" + place.axis();
    int first = place.starts().get(0);
    int length = layout.slot(place.slot()).shape().get(place.axis());
    boolean inOrder = place.starts().equals(following(first, units, place.width()));
    if (inOrder && first == 0 && units * place.width() == length) {
      return axis;
    }
    String starts =
        inOrder
            ? "" + first
            : place.starts().stream().map(String::valueOf).collect(Collectors.joining(","));
    return axis + ":" + starts + (place.width() == 1 ? "" : ":" + place.width());
  }
}
