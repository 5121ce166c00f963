package org.stockpot.djl.script;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The types of the storages that a pickle of TorchScript refers to, and the same pickle with
 * float32 for other floating-point types. Knows the operations that TorchScript writes, and makes
 * nothing of them but texts, numbers and tuples.
 */
final class Storages {

  /** A type of numbers, by the engine's word for its storage. */
  enum Type {
    FLOAT("float32", 4),
    DOUBLE("float64", 8),
    HALF("float16", 2),
    BFLOAT16("bfloat16", 2),
    OTHER("other", 1);

    private final String name;
    private final int bytes;

    Type(String name, int bytes) {
      this.name = name;
      this.bytes = bytes;
    }

    private static Type of(String global) {
      return switch (global) {
        case "torch FloatStorage" -> FLOAT;
        case "torch DoubleStorage" -> DOUBLE;
        case "torch HalfStorage" -> HALF;
        case "torch BFloat16Storage" -> BFLOAT16;
        default -> OTHER;
      };
    }
  }

  private static final Object MARK = new Object();

  private record Global(String name) {}

  private final ByteBuffer pickle;
  private final List<Object> stack = new ArrayList<>();
  private final Map<Integer, Object> memo = new HashMap<>();
  private final Map<String, Type> types = new LinkedHashMap<>();
  private final ByteArrayOutputStream copy = new ByteArrayOutputStream();

  private Storages(byte[] pickle) {
    this.pickle = ByteBuffer.wrap(pickle).order(ByteOrder.LITTLE_ENDIAN);
  }

  static Storages of(byte[] pickle) {
    Storages storages = new Storages(pickle);
    try {
      storages.read();
    } catch (RuntimeException e) {
      throw new ScriptException(
          "the attributes of a TorchScript module must be readable, got " + e.getMessage(), e);
    }
    return storages;
  }

  Map<String, Type> types() {
    return types;
  }

  /** Returns the pickle with float32 for other floating-point types. */
  byte[] asFloats() {
    return copy.toByteArray();
  }

  static boolean isOtherFloat(Type type) {
    return type != Type.FLOAT && type != Type.OTHER;
  }

  static String name(Type type) {
    return type.name;
  }

  /** Returns numbers as float32. */
  static byte[] floats(Type type, byte[] numbers) {
    ByteBuffer from = ByteBuffer.wrap(numbers).order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer to =
        ByteBuffer.allocate(numbers.length / type.bytes * 4).order(ByteOrder.LITTLE_ENDIAN);
    while (from.remaining() >= type.bytes) {
      to.putFloat(
          switch (type) {
            case DOUBLE -> narrowed(from.getDouble());
            case HALF -> half(from.getShort());
            case BFLOAT16 -> Float.intBitsToFloat(from.getShort() << 16);
            default -> throw new IllegalArgumentException("no conversion of " + type);
          });
    }
    return to.array();
  }

  private static float narrowed(double number) {
    if (Double.isFinite(number) && Float.isInfinite((float) number)) {
      throw new ScriptException("float64 numbers of a module must fit float32, got " + number);
    }
    return (float) number;
  }

  private static float half(short bits) {
    int exponent = bits >> 10 & 0x1f;
    int fraction = bits & 0x3ff;
    float size;
    if (exponent == 0) {
      size = fraction * 0x1p-24f;
    } else if (exponent == 31) {
      size = fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
    } else {
      size = Float.intBitsToFloat(((exponent + 112) << 23) | (fraction << 13));
    }
    return bits < 0 ? -size : size;
  }

  private void read() {
    while (true) {
      int from = pickle.position();
      char operation = (char) (pickle.get() & 0xff);
      boolean changed = operation == 'c' && global(from);
      if (!changed) {
        if (operation != 'c') {
          run(operation);
        }
        copy.write(pickle.array(), from, pickle.position() - from);
      }
      if (operation == '.') {
        return;
      }
    }
  }

  /** Reads a name of a type; returns whether the copy has another. */
  private boolean global(int from) {
    String name = line() + " " + line();
    stack.add(new Global(name));
    if (from >= 0 && isOtherFloat(Type.of(name))) {
      copy.writeBytes("ctorch\nFloatStorage\n".getBytes(StandardCharsets.US_ASCII));
      return true;
    }
    return false;
  }

  private void run(char operation) {
    switch (operation) {
      case 0x80 -> skip(1);
      case '(' -> stack.add(MARK);
      case '}', ']', ')', 'N', 0x88, 0x89 -> stack.add(List.of());
      case 'X' -> stack.add(text(pickle.getInt()));
      case 'U' -> stack.add(text(pickle.get() & 0xff));
      case 0x8c -> stack.add(text(pickle.get() & 0xff));
      case 'K' -> stack.add(pickle.get() & 0xff);
      case 'M' -> stack.add(pickle.getShort() & 0xffff);
      case 'J' -> stack.add(pickle.getInt());
      case 'G' -> push(8);
      case 0x8a -> push(pickle.get() & 0xff);
      case 'q' -> memo.put(pickle.get() & 0xff, top());
      case 'r' -> memo.put(pickle.getInt(), top());
      case 'h' -> stack.add(memo.get(pickle.get() & 0xff));
      case 'j' -> stack.add(memo.get(pickle.getInt()));
      case 't', 'l', 'd' -> stack.add(marked());
      case 0x85 -> tuple(1);
      case 0x86 -> tuple(2);
      case 0x87 -> tuple(3);
      case 'Q' -> persistent();
      case 'R', 0x81 -> tuple(2);
      case 'b', 'a', '0' -> pop();
      case 's' -> {
        pop();
        pop();
      }
      case 'u', 'e' -> marked();
      case '.' -> {}
      default -> throw new IllegalArgumentException("operation " + (int) operation);
    }
  }

  private void push(int bytes) {
    skip(bytes);
    stack.add(List.of());
  }

  private void skip(int bytes) {
    pickle.position(pickle.position() + bytes);
  }

  private String text(int length) {
    byte[] bytes = new byte[Math.min(Math.max(length, 0), pickle.remaining())];
    pickle.get(bytes);
    if (bytes.length != length) {
      throw new IllegalArgumentException("a text of " + length + " bytes");
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private String line() {
    StringBuilder line = new StringBuilder();
    for (char c = (char) pickle.get(); c != '\n'; c = (char) pickle.get()) {
      line.append(c);
    }
    return line.toString();
  }

  private Object top() {
    return stack.get(stack.size() - 1);
  }

  private Object pop() {
    return stack.remove(stack.size() - 1);
  }

  private List<Object> marked() {
    int mark = stack.lastIndexOf(MARK);
    List<Object> above = stack.subList(mark + 1, stack.size());
    List<Object> items = new ArrayList<>(above);
    above.clear();
    stack.remove(mark);
    return items;
  }

  private void tuple(int size) {
    List<Object> last = stack.subList(stack.size() - size, stack.size());
    List<Object> items = new ArrayList<>(last);
    last.clear();
    stack.add(items);
  }

  /** A storage is a tuple of a word, its type, its member, where it lay, and its size. */
  private void persistent() {
    if (pop() instanceof List<?> storage
        && storage.size() >= 3
        && storage.get(1) instanceof Global type
        && storage.get(2) instanceof String key) {
      types.put(key, Type.of(type.name));
    }
    stack.add(List.of());
  }
}
