package org.stockpot.data.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Pickles as Python 2 wrote those of CIFAR: byte strings, and an array of NumPy of one. */
public final class CifarPickle {

  /** Where in a batch the pixels start. */
  public static final int FRAME = 200;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private CifarPickle() {
    put(0x80, 2, '}', '(');
  }

  /** Returns a batch of binary images, whose labels are a byte each before the pixels. */
  public static byte[] batch(int count, String key, byte[] binary, int labels) {
    int stride = binary.length / count;
    CifarPickle pickle = new CifarPickle().text("batch_label").text("training batch 1 of 5");
    pickle.text(key).put(']', '(');
    for (int i = 0; i < count; i++) {
      pickle.put('K', binary[i * stride + labels - 1]);
    }
    pickle.put('e').text("data").lines("cnumpy.core.multiarray", "_reconstruct");
    pickle.lines("cnumpy", "ndarray").put('K', 0, 0x85).text("b").put(0x87, 'R', '(', 'K', 1);
    pickle.put('M', count & 0xff, count >> 8, 'M', 0, 12, 0x86).lines("cnumpy", "dtype");
    pickle.text("u1").put('K', 0, 'K', 1, 0x87, 'R', '(', 'K', 3).text("|").put('N', 'N', 'N');
    pickle.put('J', 255, 255, 255, 255, 'J', 255, 255, 255, 255, 'K', 0, 't', 'b', 0x89, 'T');
    byte[] pixels = new byte[count * (stride - labels)];
    for (int i = 0; i < count; i++) {
      System.arraycopy(binary, i * stride + labels, pixels, i * (stride - labels), stride - labels);
    }
    ByteBuffer length = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
    pickle.out.writeBytes(length.putInt(0, pixels.length).array());
    pickle.out.writeBytes(pixels);
    return pickle.put('t', 'b', 'u', '.').out.toByteArray();
  }

  /** Returns a dict of one list of texts. */
  static byte[] names(String key, List<String> names) {
    CifarPickle pickle = new CifarPickle().text(key).put(']', '(');
    names.forEach(pickle::text);
    return pickle.put('e', 'u', '.').out.toByteArray();
  }

  /** Changes a few of the first bytes, where instructions are. */
  public static byte[] changed(byte[] pickle, int first, SplittableRandom random) {
    byte[] changed = pickle.clone();
    for (int changes = random.nextInt(1, 4); changes > 0; changes--) {
      changed[random.nextInt(Math.min(first, changed.length))] = (byte) random.nextInt(256);
    }
    return changed;
  }

  private CifarPickle text(String text) {
    put('U', text.length());
    out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    return this;
  }

  private CifarPickle lines(String... lines) {
    out.writeBytes((String.join("\n", lines) + "\n").getBytes(StandardCharsets.ISO_8859_1));
    return this;
  }

  private CifarPickle put(int... bytes) {
    Arrays.stream(bytes).forEach(out::write);
    return this;
  }
}
