package org.stockpot.format;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.stockpot.format.tensor.ComputedEntries;
import org.stockpot.format.tensor.EntryReader;
import org.stockpot.format.tensor.Tensor;

/** The union of masks: 1 where one of them is not 0. */
final class UnionMask implements ComputedEntries.Numbers {

  private final List<EntryReader> masks = new ArrayList<>();
  private double[] entries = {};

  private UnionMask(List<Tensor> tensors) throws IOException {
    try {
      for (Tensor tensor : tensors) {
        masks.add(new EntryReader(tensor));
      }
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  static Tensor of(String name, List<Tensor> masks) {
    return Tensor.computed(name, masks.get(0).shape(), () -> open(masks));
  }

  static UnionMask open(List<Tensor> masks) throws IOException {
    return new UnionMask(masks);
  }

  @Override
  public void next(double[] into, int count) throws IOException {
    if (entries.length < count) {
      entries = new double[count];
    }
    Arrays.fill(into, 0, count, 0);
    for (EntryReader mask : masks) {
      mask.doubles(entries, 0, count);
      for (int i = 0; i < count; i++) {
        into[i] = entries[i] == 0 ? into[i] : 1;
      }
    }
  }

  @Override
  public void close() throws IOException {
    for (EntryReader mask : masks) {
      mask.close();
    }
  }
}
