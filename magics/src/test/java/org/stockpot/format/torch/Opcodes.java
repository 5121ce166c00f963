package org.stockpot.format.torch;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes pickles by hand, instruction by instruction. */
public final class Opcodes {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  public static Opcodes of(int protocol) {
    return new Opcodes().code(0x80, protocol);
  }

  public Opcodes code(int... codes) {
    for (int code : codes) {
      out.write(code);
    }
    return this;
  }

  public Opcodes times(int count, int... codes) {
    for (int i = 0; i < count; i++) {
      code(codes);
    }
    return this;
  }

  public Opcodes text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return code('X').int32(bytes.length).bytes(bytes);
  }

  public Opcodes global(String module, String name) {
    return code('c').bytes((module + "\n" + name + "\n").getBytes(StandardCharsets.UTF_8));
  }

  public Opcodes int32(int number) {
    return bytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(number).array());
  }

  public Opcodes int64(long number) {
    return bytes(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(number).array());
  }

  public Opcodes number(int number) {
    return code('J').int32(number);
  }

  /** A tensor in storage {@code 0} of so many floats; its rows lie one behind the other. */
  public Opcodes tensor(int entries, int... shape) {
    global("torch._utils", "_rebuild_tensor_v2").code('(', '(');
    text("storage").global("torch", "FloatStorage").text("0").text("cpu").number(entries);
    code('t', 'Q').number(0).code('(');
    for (int dimension : shape) {
      number(dimension);
    }
    code('t', '(');
    for (int i = 0; i < shape.length; i++) {
      int stride = 1;
      for (int j = i + 1; j < shape.length; j++) {
        stride *= shape[j];
      }
      number(stride);
    }
    return code('t', 0x89).global("collections", "OrderedDict").code(')', 'R', 't', 'R');
  }

  public Opcodes bytes(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  public byte[] end() {
    return code('.').out.toByteArray();
  }
}
