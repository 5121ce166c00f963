package org.stockpot.format.torch;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.stockpot.format.tensor.Disk;
import org.stockpot.format.tensor.FormatException;
import org.stockpot.format.tensor.StridedTensor;
import org.stockpot.format.tensor.Tensor;
import org.stockpot.format.tensor.ZipMember;

/**
 * Writes a state dict as {@code torch.save} does: a zip file without compression of a pickle and
 * one member for each tensor, which start at multiples of 64 bytes. The pickle, of protocol 2, is
 * an ordered dict of tensors and nothing else, so that {@code weights_only=True} reads it. Equal
 * tensors give equal bytes.
 */
final class TorchWriter {

  private static final String FOLDER = "archive/";
  private static final int ALIGNMENT = 64;
  private static final int LOCAL_HEADER = 30;
  private static final int EXTRA_HEADER = 4;

  /** PyTorch's own mark of padding, "FB". */
  private static final short PADDING = 0x4246;

  private final ByteArrayOutputStream pickle = new ByteArrayOutputStream();

  private TorchWriter() {}

  /** Writes tensors under their names. Entries are read twice, for the sums ahead of members. */
  static void write(OutputStream out, List<Tensor> tensors, Map<String, String> metadata)
      throws IOException {
    byte[] pickle = new TorchWriter().pickle(tensors);
    CountingStream counted = new CountingStream(out);
    ZipOutputStream zip = new ZipOutputStream(counted);
    zip.setMethod(ZipOutputStream.STORED);
    member(zip, counted, "data.pkl", pickle.length, to -> to.write(pickle));
    member(
        zip, counted, "byteorder", 6, to -> to.write("little".getBytes(StandardCharsets.US_ASCII)));
    for (int i = 0; i < tensors.size(); i++) {
      Tensor tensor = tensors.get(i);
      member(zip, counted, "data/" + i, tensor.bytes(), tensor::copyTo);
    }
    member(zip, counted, "version", 2, to -> to.write("3\n".getBytes(StandardCharsets.US_ASCII)));
    zip.finish();
  }

  private static void member(
      ZipOutputStream zip, CountingStream counted, String name, long size, Disk.Writing writing)
      throws IOException {
    CheckedOutputStream sum = new CheckedOutputStream(OutputStream.nullOutputStream(), new CRC32());
    writing.to(sum);
    ZipEntry entry = new ZipEntry(FOLDER + name);
    entry.setTimeLocal(ZipMember.DAY);
    entry.setSize(size);
    entry.setCrc(sum.getChecksum().getValue());
    zip.flush();
    entry.setExtra(padding(counted.count + LOCAL_HEADER + entry.getName().length() + EXTRA_HEADER));
    zip.putNextEntry(entry);
    writing.to(zip);
    zip.closeEntry();
  }

  /** Returns an extra field that ends at a multiple of the alignment. */
  private static byte[] padding(long end) {
    int length = (int) ((ALIGNMENT - end % ALIGNMENT) % ALIGNMENT);
    return ByteBuffer.allocate(EXTRA_HEADER + length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putShort(PADDING)
        .putShort((short) length)
        .array();
  }

  private byte[] pickle(List<Tensor> tensors) {
    code(0x80, 2);
    global("collections", "OrderedDict");
    code(')', 'R', '(');
    for (int i = 0; i < tensors.size(); i++) {
      text(tensors.get(i).name());
      tensor(tensors.get(i), "" + i);
    }
    code('u', '.');
    return pickle.toByteArray();
  }

  private void tensor(Tensor tensor, String key) {
    String storage = tensor.type().torchStorage();
    if (storage.isEmpty()) {
      throw new FormatException(
          "PyTorch has no storage for tensor " + tensor + ": write it as .safetensors");
    }
    global("torch._utils", "_rebuild_tensor_v2");
    code('(', '(');
    text("storage");
    global("torch", storage);
    text(key);
    text("cpu");
    number(tensor.size());
    code('t', 'Q');
    number(0);
    tuple(tensor.shape());
    tuple(StridedTensor.rowMajor(tensor.shape()));
    code(0x89);
    global("collections", "OrderedDict");
    code(')', 'R', 't', 'R');
  }

  private void tuple(List<Long> numbers) {
    code('(');
    numbers.forEach(this::number);
    code('t');
  }

  private void number(long number) {
    if (number <= Integer.MAX_VALUE) {
      code('J');
      bytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt((int) number).array());
    } else {
      code(0x8a, Long.BYTES);
      bytes(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(number).array());
    }
  }

  private void global(String module, String name) {
    code('c');
    bytes((module + "\n" + name + "\n").getBytes(StandardCharsets.US_ASCII));
  }

  private void text(String text) {
    byte[] utf = text.getBytes(StandardCharsets.UTF_8);
    code('X');
    bytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(utf.length).array());
    bytes(utf);
  }

  private void code(int... codes) {
    for (int code : codes) {
      pickle.write(code);
    }
  }

  private void bytes(byte[] bytes) {
    try {
      pickle.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Knows how many bytes went through it. */
  private static final class CountingStream extends FilterOutputStream {
    private long count;

    CountingStream(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
      count++;
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      out.write(bytes, from, length);
      count += length;
    }
  }
}
