package org.stockpot.djl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.LambdaBlock;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.stockpot.error.ErrorTask;
import org.stockpot.task.Part;
import org.stockpot.task.analysis.Derivatives;
import org.stockpot.task.analysis.ParameterBox;
import org.stockpot.task.analysis.Subset;
import org.stockpot.weights.Point;

final class BlockErrorTest {

  private static final ParameterBox BOX = ParameterBox.cube(2, -2, 2);

  private static BlockError block(UnaryOperator<NDArray> formula) {
    return new BlockError(new LambdaBlock(in -> new NDList(formula.apply(in.get(0)))));
  }

  /** Rosenbrock's function, of which DJL knows the gradient to the last digits. */
  @Test
  void gradientsAreAutomaticAndInDoublePrecision() {
    BlockError rosenbrock =
        block(
            w ->
                w.get(1)
                    .sub(w.get(0).square())
                    .square()
                    .mul(100)
                    .add(w.get(0).neg().add(1).square()));
    double[] at = {0.3, -0.7};
    double bend = at[1] - at[0] * at[0];
    assertEquals(100 * bend * bend + 0.49, rosenbrock.error(at), 1e-12);
    double[] expected = {-400 * at[0] * bend - 2 * (1 - at[0]), 200 * bend};
    assertArrayEquals(expected, rosenbrock.gradient(at, new double[] {1}).orElseThrow(), 1e-10);
    ErrorTask task = ErrorTask.of("rosenbrock", rosenbrock, BOX);
    Derivatives all = task.derivatives(Subset.all(Part.TRAINING)).orThrow();
    Point place = task.point(0.5, 1);
    Point product = all.hessianTimes(place, task.point(1, 0));
    assertEquals(1200 * 0.25 - 400 + 2, product.at(0), 1e-4);
    assertEquals(-200, product.at(1), 1e-4);
    String notes = String.join(" ", task.notes());
    assertTrue(notes.contains("gradients by automatic differentiation of PyTorch"), notes);
  }

  @Test
  void aBlockMayTellTheErrorOfEachExample() {
    BlockError both = block(w -> w.square().mul(w.getManager().create(new double[] {1, 3})));
    assertArrayEquals(new double[] {4, 3}, both.errors(new double[] {2, 1}), 1e-12);
    assertEquals(3.5, both.error(new double[] {2, 1}), 1e-12);
    assertArrayEquals(
        new double[] {4, 12},
        both.gradient(new double[] {2, 1}, new double[] {1, 2}).orElseThrow(),
        1e-12);
  }

  @Test
  void whatIsConstantOrNoErrorIsTold() {
    BlockError constant = block(w -> w.getManager().create(5.0));
    assertTrue(constant.gradient(new double[] {1, 1}, new double[] {1}).isEmpty());
    BlockError two = new BlockError(new LambdaBlock(in -> new NDList(in.get(0), in.get(0))));
    assertEquals(
        "a block must have one output, its errors, got 2",
        assertThrows(IllegalArgumentException.class, () -> two.error(new double[] {1, 1}))
            .getMessage());
  }
}
