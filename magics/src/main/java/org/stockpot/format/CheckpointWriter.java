package org.stockpot.format;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.stockpot.format.file.TensorFiles;
import org.stockpot.format.tensor.DataType;
import org.stockpot.format.tensor.FloatBytes;
import org.stockpot.format.tensor.FormatException;
import org.stockpot.format.tensor.Tensor;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;
import org.stockpot.weights.Role;
import org.stockpot.weights.Slot;

/** Writes a checkpoint in the format of its file's name. */
final class CheckpointWriter {

  private CheckpointWriter() {}

  static void write(
      Point point, Mask mask, Map<String, String> provenance, Path file, boolean torchMasks) {
    requireFinite(point);
    boolean torch = file.toString().matches(".*\\.(pt|pth)");
    if (torchMasks && !torch) {
      throw new FormatException(
          "masks as weight_orig and weight_mask need a file that ends in .pt, got " + file);
    }
    List<Tensor> tensors = new ArrayList<>();
    for (Slot slot : point.layout().slots()) {
      Tensor tensor = Tensor.of(slot, point.values(slot));
      if (torchMasks && mask.kept(slot) < slot.size()) {
        tensors.add(tensor.named(slot.name() + "_orig"));
        tensors.add(kept(slot, mask));
      } else {
        tensors.add(torch ? tensor.named(torchName(slot)) : tensor);
      }
    }
    TensorFiles.write(file, tensors, Metadata.of(point, mask, provenance));
  }

  /** Returns PyTorch's name; its normalisations have a weight and a bias. */
  private static String torchName(Slot slot) {
    if (slot.role() == Role.SCALE) {
      return slot.name().replaceFirst("(?<=^|\\.)gamma$", "weight");
    }
    return slot.role() == Role.SHIFT
        ? slot.name().replaceFirst("(?<=^|\\.)beta$", "bias")
        : slot.name();
  }

  private static Tensor kept(Slot slot, Mask mask) {
    List<Long> shape = slot.shape().stream().map(Integer::longValue).toList();
    return new Tensor(
        slot.name() + "_mask", DataType.F32, shape, () -> new FloatBytes(ones(slot, mask)));
  }

  private static FloatBuffer ones(Slot slot, Mask mask) {
    float[] kept = new float[slot.size()];
    for (int i = 0; i < kept.length; i++) {
      kept[i] = mask.keeps(slot.offset() + i) ? 1 : 0;
    }
    return FloatBuffer.wrap(kept);
  }

  private static void requireFinite(Point point) {
    int index = point.firstNonFinite();
    if (index < 0) {
      return;
    }
    Slot slot =
        point.layout().slots().stream().filter(s -> index < s.end()).findFirst().orElseThrow();
    throw new FormatException(
        "weights must be finite, got "
            + point.at(index)
            + " in "
            + slot.name()
            + " at "
            + (index - slot.offset()));
  }
}
