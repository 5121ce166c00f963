package org.stockpot.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Block;
import java.util.List;
import org.stockpot.djl.engine.Engines;
import org.stockpot.djl.units.BlockWidths;
import org.stockpot.djl.units.ConstantInputs;
import org.stockpot.djl.units.ResizedBlock;
import org.stockpot.task.Availability;
import org.stockpot.task.Task;
import org.stockpot.task.analysis.LayerInputs;
import org.stockpot.task.analysis.Resizing;
import org.stockpot.task.work.Interrupts;
import org.stockpot.weights.Point;
import org.stockpot.weights.UnitGroups;
import org.stockpot.weights.UnitSelection;

/** Makes a task's network with fewer units, and measures its passes. */
record TaskResizing(DjlTask task, BoundModel model, UnitGroups groups) implements Resizing {

  private static final int WARM_UP = 5;

  /** Returns how a task is made smaller, or why it cannot be. */
  static Availability<Resizing> of(DjlTask task, BoundModel model) {
    return task.unitGroups()
        .then(groups -> Availability.of(new TaskResizing(task, model, groups)));
  }

  @Override
  public List<LayerInputs> layers(Point at) {
    task.layout().requireSame(at.layout());
    ModelBlock block = model.block();
    return ConstantInputs.of(block.block(), model.binding(), model.example(), at, block.manager());
  }

  @Override
  public Task smaller(UnitSelection kept) {
    Block block = model.block().block();
    BlockWidths widths = BlockWidths.of(block, model.binding(), kept);
    String name = task.name().substring(task.data().name().length() + 1);
    String resized = Models.resized(name, widths);
    DjlTask made =
        model.block().isNamed()
            ? DjlTask.of(task.data(), resized, task.options())
            : ofBlock(resized, ResizedBlock.of(name, block, widths));
    kept.layout().requireSame(made.layout());
    return made.withThreads(task.threads());
  }

  private DjlTask ofBlock(String name, Block block) {
    try {
      return DjlTask.of(task.data(), name, block, task.options());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "the block "
              + task.name()
              + " must take other widths, such as by Blocks.batchFlattenBlock() in place of"
              + " batchFlattenBlock(SIZE), got: "
              + e.getMessage(),
          e);
    }
  }

  @Override
  public double[] seconds(Point at, int examples, int passes) {
    task.layout().requireSame(at.layout());
    int count = Math.min(examples, task.data().training().count());
    double[] seconds = new double[passes];
    return model
        .networks()
        .single(
            network -> {
              network.set(at.values());
              try (NDArray inputs = model.batches(task.data().training()).range(0, count)) {
                for (int pass = -WARM_UP; pass < passes; pass++) {
                  Interrupts.check();
                  long start = System.nanoTime();
                  Engines.inference(1, () -> network.forward(inputs, false).toFloatArray());
                  if (pass >= 0) {
                    seconds[pass] = (System.nanoTime() - start) / 1e9;
                  }
                }
              }
              return seconds;
            });
  }
}
