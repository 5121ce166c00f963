package org.stockpot.format.tensor;

import java.io.IOException;
import java.util.Optional;

/**
 * A weight and its mask, as {@code torch.nn.utils.prune} keeps them. Where the mask is 0 the weight
 * is +0.0, whatever it was; where it is another number than 1 the weight is multiplied by it.
 */
final class MaskedTensor {

  private MaskedTensor() {}

  static Tensor of(String name, Tensor orig, Tensor mask) {
    if (!orig.shape().equals(mask.shape())) {
      return Tensor.unreadable(
          name, orig.shape(), "must have a mask of its shape, got " + mask.shape());
    }
    if (!orig.type().isWeights()) {
      return new Tensor(name, orig.type(), orig.shape(), orig.source());
    }
    Tensor product = Tensor.computed(name, orig.shape(), () -> new Product(orig, mask));
    return new Tensor(name, product.type(), product.shape(), product.source(), Optional.of(mask));
  }

  /** Reads both side by side. */
  private static final class Product implements ComputedEntries.Numbers {
    private final EntryReader weights;
    private final EntryReader mask;
    private double[] factors = {};

    Product(Tensor orig, Tensor mask) throws IOException {
      weights = new EntryReader(orig);
      try {
        this.mask = new EntryReader(mask);
      } catch (IOException | RuntimeException e) {
        weights.close();
        throw e;
      }
    }

    @Override
    public void next(double[] into, int count) throws IOException {
      if (factors.length < count) {
        factors = new double[count];
      }
      weights.doubles(into, 0, count);
      mask.doubles(factors, 0, count);
      for (int i = 0; i < count; i++) {
        into[i] = factors[i] == 0 ? 0 : into[i] * factors[i];
      }
    }

    @Override
    public void close() throws IOException {
      try (mask) {
        weights.close();
      }
    }
  }
}
