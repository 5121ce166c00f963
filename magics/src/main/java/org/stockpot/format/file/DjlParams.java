package org.stockpot.format.file;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.stockpot.format.tensor.DataType;
import org.stockpot.format.tensor.Disk;
import org.stockpot.format.tensor.FormatException;
import org.stockpot.format.tensor.StateDict;
import org.stockpot.format.tensor.StateDict.Order;
import org.stockpot.format.tensor.Tensor;
import org.stockpot.format.tensor.TensorFile;
import org.stockpot.format.tensor.TensorFormat;

/**
 * DJL's {@code .params}, as its {@code Model.save} writes them: what blocks say of themselves,
 * which differs from block to block, and between that their parameters, which are found by their
 * marks. Parameters have names such as {@code weight} in order, so they get numbers: {@code
 * 3.weight}.
 */
final class DjlParams implements TensorFormat {

  private static final int WINDOW = 1 << 16;
  private static final String ARRAY = "NDAR";
  private static final int NEWEST_ARRAY = 3;
  private static final int MOST_DIMENSIONS = 64;

  @Override
  public String name() {
    return "DJL's .params";
  }

  @Override
  public List<String> endings() {
    return List.of("params");
  }

  @Override
  public String help() {
    return "DJL's .params";
  }

  @Override
  public boolean isOne(Path file, byte[] start) {
    return TensorFormat.begins(start, "DJL@");
  }

  @Override
  public TensorFile read(Path file) throws IOException {
    List<Tensor> tensors = new ArrayList<>();
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer window = ByteBuffer.allocate(WINDOW);
      long at = 0;
      while (at < channel.size()) {
        channel.read(window.clear(), at);
        int found = find(window.flip());
        if (found < 0) {
          break;
        }
        at += found;
        if (found == 0) {
          Tensor tensor = parse(file, tensors.size(), window, at);
          at += window.position() + tensor.bytes();
          tensors.add(tensor);
        }
        if (at > channel.size()) {
          throw new FormatException("it is cut off inside parameter " + (tensors.size() - 1));
        }
      }
    } catch (BufferUnderflowException e) {
      throw new FormatException("parameter " + tensors.size() + " is damaged or cut off", e);
    }
    return new TensorFile(new StateDict(file, "", tensors, Order.NUMBERED), Map.of());
  }

  /** Returns where the next parameter starts, or -1. */
  private static int find(ByteBuffer window) {
    byte[] mark = ("\0\4" + ARRAY).getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i + 5 + mark.length <= window.limit(); i++) {
      if (window.getShort(i) == 'P' && window.get(i + 2) == 1) {
        int at = i + 5 + (window.getShort(i + 3) & 0xffff);
        if (at + mark.length <= window.limit()
            && window.slice(at, mark.length).equals(ByteBuffer.wrap(mark))) {
          return i;
        }
      }
    }
    return -1;
  }

  /** Parses a parameter up to its entries. */
  private static Tensor parse(Path file, int number, ByteBuffer in, long at) {
    in.position(3);
    String name = number + "." + snake(text(in));
    text(in);
    int version = in.getInt();
    if (version < 2 || version > NEWEST_ARRAY) {
      throw new FormatException("parameter " + name + " must be of version 2 or 3, got " + version);
    }
    if (in.get() == 1) {
      text(in);
    }
    text(in);
    DataType type = type(name, text(in));
    List<Long> shape = new ArrayList<>();
    for (int i = dimensions(name, in.getInt()); i > 0; i--) {
      shape.add(in.getLong());
    }
    for (int i = dimensions(name, in.getInt()); i > 0; i--) {
      in.getChar();
    }
    if (version == NEWEST_ARRAY && in.get() != '<') {
      throw new FormatException("parameter " + name + " must be little-endian, got another order");
    }
    int length = in.getInt();
    long start = at + in.position();
    Tensor tensor = new Tensor(name, type, shape, () -> Disk.open(file, start));
    if (tensor.bytes() != length) {
      throw new FormatException(
          "parameter " + tensor + " must have " + tensor.bytes() + " bytes, got " + length);
    }
    return tensor;
  }

  private static DataType type(String name, String djl) {
    return switch (djl) {
      case "FLOAT64" -> DataType.F64;
      case "FLOAT32" -> DataType.F32;
      case "FLOAT16" -> DataType.F16;
      case "BFLOAT16" -> DataType.BF16;
      case "INT64" -> DataType.I64;
      case "INT32" -> DataType.I32;
      default -> throw new FormatException("parameter " + name + " must be numbers, got " + djl);
    };
  }

  private static int dimensions(String name, int count) {
    if (count < 0 || count > MOST_DIMENSIONS) {
      throw new FormatException("parameter " + name + " must have a shape, got " + count);
    }
    return count;
  }

  private static String text(ByteBuffer in) {
    byte[] text = new byte[Math.min(in.getShort() & 0xffff, WINDOW)];
    in.get(text);
    return new String(text, StandardCharsets.UTF_8);
  }

  private static String snake(String name) {
    return name.replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
  }
}
