package org.stockpot.format.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.stockpot.format.tensor.DataType;
import org.stockpot.format.tensor.Disk;
import org.stockpot.format.tensor.FormatException;
import org.stockpot.format.tensor.StateDict;
import org.stockpot.format.tensor.StateDict.Order;
import org.stockpot.format.tensor.Tensor;
import org.stockpot.format.tensor.TensorFile;
import org.stockpot.format.tensor.TensorFormat;
import org.stockpot.text.Json;

/**
 * Safetensors: the length of the header as 8 little-endian bytes, the header as JSON, and the
 * entries of all tensors, one behind the other, without gaps. Equal content gives equal bytes.
 */
final class Safetensors implements TensorFormat {

  /** A tensor and its place behind the header. */
  private record Item(Tensor tensor, long begin, long end) {}

  private static final String METADATA = "__metadata__";

  /** The format allows 100 MB, which a hostile header could blow up to gigabytes of objects. */
  private static final int LONGEST_HEADER = 1 << 24;

  @Override
  public String name() {
    return "safetensors";
  }

  @Override
  public List<String> endings() {
    return List.of("safetensors");
  }

  /** Asked first: the low bytes of a header's length can be the marks of any other format. */
  @Override
  public boolean isOne(Path file, byte[] start) {
    boolean binary = false;
    for (int i = 0; i < Math.min(Long.BYTES, start.length); i++) {
      binary |= start[i] >= 0 && start[i] < ' ' && !Character.isWhitespace(start[i]);
    }
    return binary && start.length > Long.BYTES && start[Long.BYTES] == '{';
  }

  @Override
  public Optional<Writer> writer() {
    return Optional.of(Safetensors::write);
  }

  @Override
  public TensorFile read(Path file) throws IOException {
    long size = Files.size(file);
    Map<String, Object> header;
    long start;
    try (InputStream in = Files.newInputStream(file)) {
      int length = length(in.readNBytes(Long.BYTES), size);
      start = (long) Long.BYTES + length;
      header = parse(in.readNBytes(length));
    }
    Map<String, String> metadata = metadata(header.remove(METADATA));
    List<Item> items = new ArrayList<>();
    header.forEach((name, value) -> items.add(item(file, start, name, value)));
    items.sort(Comparator.comparingLong(Item::begin).thenComparingLong(Item::end));
    requireNoGaps(items, size - start);
    List<Tensor> tensors = items.stream().map(Item::tensor).toList();
    return new TensorFile(new StateDict(file, "", tensors, Order.NONE), metadata);
  }

  private static int length(byte[] head, long size) {
    long length =
        head.length < Long.BYTES
            ? -1
            : ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (length < 2 || length > Math.min(LONGEST_HEADER, size - Long.BYTES)) {
      throw new FormatException(
          "a safetensors file must start with the length of its header, at most "
              + LONGEST_HEADER
              + " and inside the file, got "
              + (head.length < Long.BYTES ? "its end" : Long.toUnsignedString(length))
              + (length > size - Long.BYTES && length <= LONGEST_HEADER
                  ? ": "
                      + (length + Long.BYTES - size)
                      + " bytes of it are missing, the end is cut off"
                  : ""));
    }
    return (int) length;
  }

  private static Map<String, Object> parse(byte[] json) {
    try {
      return Json.read(new String(json, StandardCharsets.UTF_8));
    } catch (UncheckedIOException e) {
      throw new FormatException("a safetensors header must be one JSON object", e);
    }
  }

  private static Map<String, String> metadata(Object value) {
    Map<String, String> metadata = new TreeMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, text) -> metadata.put(key.toString(), String.valueOf(text)));
    }
    return metadata;
  }

  private static Item item(Path file, long start, String name, Object value) {
    Map<?, ?> item = value instanceof Map<?, ?> map ? map : Map.of();
    List<Long> shape = numbers(item.get("shape"));
    List<Long> offsets = numbers(item.get("data_offsets"));
    DataType type = DataType.ofSafetensors(String.valueOf(item.get("dtype"))).orElse(null);
    if (type == null || shape == null || offsets == null || offsets.size() != 2) {
      throw new FormatException(
          "tensor "
              + name
              + " must have a known dtype, a shape and two data_offsets, got "
              + item.get("dtype")
              + " "
              + shape
              + " "
              + offsets);
    }
    long begin = offsets.get(0);
    Tensor tensor = new Tensor(name, type, shape, () -> Disk.open(file, start + begin));
    return new Item(tensor, begin, offsets.get(1));
  }

  /** Returns a list of whole numbers of at least 0, or null. */
  private static List<Long> numbers(Object value) {
    return value instanceof List<?> list
            && list.stream()
                .allMatch(
                    n -> (n instanceof Integer i && i >= 0) || (n instanceof Long l && l >= 0))
        ? list.stream().map(n -> ((Number) n).longValue()).toList()
        : null;
  }

  private static void requireNoGaps(List<Item> items, long length) {
    long end = 0;
    for (Item item : items) {
      if (item.begin != end || item.end - item.begin != item.tensor.bytes()) {
        throw new FormatException(
            "tensor "
                + item.tensor
                + " must lie in the "
                + item.tensor.bytes()
                + " bytes from "
                + end
                + ", got data_offsets "
                + item.begin
                + " to "
                + item.end);
      }
      end = item.end;
    }
    if (end != length) {
      throw new FormatException(
          "there must be "
              + end
              + " bytes of tensors behind the header, got "
              + length
              + (length < end
                  ? ": " + (end - length) + " bytes are missing, the end is cut off"
                  : ""));
    }
  }

  static void write(OutputStream out, List<Tensor> tensors, Map<String, String> metadata)
      throws IOException {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put(METADATA, new TreeMap<>(metadata));
    List<Tensor> aligned = new ArrayList<>(tensors);
    aligned.sort(Comparator.comparingInt((Tensor t) -> t.type().bytes()).reversed());
    long end = 0;
    for (Tensor tensor : aligned) {
      long begin = end;
      end += tensor.bytes();
      Map<String, Object> item = new LinkedHashMap<>();
      item.put("dtype", tensor.type().name());
      item.put("shape", tensor.shape());
      item.put("data_offsets", List.of(begin, end));
      header.put(tensor.name(), item);
    }
    byte[] json = Json.write(header).getBytes(StandardCharsets.UTF_8);
    int length = (json.length + 7) / 8 * 8;
    if (length > LONGEST_HEADER) {
      throw new FormatException(
          "names, shapes and mask must fit in a header of "
              + LONGEST_HEADER
              + " bytes, got "
              + length);
    }
    out.write(
        ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(length).array());
    out.write(json);
    out.write(" ".repeat(length - json.length).getBytes(StandardCharsets.US_ASCII));
    for (Tensor tensor : aligned) {
      tensor.copyTo(out);
    }
  }
}
