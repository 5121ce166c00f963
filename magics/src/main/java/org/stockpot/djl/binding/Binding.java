package org.stockpot.djl.binding;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.initializer.Initializer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Point;
import org.stockpot.weights.Role;
import org.stockpot.weights.Slot;

/** Which parameter of a model is which slot of a layout, and what it does there. */
public final class Binding {

  /**
   * One parameter.
   *
   * @param name the slot's name
   * @param parameter the model's own
   * @param inPlace whether the model reads its own array instead of the store's
   * @param role what it does
   * @param settled whether the role is known for certain
   * @param fresh what it is initialised by; empty if it stays as it arrived
   */
  public record Entry(
      String name,
      Parameter parameter,
      boolean inPlace,
      Role role,
      boolean settled,
      Optional<Initializer> fresh) {

    int dimensions() {
      return shape(parameter).dimension();
    }

    /**
     * Returns this parameter in another role, which is then settled.
     *
     * @param other the role
     * @return the changed entry
     */
    public Entry with(Role other) {
      return new Entry(name, parameter, inPlace, other, true, fresh);
    }
  }

  /** The statistics of a batch normalisation, and its values per channel and example if known. */
  record Norm(Parameter mean, Parameter variance, OptionalLong positions) {}

  private final List<Entry> entries;
  private final List<Norm> norms;
  private final Layout layout;

  /** Binds entries in their order. */
  Binding(List<Entry> entries, List<Norm> norms) {
    if (entries.isEmpty()) {
      throw new IllegalArgumentException("a model must have parameters, got a block without any");
    }
    this.entries = List.copyOf(entries);
    this.norms = List.copyOf(norms);
    Layout.Builder builder = Layout.builder();
    entries.forEach(entry -> builder.add(entry.name, entry.role, dimensions(entry)));
    layout = builder.build();
  }

  /**
   * Returns the same parameters in other roles.
   *
   * @param change what becomes of each
   * @return the same parameters in other roles
   */
  public Binding map(UnaryOperator<Entry> change) {
    return new Binding(entries.stream().map(change).toList(), norms);
  }

  private static List<Integer> dimensions(Entry entry) {
    Parameter parameter = entry.parameter;
    if (parameter.isInitialized() && parameter.getArray().getDataType() != DataType.FLOAT32) {
      throw new IllegalArgumentException(
          "slot "
              + entry.name
              + " must hold float32, got "
              + parameter.getArray().getDataType().name().toLowerCase(Locale.ROOT));
    }
    return Arrays.stream(shape(parameter).getShape()).mapToObj(Math::toIntExact).toList();
  }

  /**
   * Returns the shape of a parameter; those of TorchScript modules have arrays alone.
   *
   * @param parameter one of the model's
   * @return the shape of a parameter
   */
  public static Shape shape(Parameter parameter) {
    return parameter.isInitialized() ? parameter.getArray().getShape() : parameter.getShape();
  }

  /**
   * Returns the batch normalisations whose statistics are slots.
   *
   * @return the batch normalisations whose statistics are slots
   */
  public List<Normalisation> normalisations() {
    return norms.stream()
        .map(n -> new Normalisation(slotOf(n.mean), slotOf(n.variance), n.positions))
        .toList();
  }

  /**
   * Requires running variances to be at least 0, as all are that were measured or blended, but not
   * those that were extrapolated.
   *
   * @param point a point of this layout
   * @throws IllegalArgumentException if one is negative
   */
  public void requireVariances(Point point) {
    for (Normalisation normalisation : normalisations()) {
      Slot slot = normalisation.variance();
      for (int k = slot.offset(); k < slot.end(); k++) {
        if (point.at(k) < 0) {
          throw new IllegalArgumentException(
              "running variances must be at least 0, got "
                  + point.at(k)
                  + " at "
                  + layout.entry(k)
                  + "; statistics beyond their points are re-estimated: Task.recalibrate");
        }
      }
    }
  }

  private Slot slotOf(Parameter parameter) {
    return layout.slots().get(slot(parameter));
  }

  /**
   * Returns which slot a parameter is.
   *
   * @param parameter one of the model's
   * @return which slot a parameter is
   */
  public int slot(Parameter parameter) {
    for (int i = 0; i < entries.size(); i++) {
      if (entries.get(i).parameter.getId().equals(parameter.getId())) {
        return i;
      }
    }
    throw new IllegalArgumentException("no slot for parameter " + parameter.getName());
  }

  /**
   * Returns a parameter's values in a point of this layout.
   *
   * @param parameter one of the model's
   * @param point a point of this layout
   * @return a parameter's values in a point of this layout
   */
  public FloatBuffer values(Parameter parameter, Point point) {
    return point.values(slotOf(parameter));
  }

  /**
   * Returns the slots.
   *
   * @return the layout
   */
  public Layout layout() {
    return layout;
  }

  /**
   * Returns the parameters in the order of the slots.
   *
   * @return the entries
   */
  public List<Entry> entries() {
    return entries;
  }
}
