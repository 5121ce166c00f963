package org.stockpot.format.torch;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.stockpot.format.tensor.DataType;
import org.stockpot.format.tensor.FormatException;
import org.stockpot.format.tensor.StridedTensor;
import org.stockpot.format.tensor.Tensor;

/** A tensor as a pickle describes it; its entries may lie elsewhere. */
sealed interface PickledTensor {

  /** Opens the entries of a storage from a byte on. */
  interface Storages {
    Tensor.Source from(Storage storage, long start);
  }

  /**
   * Entries of tensors, mostly outside of the pickle.
   *
   * @param type how they are stored
   * @param key their name
   * @param size how many there are
   * @param inside the entries, if they are in the pickle
   */
  record Storage(DataType type, String key, long size, Optional<ByteBuffer> inside) {
    Storage(DataType type, String key, long size) {
      this(type, key, size, Optional.empty());
    }

    long bytes() {
      return size * type.bytes();
    }
  }

  /**
   * Returns the tensor under a name.
   *
   * @throws FormatException if it does not lie in its storage
   */
  Tensor named(String name, Storages storages);

  /** Returns the dimensions. */
  List<Long> shape();

  /** A tensor that lies in a storage, from an entry on. */
  record View(DataType type, Storage storage, long offset, List<Long> shape, List<Long> strides)
      implements PickledTensor {
    @Override
    public Tensor named(String name, Storages storages) {
      long start = offset * type.bytes();
      if (offset < 0 || offset > storage.bytes() / type.bytes()) {
        throw new FormatException(
            "tensor "
                + name
                + " must start in its storage of "
                + storage.size()
                + " entries, got "
                + offset);
      }
      Tensor.Source source =
          storage
              .inside()
              .<Tensor.Source>map(bytes -> () -> stream(bytes, start))
              .orElseGet(() -> storages.from(storage, start));
      return StridedTensor.of(
          new Tensor(name, type, shape, source), strides, storage.bytes() - start);
    }
  }

  private static InputStream stream(ByteBuffer bytes, long start) {
    byte[] array = bytes.array();
    int from = Math.toIntExact(start);
    return new ByteArrayInputStream(array, bytes.arrayOffset() + from, bytes.limit() - from);
  }

  /** A tensor that is 0 but for some coordinates. */
  record Coordinates(PickledTensor indices, PickledTensor values, List<Long> shape)
      implements PickledTensor {
    @Override
    public Tensor named(String name, Storages storages) {
      return SparseTensor.of(
          name, indices.named(name, storages), values.named(name, storages), shape);
    }
  }

  /** An array of NumPy, whose entries are in the pickle. */
  record Array(PickledArray array) implements PickledTensor {
    @Override
    public List<Long> shape() {
      return array.shape();
    }

    @Override
    public Tensor named(String name, Storages storages) {
      return array.named(name);
    }
  }

  /** A tensor of a kind that is not read. */
  record Unread(List<Long> shape, String reason) implements PickledTensor {
    @Override
    public Tensor named(String name, Storages storages) {
      return Tensor.unreadable(name, shape, reason);
    }
  }
}
