package org.stockpot.weights;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The ordered slots that make up the flat vector of a model. Two points combine only if their
 * layouts are equal.
 */
public final class Layout {

  private final List<Slot> slots;
  private final int size;
  private final int coordinates;
  private final int prunable;

  private Layout(List<Slot> slots) {
    this.slots = List.copyOf(slots);
    Set<String> names = new HashSet<>();
    int end = 0;
    for (Slot slot : slots) {
      if (slot.offset() != end) {
        throw new IllegalArgumentException(
            "slot " + slot.name() + " must start at " + end + ", got " + slot.offset());
      }
      if (!names.add(slot.name())) {
        throw new IllegalArgumentException("slot names must differ, got " + slot.name() + " twice");
      }
      end = slot.end();
    }
    size = end;
    coordinates = slots.stream().filter(s -> s.role().isCoordinate()).mapToInt(Slot::size).sum();
    prunable = slots.stream().filter(s -> s.role().isPrunable()).mapToInt(Slot::size).sum();
  }

  /**
   * Returns a layout of slots that lie one behind the other.
   *
   * @param slots the slots, in order, without gaps
   * @return the layout
   * @throws IllegalArgumentException if there is a gap, an overlap or a repeated name
   */
  public static Layout of(List<Slot> slots) {
    return new Layout(slots);
  }

  /**
   * Returns the layout of some slots without those between them.
   *
   * @param some slots of any layout, in order
   * @return the layout, which has their names, roles and shapes
   * @throws IllegalArgumentException if a name occurs twice
   */
  public static Layout together(List<Slot> some) {
    Builder builder = builder();
    some.forEach(slot -> builder.add(slot.name(), slot.role(), slot.shape()));
    return builder.build();
  }

  /**
   * Returns a builder that places slots one behind the other.
   *
   * @return an empty builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Returns the slots in order.
   *
   * @return an unmodifiable list
   */
  public List<Slot> slots() {
    return slots;
  }

  /**
   * Returns the number of entries of the flat vector, statistics included.
   *
   * @return the sum of the slots' sizes
   */
  public int size() {
    return size;
  }

  /**
   * Returns the number of coordinates, which is all entries that are not statistics.
   *
   * @return the n of R^n
   */
  public int coordinates() {
    return coordinates;
  }

  /**
   * Returns the slots that training changes.
   *
   * @return some of the slots, in their order
   */
  public List<Slot> trained() {
    return slots.stream().filter(slot -> slot.role().isTrained()).toList();
  }

  /**
   * Returns the number of entries that pruning may remove.
   *
   * @return the size of all {@link Role#WEIGHT} slots
   */
  public int prunable() {
    return prunable;
  }

  /**
   * Returns whether any slot is a statistic, as in a network with batch normalisation.
   *
   * @return true if a point carries statistics
   */
  public boolean hasStatistics() {
    return slots.stream().anyMatch(slot -> slot.role() == Role.STATISTIC);
  }

  /**
   * Returns the slot of a name.
   *
   * @param name a slot's name
   * @return the slot
   * @throws IllegalArgumentException if there is none; the message lists the names
   */
  public Slot slot(String name) {
    return slots.stream()
        .filter(s -> s.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no slot named " + name + ", the slots are " + String.join(" ", names())));
  }

  private List<String> names() {
    return slots.stream().map(Slot::name).toList();
  }

  /**
   * Returns the place of an entry of the flat vector, for messages.
   *
   * @param index an index into the flat vector
   * @return a phrase such as {@code entry 3 of fc1.weight}
   */
  public String entry(int index) {
    for (Slot slot : slots) {
      if (index >= slot.offset() && index < slot.end()) {
        return "entry " + (index - slot.offset()) + " of " + slot.name();
      }
    }
    throw new IndexOutOfBoundsException("entry must lie in [0, " + size + "), got " + index);
  }

  /**
   * Requires another layout to have the same slots, whatever their roles: all that it takes to copy
   * values from one to the other.
   *
   * @param other the layout to compare
   * @throws IllegalArgumentException if names, shapes or order differ; the message names the first
   *     slot that does
   */
  public void requireSameTensors(Layout other) {
    requireSame(other.withRolesOf(this));
  }

  private Layout withRolesOf(Layout that) {
    Builder builder = builder();
    for (int i = 0; i < slots.size(); i++) {
      Slot slot = slots.get(i);
      Role role = i < that.slots.size() ? that.slots.get(i).role() : slot.role();
      builder.add(slot.name(), role, slot.shape());
    }
    return builder.build();
  }

  /**
   * Requires another layout to equal this one.
   *
   * @param other the layout to compare
   * @throws IllegalArgumentException if they differ; the message names the first differing slot
   */
  public void requireSame(Layout other) {
    int common = Math.min(slots.size(), other.slots.size());
    for (int i = 0; i < common; i++) {
      Slot a = slots.get(i);
      Slot b = other.slots.get(i);
      if (!a.equals(b)) {
        throw new IllegalArgumentException(
            "layouts differ at slot " + a.name() + ": " + text(a) + " against " + text(b));
      }
    }
    if (slots.size() != other.slots.size()) {
      throw new IllegalArgumentException(
          "layouts differ in length: " + slots.size() + " slots against " + other.slots.size());
    }
  }

  private static String text(Slot slot) {
    return slot.name() + " " + slot.role() + " " + slot.shape();
  }

  /**
   * Returns a digest of names, roles and shapes; equal layouts have equal digests.
   *
   * @return 64 hexadecimal digits
   */
  public String digest() {
    String text = slots.stream().map(Layout::text).collect(Collectors.joining("\n"));
    return Digests.hex(Digests.sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Layout that && slots.equals(that.slots);
  }

  @Override
  public int hashCode() {
    return slots.hashCode();
  }

  @Override
  public String toString() {
    return slots.size() + " slots, " + coordinates + " parameters, " + prunable + " prunable";
  }

  /** Places slots one behind the other. */
  public static final class Builder {
    private final List<Slot> slots = new ArrayList<>();
    private int end;

    private Builder() {}

    /**
     * Adds a slot behind the last one.
     *
     * @param name its name
     * @param role what its numbers do
     * @param shape its dimensions
     * @return this builder
     */
    public Builder add(String name, Role role, List<Integer> shape) {
      Slot slot = new Slot(name, role, shape, end);
      slots.add(slot);
      end = slot.end();
      return this;
    }

    /**
     * Adds a slot behind the last one.
     *
     * @param name its name
     * @param role what its numbers do
     * @param shape its dimensions
     * @return this builder
     */
    public Builder add(String name, Role role, Integer... shape) {
      return add(name, role, List.of(shape));
    }

    /**
     * Returns the layout of the slots added so far.
     *
     * @return the layout
     * @throws IllegalArgumentException if a name was used twice
     */
    public Layout build() {
      return new Layout(slots);
    }
  }
}
