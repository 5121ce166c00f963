package org.stockpot.format.torch;

import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.stockpot.format.tensor.FormatException;

/**
 * Reads Python's pickles of protocols 2 to 5 as data. A pickle is a program; its instructions that
 * build containers are understood, and what it names and calls is handed to a {@link Builder},
 * which makes values of what it knows and an {@link PickledObject} of all else. Nothing is looked
 * up or run.
 *
 * <p>Values are {@code String}, {@code Long}, {@code BigInteger}, {@code Double}, {@code Boolean},
 * {@link #NONE}, {@code byte[]}, {@code Map}, {@code List}, a tuple or a set being one too, and
 * what the builder makes. Time and memory grow with the pickle's length alone.
 */
final class Pickle {

  /** What is made of the functions and objects that a pickle names. */
  interface Builder {
    /** Returns what stands for a Python function or class. */
    Object global(String module, String name);

    /** Returns what a function or class gives for some arguments. */
    Object call(Object function, List<?> arguments);

    /** Returns what is stored outside of the pickle; throws if it is not known. */
    Object stored(Object id);

    /** Takes the state of an object. */
    void build(Object object, Object state);
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
  private static final int NEWEST_PROTOCOL = 5;
  private static final int LONGEST_NUMBER = 1 << 10;
  private static final int MOST_OBJECTS = 1 << 21;

  private final ByteBuffer in;
  private final Builder builder;
  private final List<Object> stack = new ArrayList<>();
  private final List<Object> memo = new ArrayList<>();
  private int objects;

