package org.stockpot.format;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What PyTorch's pickles may name: how it rebuilds tensors, and its ordered dicts. */
final class TorchPickle implements Pickle.Builder {

  /**
   * Entries outside of the pickle.
   *
   * @param type how they are stored
   * @param key their name
   * @param size how many there are
   */
  record Storage(DataType type, String key, long size) {
    long bytes() {
      return size * type.bytes();
    }
  }

  /** A tensor that lies in a storage, from an entry on. */
  record View(Storage storage, long offset, List<Long> shape, List<Long> strides) {}

  private enum Function {
    ORDERED_DICT,
    SIZE,
    TENSOR,
    PARAMETER
  }

  private static final Map<String, Function> KNOWN =
      Map.of(
          "collections.OrderedDict", Function.ORDERED_DICT,
          "torch.Size", Function.SIZE,
          "torch._utils._rebuild_tensor", Function.TENSOR,
          "torch._utils._rebuild_tensor_v2", Function.TENSOR,
          "torch._utils._rebuild_parameter", Function.PARAMETER);

  private final Map<String, Storage> storages = new HashMap<>();

  /** Returns the storages that pickles referred to, by key. */
  Map<String, Storage> storages() {
    return storages;
  }

  @Override
  public Object global(String module, String name) {
    String full = module + "." + name;
    if (KNOWN.containsKey(full)) {
      return KNOWN.get(full);
    }
    if (module.equals("torch") && DataType.ofTorch(name).isPresent()) {
      return DataType.ofTorch(name).get();
    }
    throw new FormatException(
        "a PyTorch file must hold tensors and plain containers only, got "
            + full
            + ", which is not run: save model.state_dict() alone");
  }

  @Override
  public Object call(Object function, List<?> arguments) {
    if (!(function instanceof Function known)) {
      throw new FormatException("a pickle must call functions, got a call of something else");
    }
    return switch (known) {
      case ORDERED_DICT -> dict(arguments);
      case SIZE -> arguments.get(0);
      case PARAMETER -> (View) arguments.get(0);
      case TENSOR ->
          new View(
              (Storage) arguments.get(0),
              (Long) arguments.get(1),
              longs(arguments.get(2)),
              longs(arguments.get(3)));
    };
  }

  /** Returns a dict, empty or, as Python 2 wrote them, of a list of pairs. */
  private static Object dict(List<?> arguments) {
    Map<Object, Object> dict = new LinkedHashMap<>();
    for (Object pair : arguments.isEmpty() ? List.of() : (List<?>) arguments.get(0)) {
      dict.put((String) ((List<?>) pair).get(0), ((List<?>) pair).get(1));
    }
    return dict;
  }

  private static List<Long> longs(Object tuple) {
    return ((List<?>) tuple).stream().map(n -> (Long) n).toList();
  }

  /**
   * Reads {@code ('storage', type, key, device, size)} and, in old files, a view, which is None.
   */
  @Override
  public Object stored(Object id) {
    List<?> parts = (List<?>) id;
    if (!"storage".equals(parts.get(0)) || (parts.size() > 5 && parts.get(5) != Pickle.NONE)) {
      throw new FormatException("a pickle must refer to whole storages, got another reference");
    }
    Storage storage =
        new Storage((DataType) parts.get(1), (String) parts.get(2), (Long) parts.get(4));
    storages.put(storage.key(), storage);
    return storage;
  }
}
