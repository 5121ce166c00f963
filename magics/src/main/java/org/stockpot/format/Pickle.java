package org.stockpot.format;

import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads Python's pickles as data: dicts, lists, tuples, texts, numbers, and what a {@link Builder}
 * makes. A pickle is a program; of its instructions those are understood that build plain
 * containers, and every function it names must be one the builder knows. Nothing is looked up or
 * run.
 *
 * <p>Values are {@code String}, {@code Long}, {@code BigInteger}, {@code Double}, {@code Boolean},
 * {@link #NONE}, {@code byte[]}, {@code Map} and {@code List}, a tuple being one too.
 */
final class Pickle {

  /** What is made of the functions and objects that a pickle names. */
  interface Builder {
    /** Returns what stands for a Python function or class; throws if it is not known. */
    Object global(String module, String name);

    /** Returns what a function gives for some arguments; throws if it is not known. */
    Object call(Object function, List<?> arguments);

    /** Returns what is stored outside of the pickle; throws if it is not known. */
    Object stored(Object id);
  }

  /** Python's None. */
  static final Object NONE =
      new Object() {
        @Override
        public String toString() {
          return "None";
        }
      };

  private static final Object MARK = new Object();

  private final ByteBuffer in;
  private final Builder builder;
  private final List<Object> stack = new ArrayList<>();
  private final Map<Integer, Object> memo = new HashMap<>();

  private Pickle(ByteBuffer in, Builder builder) {
    this.in = in.order(ByteOrder.LITTLE_ENDIAN);
    this.builder = builder;
  }

  /** Reads one pickle and moves the buffer behind it. */
  static Object read(ByteBuffer in, Builder builder) {
    try {
      return new Pickle(in, builder).run();
    } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
      throw new FormatException("the pickle is damaged or cut off", e);
    } catch (ClassCastException e) {
      throw new FormatException("the pickle is damaged: it puts things where they cannot be", e);
    }
  }

  private Object run() {
    while (true) {
      int code = in.get() & 0xff;
      switch (code) {
        case 0x80 -> in.get(); // PROTO
        case 0x95 -> in.getLong(); // FRAME
        case '.' -> {
          return pop();
        }
        case '(' -> push(MARK);
        case '}' -> push(new LinkedHashMap<>());
        case ']' -> push(new ArrayList<>());
        case ')' -> push(List.of());
        case 't' -> push(popToMark());
        case 0x85, 0x86, 0x87 -> push(popLast(code - 0x84));
        case 'a' -> append(popLast(1));
        case 'e' -> append(popToMark());
        case 's' -> put(popLast(2));
        case 'u' -> put(popToMark());
        case 'q' -> memo.put(in.get() & 0xff, peek());
        case 'r' -> memo.put(in.getInt(), peek());
        case 0x94 -> memo.put(memo.size(), peek());
        case 'h' -> push(recall(in.get() & 0xff));
        case 'j' -> push(recall(in.getInt()));
        case 'c' -> push(builder.global(line(), line()));
        case 0x93 -> global(popLast(2));
        case 'R' -> call(popLast(2));
        case 'Q' -> push(builder.stored(pop()));
        case 'b' -> attributes();
        default -> push(scalar(code));
      }
    }
  }

  private Object scalar(int code) {
    return switch (code) {
      case 'N' -> NONE;
      case 0x88 -> true;
      case 0x89 -> false;
      case 'K' -> (long) (in.get() & 0xff);
      case 'M' -> (long) (in.getShort() & 0xffff);
      case 'J' -> (long) in.getInt();
      case 0x8a -> number(bytes(in.get() & 0xff));
      case 'G' -> bigEndianDouble();
      case 'U', 0x8c -> text(in.get() & 0xff);
      case 'T', 'X' -> text(in.getInt());
      case 'C' -> bytes(in.get() & 0xff);
      case 'B' -> bytes(in.getInt());
      default ->
          throw new FormatException(
              "a pickle must hold tensors and plain containers only, got instruction "
                  + code
                  + ": save model.state_dict() alone");
    };
  }

  private double bigEndianDouble() {
    return Double.longBitsToDouble(Long.reverseBytes(in.getLong()));
  }

  /** Returns a number of two's complement, lowest byte first. */
  private static Object number(byte[] bytes) {
    if (bytes.length == 0) {
      return 0L;
    }
    byte[] reversed = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      reversed[i] = bytes[bytes.length - 1 - i];
    }
    BigInteger number = new BigInteger(reversed);
    return number.bitLength() < Long.SIZE ? (Object) number.longValue() : number;
  }

  private String text(int length) {
    return new String(bytes(length), StandardCharsets.UTF_8);
  }

  private byte[] bytes(int length) {
    if (length < 0 || length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }

  private String line() {
    int start = in.position();
    while (in.get() != '\n') {
      // Up to the end of the line.
    }
    int length = in.position() - start - 1;
    return StandardCharsets.UTF_8.decode(in.slice(start, length)).toString();
  }

  private Object recall(int key) {
    Object value = memo.get(key);
    if (value == null) {
      throw new BufferUnderflowException();
    }
    return value;
  }

  private void global(List<Object> name) {
    push(builder.global((String) name.get(0), (String) name.get(1)));
  }

  private void call(List<Object> call) {
    push(builder.call(call.get(0), (List<?>) call.get(1)));
  }

  private void append(List<Object> items) {
    list(peek()).addAll(items);
  }

  /** Puts keys and values; a key must be plain, as hashing nested tuples could take for ever. */
  private void put(List<Object> items) {
    Map<Object, Object> map = map(peek());
    for (int i = 0; i + 1 < items.size(); i += 2) {
      Object key = items.get(i);
      if (key instanceof List || key instanceof Map) {
        throw new FormatException("the keys of a dict must be texts or numbers, got a tuple");
      }
      map.put(key, items.get(i + 1));
    }
  }

  /** Attributes of a dict, such as the versions in a state dict, are not for us. */
  private void attributes() {
    pop();
    map(peek());
  }

  @SuppressWarnings("unchecked")
  private static Map<Object, Object> map(Object value) {
    return (LinkedHashMap<Object, Object>) value;
  }

  @SuppressWarnings("unchecked")
  private static List<Object> list(Object value) {
    return (ArrayList<Object>) value;
  }

  private void push(Object value) {
    stack.add(value);
  }

  private Object pop() {
    return stack.remove(stack.size() - 1);
  }

  private Object peek() {
    return stack.get(stack.size() - 1);
  }

  private List<Object> popToMark() {
    int mark = stack.lastIndexOf(MARK);
    List<Object> items = popLast(stack.size() - 1 - mark);
    pop();
    return items;
  }

  private List<Object> popLast(int count) {
    List<Object> last = stack.subList(stack.size() - count, stack.size());
    List<Object> items = Collections.unmodifiableList(new ArrayList<>(last));
    last.clear();
    return items;
  }
}
