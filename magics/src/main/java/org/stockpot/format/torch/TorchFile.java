package org.stockpot.format.torch;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.stockpot.format.tensor.Disk;
import org.stockpot.format.tensor.FormatException;
import org.stockpot.format.tensor.TensorFile;
import org.stockpot.format.tensor.ZipMember;
import org.stockpot.format.torch.PickledTensor.Storage;

/**
 * State dicts that {@code torch.save} wrote: a zip file of a pickle and storages, or, before
 * PyTorch 1.6, pickles with storages behind them. The pickle is {@linkplain Pickle read as data}.
 */
public final class TorchFile {

  private static final int LONGEST_PICKLE = 1 << 26;
  private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);

  private TorchFile() {}

  /**
   * Reads a zip file, given its pickle.
   *
   * @param file the file
   * @param zip the same, opened
   * @param pickle its pickle
   * @return its tensors
   */
  public static TensorFile read(Path file, ZipFile zip, ZipEntry pickle) throws IOException {
    String folder = pickle.getName().replaceFirst("data\\.pkl$", "");
    byte[] bytes;
    try (InputStream in = ZipMember.open(file, pickle.getName(), 0)) {
      bytes = in.readNBytes(LONGEST_PICKLE);
      if (bytes.length == LONGEST_PICKLE) {
        throw new FormatException(
            "its pickle must be shorter than " + LONGEST_PICKLE + " bytes: save tensors alone");
      }
    }
    ZipEntry order = zip.getEntry(folder + "byteorder");
    if (order != null && zip.getInputStream(order).read() == 'b') {
      throw new FormatException("numbers must be little-endian, got big-endian ones");
    }
    Object root = Pickle.read(ByteBuffer.wrap(bytes), new PickleBuilder(TorchFile::readStorage));
    return PickleTree.read(
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
      ByteBuffer in;
      try (InputStream start = Disk.open(file, 0)) {
        in = ByteBuffer.wrap(start.readNBytes((int) Math.min(size, LONGEST_PICKLE)));
      }
      PickleBuilder builder = new PickleBuilder(TorchFile::readStorage);
      Object first = Pickle.read(in, builder);
      if (!MAGIC.equals(first)) {
        return plain(file, first);
      }
      Pickle.read(in, builder);
      Pickle.read(in, builder);
      Object root = Pickle.read(in, builder);
      Object keys = Pickle.read(in, builder);
      Map<String, Long> starts = starts(channel, in.position(), keys, builder.storages());
      return PickleTree.read(
          file,
          root,
          (storage, start) -> {
            Long at = starts.get(storage.key());
            requireSize(storage, at == null ? 0 : size - at);
            return () -> Disk.open(file, at + start);
          });
    }
  }

  /** Reads a pickle that PyTorch did not write; arrays of NumPy can be in it. */
  private static TensorFile plain(Path file, Object root) {
    return PickleTree.read(
        file,
        root,
        (storage, start) -> {
          throw new FormatException("a pickle must have storages behind it, got none");
        });
  }

  /** Reads a file of before PyTorch 1.6 with one storage, which a pickle has inside. */
  static Storage readStorage(byte[] file) {
    ByteBuffer in = ByteBuffer.wrap(file);
    PickleBuilder builder = new PickleBuilder();
    boolean torch = MAGIC.equals(Pickle.read(in, builder));
    Pickle.read(in, builder);
    Pickle.read(in, builder);
    Storage storage = (Storage) Pickle.read(in, builder);
    Pickle.read(in, builder);
    long size = in.getLong();
    requireSize(storage, in.remaining());
    if (!torch || size != storage.size()) {
      throw new FormatException("a pickle must have whole storages inside, got another");
    }
    return new Storage(storage.type(), storage.key(), size, Optional.of(in.slice()));
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
              + " bytes"
              + (available > 0 ? ": the end is cut off" : ""));
    }
  }
}
