package org.stockpot.testing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Safetensors of zeros that take no room on the disk. */
public final class SparseFile {

  private SparseFile() {}

  /**
   * Writes a file of zeros that ends with other numbers.
   *
   * @param file the file to make
   * @param header its header, JSON
   * @param numbers how many floats there are
   * @param last the last of them
   */
  public static void write(Path file, String header, long numbers, float... last)
      throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.SPARSE,
            StandardOpenOption.WRITE)) {
      ByteBuffer head = ByteBuffer.allocate(8 + header.length()).order(ByteOrder.LITTLE_ENDIAN);
      head.putLong(header.length()).put(header.getBytes(StandardCharsets.US_ASCII));
      channel.write(head.flip());
      ByteBuffer tail = ByteBuffer.allocate(4 * last.length).order(ByteOrder.LITTLE_ENDIAN);
      tail.asFloatBuffer().put(last);
      channel.write(tail, head.limit() + 4 * (numbers - last.length));
    }
  }
}
