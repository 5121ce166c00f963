package org.stockpot.djl.units;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.norm.BatchNorm;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.stockpot.djl.binding.Binding;
import org.stockpot.task.Availability;
import org.stockpot.weights.UnitGroups;

/**
 * Derives which units of a block move together, by following them from layer to layer. Dense layers
 * and convolutions make units and read those before them, batch normalisations carry them on, and
 * what an operation without parameters does with them is tried ({@link DependencyProbe}): so
 * flattening, pooling, sums of residual branches and padded shortcuts need no names.
 *
 * <p>See Ainsworth et al., "Git Re-Basin", ICLR 2023, §2, whose code lists these by hand.
 */
public final class UnitDerivation implements LayerWalk<UnitDerivation.Channels> {

  private final Binding binding;
  private final DependencyProbe probe;
  private final UnitTable table;

  /** Which unit makes each channel of what a layer gives for one example. */
  static final class Channels {

    private final Shape shape;
    private final int[] units;

    Channels(Shape shape, int[] units) {
      this.shape = shape;
      this.units = units;
    }
  }

  private UnitDerivation(Binding binding, NDManager manager) {
    this.binding = binding;
    probe = new DependencyProbe(manager);
    table = new UnitTable(binding.layout());
  }

  /**
   * Derives the units of a block.
   *
   * @param block an initialised block
   * @param binding its parameters
   * @param example the shape of one example
   * @param parent makes arrays, which are freed
   * @return the groups, or why they are not known
   */
  public static Availability<UnitGroups> of(
      Block block, Binding binding, Shape example, NDManager parent) {
    try (NDManager manager = parent.newSubManager();
        NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      UnitDerivation derivation = new UnitDerivation(binding, manager);
      int[] inputs = new int[(int) example.get(0)];
      Arrays.fill(inputs, UnitTable.FIXED);
      Channels outputs = derivation.through(manager, block, new Channels(example, inputs));
      Arrays.stream(outputs.units).forEach(u -> derivation.table.unite(UnitTable.FIXED, u));
      return Availability.of(derivation.table.groups());
    } catch (UnknownUnitsException e) {
      return Availability.none("which units move together is not known: " + e.getMessage());
    }
  }

  @Override
  public Shape shape(Channels channels) {
    return channels.shape;
  }

  @Override
  public Channels normalisation(BatchNorm block, Channels in) {
    block.getDirectParameters().values().forEach(p -> table.place(binding.slot(p), 0, in.units));
    return in;
  }

  /** Follows units through a layer that makes new ones. */
  @Override
  public Channels product(Block block, Channels in) {
    Parameter weight = block.getDirectParameters().get("weight");
    int made = (int) Binding.shape(weight).get(0);
    int[] units = table.fresh(made);
    table.place(binding.slot(weight), 0, units);
    table.place(binding.slot(weight), 1, in.units);
    block.getDirectParameters().values().stream()
        .filter(p -> p != weight)
        .forEach(bias -> table.place(binding.slot(bias), 0, units));
    return new Channels(LayerWalk.outputs(block, in.shape), units);
  }

  /** Follows units through an operation without parameters; those that it adds are one. */
  @Override
  public Channels operation(List<Channels> ins, Function<List<NDList>, NDList> operation) {
    DependencyProbe.Found found = probe.of(ins.stream().map(in -> in.shape).toList(), operation);
    int[] units = new int[(int) found.shape().get(0)];
    Arrays.fill(units, UnitTable.NONE);
    for (int which = 0; which < ins.size(); which++) {
      for (int channel = 0; channel < units.length; channel++) {
        int source = found.sources().get(which)[channel];
        if (source != UnitTable.NONE) {
          int unit = ins.get(which).units[source];
          table.unite(units[channel], unit);
          units[channel] = units[channel] == UnitTable.NONE ? unit : units[channel];
        }
      }
    }
    return new Channels(found.shape(), units);
  }
}
