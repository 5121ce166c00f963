package org.stockpot.format.file;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.stockpot.format.tensor.DataType;
import org.stockpot.format.tensor.FormatException;
import org.stockpot.format.tensor.Tensor;
import org.stockpot.format.tensor.ZipMember;

/**
 * The header of an npy file, versions 1 to 3: a magic word, a length, and a Python dict of {@code
 * descr}, {@code fortran_order} and {@code shape}, of which nothing but its literals is understood.
 *
 * @param type how entries are stored, little-endian
 * @param fortran whether the first dimension is the innermost
 * @param shape the dimensions
 * @param length how many bytes the header takes
 */
public record NpyHeader(DataType type, boolean fortran, List<Long> shape, int length) {

  /** The bytes that are enough for any header. */
  static final int LONGEST = ZipMember.LONGEST_HEADER;

  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int ALIGNMENT = 64;
  private static final Pattern ITEM =
      Pattern.compile(
          "'(descr|fortran_order|shape)'\\s*:\\s*('[^']{0,99}'|True|False|\\([0-9, ]{0,999}\\))");
  private static final Pattern TYPE = Pattern.compile("'[<|=]?([a-z][0-9]{1,2})'");

  /** Parses what a file starts with. */
  static NpyHeader parse(String name, ByteBuffer start) {
    try {
      byte[] magic = new byte[MAGIC.length];
      start.order(ByteOrder.LITTLE_ENDIAN).get(magic);
      int version = start.getShort() & 0xff;
      int length = version == 1 ? start.getShort() & 0xffff : start.getInt();
      int end = start.position() + length;
      if (Arrays.equals(magic, MAGIC) && version <= 3 && length >= 0 && end <= start.limit()) {
        return parse(name, StandardCharsets.UTF_8.decode(start.limit(end)).toString(), end);
      }
    } catch (BufferUnderflowException e) {
      // Told below.
    }
    throw new FormatException(name + " must start as npy of version 1 to 3, got other bytes");
  }

  private static NpyHeader parse(String name, String dict, int length) {
    Map<String, String> items = new HashMap<>();
    for (Matcher item = ITEM.matcher(dict); item.find(); ) {
      items.put(item.group(1), item.group(2));
    }
    String shape = items.getOrDefault("shape", "");
    Matcher type = TYPE.matcher(items.getOrDefault("descr", ""));
    DataType known = type.matches() ? DataType.ofNumpy(type.group(1)).orElse(null) : null;
    if (known == null || !shape.startsWith("(") || !items.containsKey("fortran_order")) {
      throw new FormatException(
          name + " must hold plain little-endian numbers, got " + dict.strip());
    }
    return new NpyHeader(
        known, items.get("fortran_order").equals("True"), numbers(name, shape), length);
  }

  private static List<Long> numbers(String name, String tuple) {
    try {
      return Arrays.stream(tuple.replaceAll("[() ]", "").split(","))
          .filter(d -> !d.isEmpty())
          .map(Long::valueOf)
          .toList();
    } catch (NumberFormatException e) {
      throw new FormatException(name + " must have a shape of whole numbers, got " + tuple, e);
    }
  }

  /** Returns the header that NumPy would write for a tensor. */
  static byte[] write(Tensor tensor) {
    if (tensor.type().numpy().isEmpty()) {
      throw new FormatException(
          "NumPy has no type for tensor " + tensor + ": write it as .safetensors");
    }
    String shape = tensor.shape().stream().map(d -> d + ", ").collect(Collectors.joining());
    String dict =
        "{'descr': '"
            + (tensor.type().bytes() == 1 ? "|" : "<")
            + tensor.type().numpy()
            + "', 'fortran_order': False, 'shape': ("
            + shape.stripTrailing()
            + "), }";
    int length = (MAGIC.length + 4 + dict.length() + ALIGNMENT) / ALIGNMENT * ALIGNMENT;
    byte[] header = new byte[length];
    Arrays.fill(header, (byte) ' ');
    header[length - 1] = '\n';
    ByteBuffer.wrap(header)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(MAGIC)
        .putShort((short) 1)
        .putShort((short) (length - MAGIC.length - 4))
        .put(dict.getBytes(StandardCharsets.US_ASCII));
    return header;
  }
}
