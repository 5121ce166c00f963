package org.stockpot.magic.task;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.stockpot.data.Data;
import org.stockpot.djl.Models;
import org.stockpot.format.Checkpoint;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Slot;

/**
 * Which named model a file of weights is, for files that do not fit the task.
 *
 * @param name the model
 * @param channels of its images
 * @param outputs its classes
 */
record FittingModel(String name, int channels, int outputs) {

  private static final int COLOURS = 3;
  private static final int SIDE = 32;

  /** The classes of CIFAR-10, CIFAR-100 and ImageNet. */
  private static final List<Integer> USUAL_OUTPUTS = List.of(10, 100, 1000);

  /**
   * Finds the model, for channels and outputs of the task's data or the usual ones.
   *
   * @return the model, or empty if none of the named fits or the data are no images
   */
  static Optional<FittingModel> of(Path file, Data data) {
    List<Integer> shape = data.shape();
    Optional<FittingModel> named =
        Optional.of(file).filter(Files::isRegularFile).flatMap(f -> named(f, data));
    if (named.isPresent() || shape.size() != 3 || !Files.isRegularFile(file)) {
      return named;
    }
    int outputs = data.targets().outputs();
    List<Integer> channels = Stream.of(shape.get(0), COLOURS).distinct().toList();
    List<Integer> classes =
        Stream.concat(Stream.of(outputs), USUAL_OUTPUTS.stream()).distinct().toList();
    List<FittingModel> forms =
        classes.stream()
            .flatMap(o -> channels.stream().map(c -> new FittingModel("", c, o)))
            .toList();
    return Models.NAMES.stream()
        .filter(FittingModel::isConvolutional)
        .flatMap(name -> fitting(name, forms, file))
        .findFirst();
  }

  /** Returns the model that a file of ours names, if it is one of these data. */
  private static Optional<FittingModel> named(Path file, Data data) {
    try {
      Checkpoint saved = Checkpoint.load(file);
      String model = saved.provenance().getOrDefault("model", "");
      int outputs = data.targets().outputs();
      Layout layout = Models.layout(model, data.shape(), outputs);
      return Optional.of(new FittingModel(model, data.shape().get(0), outputs))
          .filter(found -> isSame(saved.point().layout(), layout));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static boolean isSame(Layout one, Layout other) {
    try {
      one.requireSameTensors(other);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean isConvolutional(String name) {
    return name.startsWith("resnet") || name.startsWith("vgg");
  }

  private static Stream<FittingModel> fitting(String name, List<FittingModel> forms, Path file) {
    Layout layout = Models.layout(name, List.of(COLOURS, SIDE, SIDE), USUAL_OUTPUTS.get(0));
    return forms.stream()
        .filter(form -> fits(file, form.shaped(layout)))
        .map(form -> new FittingModel(name, form.channels, form.outputs));
  }

  /**
   * Returns a model's layout for these channels and classes: its first and its last layer differ.
   */
  private Layout shaped(Layout layout) {
    List<Slot> slots = layout.slots();
    Layout.Builder builder = Layout.builder();
    for (int i = 0; i < slots.size(); i++) {
      List<Integer> shape = new ArrayList<>(slots.get(i).shape());
      if (i == 0) {
        shape.set(1, channels);
      } else if (i >= slots.size() - 2) {
        shape.set(0, outputs);
      }
      builder.add(slots.get(i).name(), slots.get(i).role(), shape);
    }
    return builder.build();
  }

  /** A file is read only if all of its tensors are found. */
  private static boolean fits(Path file, Layout layout) {
    try {
      return Checkpoint.load(file, layout).point().layout().equals(layout);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Says what the file is and what to type instead. */
  String advice(Path file, Data data) {
    int has = data.shape().get(0);
    int wants = data.targets().outputs();
    if (has == channels && wants == outputs) {
      return file + " fits the model " + name + ": type %task DATA " + name;
    }
    return file
        + " is a "
        + name
        + " for images of "
        + channels
        + (channels == 1 ? " channel and " : " channels and ")
        + outputs
        + " classes, the data has "
        + has
        + (has == 1 ? " channel and " : " channels and ")
        + wants
        + " classes";
  }
}
