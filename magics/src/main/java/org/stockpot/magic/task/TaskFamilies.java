package org.stockpot.magic.task;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.stockpot.data.Data;
import org.stockpot.data.DataTask;
import org.stockpot.data.Parts;
import org.stockpot.djl.DjlTask;
import org.stockpot.djl.ModelOptions;
import org.stockpot.djl.model.MultilayerPerceptron;
import org.stockpot.magic.UsageException;
import org.stockpot.study.Load;
import org.stockpot.task.Part;
import org.stockpot.task.Task;
import org.stockpot.task.analysis.Subset;

/**
 * Tasks like one of {@code %task DATA MODEL}, with its options, of another width or with fewer
 * training examples.
 */
final class TaskFamilies {

  private static final String WIDTHS = MultilayerPerceptron.WIDTHS;
  private static final String LENET = "lenet-300-100";
  private static final String[] LENET_WIDTHS = {"300", "100"};

  private TaskFamilies() {}

  static Task member(Task task, Load load) {
    if (load.equals(Load.ITSELF)) {
      return task;
    }
    Data data =
        task.as(DataTask.class)
            .map(DataTask::data)
            .orElseThrow(
                () ->
                    new UsageException(
                        "a family of tasks must be of data and a model by name, got "
                            + task.name()));
    String model = TaskNames.model(task);
    if (!TaskNames.isNamed(model)) {
      throw new UsageException(
          "a family of tasks must be of a model by name, such as mlp:64, got " + model);
    }
    Data some = load.share().isPresent() ? part(data, load.share().getAsDouble()) : data;
    boolean resized = load.width().isPresent() || load.depth().isPresent();
    String sized = resized ? sized(model, load) : model;
    ModelOptions options =
        task.as(DjlTask.class).map(DjlTask::options).orElseGet(ModelOptions::defaults);
    return DjlTask.of(some, sized, options).withThreads(task.threads());
  }

  private static String sized(String model, Load load) {
    boolean hasWidths = model.startsWith(WIDTHS) && !model.equals(MultilayerPerceptron.LINEAR);
    if (!hasWidths && !model.equals(LENET)) {
      throw new UsageException(
          (load.width().isPresent() ? "widths" : "layers")
              + " must be of mlp:W,W… or lenet-300-100, whose hidden layers get them, got "
              + model
              + (load.width().isPresent() ? ": take --shares" : ""));
    }
    String[] hidden =
        model.equals(LENET) ? LENET_WIDTHS : model.substring(WIDTHS.length()).split(",", -1);
    if (load.depth().orElse(1) == 0) {
      return MultilayerPerceptron.LINEAR;
    }
    String width = load.width().isPresent() ? "" + load.width().getAsInt() : hidden[0];
    return Stream.generate(() -> width)
        .limit(load.depth().orElse(hidden.length))
        .collect(Collectors.joining(",", WIDTHS, ""));
  }

  /** Returns the same data with a choice of training examples by seed 0. */
  private static Data part(Data data, double share) {
    int count = data.training().count();
    int kept = (int) Math.max(1, Math.round(share * count));
    int[] rows = Subset.of(Part.TRAINING, kept).rows(count);
    Parts parts =
        new Parts(data.training().subset(rows), data.validation(), data.test(), data.also());
    return new Data(data.info(), data.targets(), parts);
  }
}