  private Pickle(ByteBuffer in, Builder builder) {
    this.in = in.order(ByteOrder.LITTLE_ENDIAN);
    this.builder = builder;
    // Python's shortest object, an empty list that is remembered, takes two bytes.
    objects = Math.min(MOST_OBJECTS, in.remaining() / 2 + LONGEST_NUMBER);
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
        case 0x80 -> requireProtocol(in.get() & 0xff);
        case 0x95 -> in.getLong(); // FRAME
        case '.' -> {
          return pop();
        }
        case '(' -> push(MARK);
        case '0' -> pop();
        case '1' -> popToMark();
        case '2' -> push(peek());
        case 'N' -> push(NONE);
        case ')' -> push(List.of());
        case 0x88, 0x89 -> push(code == 0x88);
        case 'q' -> remember(in.get() & 0xff);
        case 'r' -> remember(in.getInt());
        case 0x94 -> remember(memo.size());
        case 'h' -> push(recall(in.get() & 0xff));
        case 'j' -> push(recall(in.getInt()));
        case 'a' -> append(popLast(1));
        case 'e', 0x90 -> append(popToMark());
        case 's' -> put(popLast(2));
        case 'u' -> put(popToMark());
        case 'b' -> build(popLast(1).get(0));
        case 0x92 -> { // NEWOBJ_EX
          List<Object> call = popLast(3);
          make(builder.call(call.get(0), (List<?>) call.get(1)));
          build(call.get(2));
        }
        default -> make(value(code));
      }
    }
  }

  private static void requireProtocol(int protocol) {
    if (protocol > NEWEST_PROTOCOL) {
      throw new FormatException("a pickle must be of protocol 2 to 5, got " + protocol);
    }
  }

  /** Returns what an instruction makes new. */
  private Object value(int code) {
    return switch (code) {
      case '}' -> new LinkedHashMap<>();
      case ']', 0x8f -> new ArrayList<>();
      case 't', 0x91 -> popToMark();
      case 0x85, 0x86, 0x87 -> popLast(code - 0x84);
      case 'c' -> builder.global(line(), line());
      case 0x93 -> {
        List<Object> name = popLast(2);
        yield builder.global((String) name.get(0), (String) name.get(1));
      }
      case 'R', 0x81 -> {
        List<Object> call = popLast(2);
        yield builder.call(call.get(0), (List<?>) call.get(1));
      }
      case 'o' -> {
        List<Object> call = popToMark();
        yield builder.call(call.get(0), call.subList(1, call.size()));
      }
      case 'i' -> builder.call(builder.global(line(), line()), popToMark());
      case 'Q' -> builder.stored(pop());
      default -> scalar(code);
    };
  }

  private Object scalar(int code) {
    return switch (code) {
      case 'K' -> (long) (in.get() & 0xff);
      case 'M' -> (long) (in.getShort() & 0xffff);
      case 'J' -> (long) in.getInt();
      case 0x8a -> number(bytes(in.get() & 0xff));
      case 0x8b -> number(bytes(in.getInt()));
      case 'G' -> Double.longBitsToDouble(Long.reverseBytes(in.getLong()));
      // Python 2's byte strings, which can be names as well as the numbers of an array.
      case 'U' -> text(in.get() & 0xff, StandardCharsets.ISO_8859_1);
      case 'T' -> text(in.getInt(), StandardCharsets.ISO_8859_1);
      case 0x8c -> text(in.get() & 0xff, StandardCharsets.UTF_8);
      case 'X' -> text(in.getInt(), StandardCharsets.UTF_8);
      case 0x8d -> text(length(), StandardCharsets.UTF_8);
      case 'C' -> bytes(in.get() & 0xff);
      case 'B' -> bytes(in.getInt());
      case 0x8e, 0x96 -> bytes(length());
      default ->
          throw new FormatException(
              "a pickle must be of protocol 2 to 5, and complete, got instruction " + code);
    };
  }

  /** Returns a number of two's complement, lowest byte first. */
  private static Object number(byte[] bytes) {
    if (bytes.length == 0) {
      return 0L;
    }
    if (bytes.length > LONGEST_NUMBER) {
      return new PickledObject("a number of " + bytes.length + " bytes");
    }
    byte[] reversed = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      reversed[i] = bytes[bytes.length - 1 - i];
    }
    BigInteger number = new BigInteger(reversed);
    return number.bitLength() < Long.SIZE ? (Object) number.longValue() : number;
  }

  private int length() {
    long length = in.getLong();
    return length < 0 || length > in.remaining() ? -1 : (int) length;
  }

  private String text(int length, Charset charset) {
    requireRest(length);
    String text = new String(in.array(), in.arrayOffset() + in.position(), length, charset);
    in.position(in.position() + length);
    return text;
  }

  private void requireRest(int length) {
    if (length < 0 || length > in.remaining()) {
      throw new BufferUnderflowException();
    }
  }

  private byte[] bytes(int length) {
    requireRest(length);
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

  private void remember(int key) {
    if (key < 0 || key > in.position()) {
      throw new BufferUnderflowException();
    }
    while (memo.size() <= key) {
      memo.add(null);
    }
    memo.set(key, peek());
  }

  private Object recall(int key) {
    Object value = memo.get(key);
    if (value == null) {
      throw new BufferUnderflowException();
    }
    return value;
  }

  /** Appends to a list, or hands items to an object that stands for a kind of list. */
  private void append(List<Object> items) {
    Object target = peek();
    if (target instanceof PickledObject opaque) {
      opaque.parts().addAll(items);
    } else {
      list(target).addAll(items);
    }
  }

  /** Puts keys and values into a dict, or into an object that stands for a kind of dict. */
  private void put(List<Object> items) {
    Object target = peek();
    Map<Object, Object> map = target instanceof PickledObject opaque ? opaque.items() : map(target);
    for (int i = 0; i + 1 < items.size(); i += 2) {
      map.put(key(items.get(i)), items.get(i + 1));
    }
  }

  /** Returns a key that is hashed in no time, which a nested tuple could take for ever to be. */
  private static Object key(Object key) {
    if (key instanceof byte[] bytes) {
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
    boolean plain =
        key instanceof String || key instanceof Number || key instanceof Boolean || key == NONE;
    return plain ? key : new PickledObject("a key");
  }

  /** Attributes of a dict, such as the versions in a state dict, are not for us. */
  private void build(Object state) {
    if (!(peek() instanceof Map)) {
      builder.build(peek(), state);
    }
  }

  @SuppressWarnings("unchecked")
  private static Map<Object, Object> map(Object value) {
    return (LinkedHashMap<Object, Object>) value;
  }

  @SuppressWarnings("unchecked")
  private static List<Object> list(Object value) {
    return (ArrayList<Object>) value;
  }

  private void make(Object value) {
    objects--;
    if (objects < 0) {
      throw new FormatException("a pickle must not build more objects than fit into its bytes");
    }
    push(value);
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
    List<Object> items = Collections.unmodifiableList(Arrays.asList(last.toArray()));
    last.clear();
    return items;
  }
}
