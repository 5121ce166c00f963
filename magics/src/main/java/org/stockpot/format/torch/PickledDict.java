package org.stockpot.format.torch;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.stockpot.format.tensor.Disk;
import org.stockpot.format.tensor.FormatException;
import org.stockpot.format.tensor.NumberArray;

/**
 * A dict in a file that Python's {@code pickle} wrote, such as the files of CIFAR's version for
 * Python. It is read as data: nothing that it names is run.
 */
public final class PickledDict {

  private static final long LONGEST = 1L << 28;

  private final Path file;
  private final Map<?, ?> items;

  private PickledDict(Path file, Map<?, ?> items) {
    this.file = file;
    this.items = items;
  }

  /**
   * Reads a file.
   *
   * @param file a pickle of a dict
   * @return what it holds
   * @throws FormatException if it is none, would run code or cannot be read
   */
  public static PickledDict read(Path file) {
    return Disk.read(
        file,
        () -> {
          long size = Files.size(file);
          if (size > LONGEST) {
            throw new FormatException(
                "a pickle must be of at most " + LONGEST + " bytes, got " + size);
          }
          Object root = Pickle.read(ByteBuffer.wrap(Files.readAllBytes(file)), new PickleBuilder());
          if (!(root instanceof Map<?, ?> items)) {
            throw new FormatException("a pickle must hold a dict, got another object");
          }
          return new PickledDict(file, items);
        });
  }

  /**
   * Returns an array of NumPy.
   *
   * @param key its key
   * @return the array
   * @throws FormatException if there is none, or not of plain numbers
   */
  public NumberArray array(String key) {
    return Disk.read(
        file,
        () -> {
          if (!(items.get(key) instanceof PickledTensor.Array array)) {
            throw lacks(key, "an array");
          }
          return new NumberArray(file, array.array().named(key));
        });
  }

  /**
   * Returns whole numbers.
   *
   * @param key the key of a list of them
   * @return the numbers
   * @throws FormatException if there is no such list, or one does not fit into an int
   */
  public int[] numbers(String key) {
    return Disk.read(
        file, () -> list(key, Long.class).stream().mapToInt(Math::toIntExact).toArray());
  }

  /**
   * Returns texts.
   *
   * @param key the key of a list of them
   * @return the texts
   * @throws FormatException if there is no such list
   */
  public List<String> texts(String key) {
    return Disk.read(file, () -> list(key, String.class));
  }

  private <T> List<T> list(String key, Class<T> type) {
    if (!(items.get(key) instanceof List<?> list) || !list.stream().allMatch(type::isInstance)) {
      throw lacks(key, type == Long.class ? "a list of whole numbers" : "a list of texts");
    }
    return list.stream().map(type::cast).toList();
  }

  private static FormatException lacks(String key, String what) {
    return new FormatException("the dict must have " + what + " under " + key + ", got none");
  }
}
