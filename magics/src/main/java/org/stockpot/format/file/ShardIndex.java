package org.stockpot.format.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.stockpot.format.tensor.DictSelection;
import org.stockpot.format.tensor.FormatException;
import org.stockpot.format.tensor.StateDict;
import org.stockpot.format.tensor.StateDict.Order;
import org.stockpot.format.tensor.Tensor;
import org.stockpot.format.tensor.TensorFile;
import org.stockpot.format.tensor.TensorFormat;
import org.stockpot.text.Json;

/**
 * A checkpoint in several files, and the index beside them: a JSON object whose {@code weight_map}
 * has the file of each tensor, as Hugging Face's libraries write for safetensors and for PyTorch's
 * files.
 */
public final class ShardIndex implements TensorFormat {

  private static final String MAP = "weight_map";
  private static final int LONGEST = 1 << 24;
  private static final Pattern SHARD = Pattern.compile("(.*)-(\\d{5})-of-(\\d{5})(\\.\\w+)");

  private final Function<Path, TensorFile> opener;

  /**
   * Reads indices.
   *
   * @param opener opens a part
   */
  ShardIndex(Function<Path, TensorFile> opener) {
    this.opener = opener;
  }

  @Override
  public String name() {
    return "";
  }

  @Override
  public List<String> endings() {
    return List.of("index.json");
  }

  @Override
  public String help() {
    return "the .index.json of several";
  }

  @Override
  public boolean isOne(Path file, byte[] start) throws IOException {
    return new String(start, StandardCharsets.ISO_8859_1).stripLeading().startsWith("{")
        && Files.size(file) <= LONGEST
        && file.toString().endsWith(".json");
  }

  @Override
  public TensorFile read(Path file) throws IOException {
    Map<String, Object> index = parse(Files.readString(file));
    if (!(index.get(MAP) instanceof Map<?, ?> map) || map.isEmpty()) {
      throw new FormatException("an index must have a " + MAP + " of files by tensor, got none");
    }
    Map<String, StateDict> parts = new TreeMap<>();
    Map<String, Map<String, Tensor>> byName = new HashMap<>();
    List<Tensor> tensors = new ArrayList<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      String part = String.valueOf(entry.getValue());
      if (!parts.containsKey(part)) {
        parts.put(part, part(file, part));
        byName.put(part, parts.get(part).byName());
      }
      Tensor tensor = byName.get(part).get(entry.getKey());
      if (tensor == null) {
        throw new FormatException(
            "part " + part + " must have tensor " + entry.getKey() + ", as the index says");
      }
      tensors.add(tensor);
    }
    String note = "read from " + parts.size() + " parts: " + String.join(", ", parts.keySet());
    StateDict dict = new StateDict(file, "", tensors, Order.NONE);
    return new TensorFile(file, List.of(dict), List.of(), Map.of(), List.of(note), List.of());
  }

  private static Map<String, Object> parse(String json) {
    try {
      return Json.read(json);
    } catch (UncheckedIOException e) {
      throw new FormatException("an index must be one JSON object", e);
    }
  }

  /** Opens a part, which must lie beside the index. */
  private StateDict part(Path index, String name) {
    Path part = index.resolveSibling(name);
    boolean beside =
        !name.isEmpty() && part.getFileName() != null && part.getFileName().toString().equals(name);
    if (!beside || name.endsWith(".json")) {
      throw new FormatException("parts must lie beside their index, got " + name);
    }
    if (!Files.exists(part)) {
      throw new FormatException("part " + name + " must lie beside the index, got no such file");
    }
    return DictSelection.only(opener.apply(part), "");
  }

  /**
   * Returns what to say of a file that does not fit, if its name is that of one part of several.
   *
   * @param file the file
   * @return what to load instead; empty for any other name
   */
  public static Optional<String> hint(Path file) {
    Matcher name = SHARD.matcher(file.getFileName().toString());
    if (!name.matches() || Integer.parseInt(name.group(3)) < 2) {
      return Optional.empty();
    }
    String part =
        "it is part "
            + Integer.parseInt(name.group(2))
            + " of "
            + Integer.parseInt(name.group(3))
            + ": load ";
    String wanted = name.group(1) + name.group(4) + ".index.json";
    return Optional.of(
        part
            + (Files.exists(file.resolveSibling(wanted))
                ? wanted + " beside it; "
                : other(file)
                    .orElse("the index, such as " + wanted + ", which is not beside it; ")));
  }

  private static Optional<String> other(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    try (Stream<Path> beside = Files.list(folder)) {
      return beside
          .map(f -> f.getFileName().toString())
          .filter(n -> n.endsWith(".index.json"))
          .sorted()
          .findFirst()
          .map(n -> n + " beside it; ");
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
