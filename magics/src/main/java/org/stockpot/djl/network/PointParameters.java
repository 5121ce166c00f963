package org.stockpot.djl.network;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.stockpot.dense.NativeArrays;
import org.stockpot.djl.binding.Binding;
import org.stockpot.weights.Point;

/** Hands a block the arrays of a point instead of its own. */
public final class PointParameters extends ParameterStore {

  private final Map<String, NDArray> arrays;

  /**
   * Hands out some arrays.
   *
   * @param manager what owns them
   * @param arrays one for each parameter's identifier
   */
  PointParameters(NDManager manager, Map<String, NDArray> arrays) {
    super(manager, false);
    this.arrays = arrays;
  }

  /**
   * Copies some parameters of a point that has slots of their names.
   *
   * @param manager what owns the copies
   * @param binding the model's parameters as slots
   * @param point values by the slots' names; its layout may be another
   * @param which which parameters are copied
   * @return what hands out the copies, and nothing for other parameters
   */
  public static PointParameters copied(
      NDManager manager, Binding binding, Point point, Predicate<Parameter> which) {
    Map<String, NDArray> copies = new HashMap<>();
    for (int i = 0; i < binding.entries().size(); i++) {
      Parameter parameter = binding.entries().get(i).parameter();
      if (which.test(parameter)) {
        NDArray copy =
            NativeArrays.unscoped(manager.create(Binding.shape(parameter), DataType.FLOAT32));
        String name = binding.layout().slots().get(i).name();
        NativeArrays.floats(copy).put(point.values(point.layout().slot(name)));
        copies.put(parameter.getId(), copy);
      }
    }
    return new PointParameters(manager, copies);
  }

  @Override
  public NDArray getValue(Parameter parameter, Device device, boolean training) {
    return parameter == null ? null : arrays.get(parameter.getId());
  }
}
