package org.stockpot.format;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.stockpot.format.TorchPickle.Storage;
import org.stockpot.format.TorchPickle.View;

/**
 * State dicts that {@code torch.save} wrote: a zip file of a pickle and storages, or, before
 * PyTorch 1.6, pickles with storages behind them. The pickle is {@linkplain Pickle read as data}.
 */
final class Torch {

  /** Opens the entries of a storage from a byte on. */
  private interface Storages {
    Tensor.Source from(Storage storage, long start);
  }

  private static final int LONGEST_PICKLE = 1 << 23;
  private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
  private static final List<String> NESTED = List.of("state_dict", "model_state_dict", "model");

  private Torch() {}

  /** Reads a zip file, given its pickle. */
  static TensorFile read(Path file, ZipFile zip, ZipEntry pickle) throws IOException {
    String folder = pickle.getName().replaceFirst("data\\.pkl$", "");
    byte[] bytes;
    try (InputStream in = ZipMember.open(file, pickle.getName(), 0)) {
      bytes = in.readNBytes(LONGEST_PICKLE + 1);
    }
    ZipEntry order = zip.getEntry(folder + "byteorder");
    if (order != null && zip.getInputStream(order).read() == 'b') {
      throw new FormatException("numbers must be little-endian, got big-endian ones");
    }
    Object root = Pickle.read(ByteBuffer.wrap(bytes), new TorchPickle());
    return file(
        file,
        root,
        (storage, start) -> {
          String member = folder + "data/" + storage.key();
          ZipEntry entry = zip.getEntry(member);
          requireSize(storage, entry == null ? 0 : entry.getSize());
          return () -> ZipMember.open(file, member, start);
        });
  }

  /** Reads a file of before PyTorch 1.6: five pickles, and behind them the storages. */
  static TensorFile readOld(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      long size = channel.size();
      ByteBuffer in = ByteBuffer.allocate((int) Math.min(size, LONGEST_PICKLE));
      channel.read(in, 0);
      in.flip();
      TorchPickle builder = new TorchPickle();
      if (!MAGIC.equals(Pickle.read(in, builder))) {
        throw new FormatException("a pickle must be one of PyTorch, got another");
      }
      Pickle.read(in, builder);
      Pickle.read(in, builder);
      Object root = Pickle.read(in, builder);
      Object keys = Pickle.read(in, builder);
      Map<String, Long> starts = starts(channel, in.position(), keys, builder.storages());
      return file(
          file,
          root,
          (storage, start) -> {
            Long at = starts.get(storage.key());
            requireSize(storage, at == null ? 0 : size - at);
            return () -> Disk.open(file, at + start);
          });
    }
  }

  /** Returns where each storage starts, behind its number of entries. */
  private static Map<String, Long> starts(
      FileChannel channel, long from, Object keys, Map<String, Storage> storages)
      throws IOException {
    Map<String, Long> starts = new HashMap<>();
    long at = from;
    for (Object key : keys instanceof List<?> list ? list : List.of()) {
      Storage storage = storages.get(key);
      ByteBuffer head = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      if (storage == null || at > channel.size() || channel.read(head, at) < Long.BYTES) {
        throw new FormatException("there must be a storage " + key + ", got none");
      }
      requireSize(storage, channel.size() - at);
      if (head.getLong(0) != storage.size()) {
        throw new FormatException(
            "storage " + key + " must have " + storage.size() + " entries, got " + head.getLong(0));
      }
      starts.put(storage.key(), at + Long.BYTES);
      at += Long.BYTES + storage.bytes();
    }
    return starts;
  }

  private static void requireSize(Storage storage, long available) {
    if (storage.size() < 0 || storage.size() > available / storage.type().bytes()) {
      throw new FormatException(
          "storage "
              + storage.key()
              + " must have "
              + storage.size()
              + " entries of "
              + storage.type()
              + ", got "
              + available
              + " bytes");
    }
  }

  private static TensorFile file(Path file, Object root, Storages storages) {
    List<Tensor> tensors = new ArrayList<>();
    stateDict(root)
        .forEach(
            (name, value) -> {
              if (value instanceof View view) {
                tensors.add(tensor(name.toString(), view, storages));
              }
            });
    return new TensorFile(file, tensors, Map.of(), true);
  }

  private static Tensor tensor(String name, View view, Storages storages) {
    Storage storage = view.storage();
    if (view.offset() < 0 || view.offset() > storage.size()) {
      throw new FormatException(
          "tensor "
              + name
              + " must start in its storage of "
              + storage.size()
              + " entries, got "
              + view.offset());
    }
    long start = view.offset() * storage.type().bytes();
    Tensor.Source source = storages.from(storage, start);
    return Strided.of(
        new Tensor(name, storage.type(), view.shape(), source),
        view.strides(),
        storage.bytes() - start);
  }

  /**
   * Returns the dict of tensors: a nested one of a common name, the root, or the only nested one.
   */
  private static Map<?, ?> stateDict(Object root) {
    if (!(root instanceof Map<?, ?> dict)) {
      throw new FormatException("a PyTorch file must hold a dict of tensors, got something else");
    }
    for (String name : NESTED) {
      if (holdsTensors(dict.get(name))) {
        return (Map<?, ?>) dict.get(name);
      }
    }
    if (holdsTensors(dict)) {
      return dict;
    }
    List<?> nested = dict.keySet().stream().filter(k -> holdsTensors(dict.get(k))).toList();
    if (nested.size() != 1) {
      throw new FormatException(
          "a PyTorch file must hold one dict of tensors, got "
              + (nested.isEmpty() ? "none" : nested.toString()));
    }
    return (Map<?, ?>) dict.get(nested.get(0));
  }

  private static boolean holdsTensors(Object value) {
    return value instanceof Map<?, ?> map && map.values().stream().anyMatch(View.class::isInstance);
  }
}
