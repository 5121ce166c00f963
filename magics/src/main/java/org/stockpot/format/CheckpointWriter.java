package org.stockpot.format;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.stockpot.format.Checkpoint.MaskForm;
import org.stockpot.format.tensor.DataType;
import org.stockpot.format.tensor.FloatBytes;
import org.stockpot.format.tensor.FormatException;
import org.stockpot.format.tensor.Tensor;
import org.stockpot.format.tensor.TensorFile;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;
import org.stockpot.weights.Role;
import org.stockpot.weights.Slot;

/** Writes a checkpoint in the format of its file's name. */
final class CheckpointWriter {

  private CheckpointWriter() {}

  static void write(Checkpoint checkpoint, Path file, MaskForm masks) {
    Point point = checkpoint.point();
    requireFinite(point);
    boolean torch = TensorFile.isTorch(file);
    if (masks == MaskForm.TORCH && !torch) {
      throw new FormatException(
          "masks as weight_orig and weight_mask need a file that ends in .pt, got " + file);
    }
    List<Tensor> tensors = new ArrayList<>();
    for (Slot slot : point.layout().slots()) {
      Tensor tensor = Tensor.of(slot, point.values(slot));
      if (masks == MaskForm.TORCH && checkpoint.mask().kept(slot) < slot.size()) {
        tensors.add(tensor.named(slot.name() + "_orig"));
        tensors.add(mask(slot, checkpoint.mask()));
      } else {
        tensors.add(torch ? tensor.named(torchName(slot)) : tensor);
      }
    }
    TensorFile.write(file, tensors, Metadata.of(checkpoint));
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

  private static Tensor mask(Slot slot, Mask mask) {
    List<Long> shape = slot.shape().stream().map(Integer::longValue).toList();
    return new Tensor(
        slot.name() + "_mask", DataType.F32, shape, () -> new FloatBytes(kept(slot, mask)));
  }

  private static FloatBuffer kept(Slot slot, Mask mask) {
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
