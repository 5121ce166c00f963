package org.stockpot.magic.store;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.stockpot.data.DataTask;
import org.stockpot.data.Examples;
import org.stockpot.display.Display;
import org.stockpot.format.Checkpoint;
import org.stockpot.format.Checkpoint.MaskForm;
import org.stockpot.format.file.NamedArrays;
import org.stockpot.magic.UsageException;
import org.stockpot.magic.session.Call;
import org.stockpot.magic.session.NamedPoint;
import org.stockpot.magic.session.PointFiles;
import org.stockpot.magic.session.Provenance;
import org.stockpot.task.Task;
import org.stockpot.text.Numbers;
import org.stockpot.weights.Point;

/**
 * One point on its way into a file, and what is said of it. An example of it lies in a file of its
 * own, so that the checkpoint's tensors are the model's and nothing else.
 */
record PointSaving(Call call, String name, NamedPoint named, Path file) {

  private static final int EXAMPLES = 8;

  /** Writes the file, and its example if one is asked for; returns the files. */
  List<Path> save(MaskForm masks, boolean withExample) {
    Checkpoint checkpoint = Provenance.checkpoint(call.session(), name, named);
    PointFiles.save(call.session(), checkpoint, file, masks);
    call.show(Display.text(said(checkpoint, masks)));
    List<Path> files = new ArrayList<>(List.of(file));
    if (withExample) {
      files.add(saveExample(withExamples(call.session().task())));
    }
    return files;
  }

  private String said(Checkpoint checkpoint, MaskForm masks) {
    return "wrote "
        + file
        + ": "
        + checkpoint.mask().layout()
        + ", "
        + Numbers.bytes(file.toFile().length())
        + "; "
        + held(checkpoint, masks);
  }

  /** Says what the format holds beside the tensors, and what is lost in it. */
  private String held(Checkpoint checkpoint, MaskForm masks) {
    boolean masked = checkpoint.mask().pruned() > 0;
    if (file.toString().endsWith(".safetensors")) {
      return "with "
          + (masked ? "its mask (" + checkpoint.mask() + "), " : "")
          + "origin, recipe, split and preprocessing";
    }
    String ending = file.toString().replaceFirst(".*(?=\\.)", "");
    boolean torch = masks == MaskForm.TORCH;
    return "the tensors alone"
        + (masked && torch ? " and the mask, as weight_orig and weight_mask" : "")
        + ": "
        + ending
        + " holds no "
        + (masked && !torch ? "mask and no " : "")
        + "origin, .safetensors does"
        + (masked && !torch && !ending.equals(".pt") && !ending.equals(".pth")
            ? ", and .pt with --masks torch the mask"
            : masked && !torch ? ", and --masks torch the mask" : "");
  }

  /** Returns a task as one whose examples are at hand. */
  static DataTask withExamples(Task task) {
    return task.as(DataTask.class)
        .orElseThrow(
            () ->
                new UsageException(
                    "with-example must have examples to write, task " + task.name() + " has none"));
  }

  private Path saveExample(DataTask task) {
    Path beside = beside(file);
    Examples test = task.data().test();
    int count = Math.min(EXAMPLES, test.count());
    Examples some = test.take(count);
    List<Integer> shape = new ArrayList<>(List.of(count));
    shape.addAll(task.data().shape());
    Point point = named.point();
    float[] outputs = task.outputs(point, some);
    NamedArrays arrays =
        new NamedArrays()
            .floats("inputs", shape, some.inputs())
            .floats("outputs", List.of(count, outputs.length / count), outputs);
    if (some.isLabelled()) {
      long[] labels = IntStream.of(some.labels()).asLongStream().toArray();
      arrays.longs("labels", List.of(count), labels);
    } else {
      arrays.floats("targets", List.of(count, some.outputs()), some.targets());
    }
    arrays.save(beside, exampleFacts(point));
    call.show(
        Display.text(
            "wrote "
                + beside
                + ": "
                + Numbers.counted(count, "test example")
                + " as "
                + file.getFileName()
                + " takes them, and what it gives for them"));
    return beside;
  }

  private static Path beside(Path file) {
    String title = file.getFileName().toString().replaceFirst("\\.\\w+$", "");
    return file.resolveSibling(title + PointFiles.EXAMPLE);
  }

  private Map<String, String> exampleFacts(Point point) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("point", name);
    facts.put("digest", point.digest());
    facts.put("inputs", "the first test examples, preprocessed");
    facts.put("outputs", "what the network gives for them, as it ends: mostly logits");
    return facts;
  }
}
