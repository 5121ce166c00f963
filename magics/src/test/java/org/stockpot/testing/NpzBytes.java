package org.stockpot.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes npz files of any header and bytes. */
public final class NpzBytes {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final ZipOutputStream zip = new ZipOutputStream(bytes);

  /** Adds an array, such as {@code add("x", "<f4", "(2, 3)", values)}. */
  public NpzBytes add(String name, String type, String shape, byte[] values) throws IOException {
    String dict = "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + ", }\n";
    ByteBuffer header = ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN);
    header.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
    header.putShort((short) dict.length());
    zip.putNextEntry(new ZipEntry(name + ".npy"));
    zip.write(header.array());
    zip.write(dict.getBytes(StandardCharsets.US_ASCII));
    zip.write(values);
    return this;
  }

  /** Returns numbers as little-endian floats. */
  public static byte[] floats(double... numbers) {
    ByteBuffer buffer = ByteBuffer.allocate(4 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
    for (double number : numbers) {
      buffer.putFloat((float) number);
    }
    return buffer.array();
  }

  /** Returns numbers as little-endian doubles. */
  public static byte[] doubles(double... numbers) {
    ByteBuffer buffer = ByteBuffer.allocate(8 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
    for (double number : numbers) {
      buffer.putDouble(number);
    }
    return buffer.array();
  }

  /** Returns numbers as little-endian longs. */
  public static byte[] longs(long... numbers) {
    ByteBuffer buffer = ByteBuffer.allocate(8 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
    for (long number : numbers) {
      buffer.putLong(number);
    }
    return buffer.array();
  }

  /** Returns the file. */
  public byte[] finish() throws IOException {
    zip.finish();
    return bytes.toByteArray();
  }
}
