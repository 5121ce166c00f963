package org.stockpot.format.torch;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.stockpot.format.tensor.DataType;
import org.stockpot.format.tensor.FormatException;
import org.stockpot.format.torch.PickledTensor.Storage;
import org.stockpot.text.Html;

/**
 * What is made of the names in PyTorch's pickles: how it and NumPy rebuild tensors, and containers.
 * Of any other class an {@link PickledObject} is made, and what would run a program in Python is
 * refused, although it could not here.
 */
final class PickleBuilder implements Pickle.Builder {

  /** Gives what Python's function of a name gives. */
  private interface Function {
    Object call(List<?> arguments);
  }

  /** A function or class that is named, and not known. */
  private record Named(String name) {}

  private static final Set<String> RUNNING_MODULES =
      Set.of(
          "os",
          "posix",
          "nt",
          "subprocess",
          "sys",
          "pty",
          "runpy",
          "shutil",
          "socket",
          "importlib",
          "commands",
          "code",
          "codeop",
          "ctypes",
          "webbrowser",
          "pdb",
          "timeit",
          "pip");

  private static final Set<String> RUNNING_FUNCTIONS =
      Set.of("eval", "exec", "compile", "execfile", "open", "__import__", "apply", "input");

  /** Copies are limited, as a short pickle could ask for many of a long list. */
  private static final long MOST_COPIED = 1L << 26;

  private static final int LONGEST_NAME = 1000;

  private final Map<String, Storage> storages = new HashMap<>();
  private final Map<String, Function> known = new HashMap<>();
  private long copied;

  /**
   * Makes what a pickle of PyTorch holds, in which there may be files, as {@code pickle.dump}
   * writes tensors.
   *
   * @param nested reads such a file
   */
  PickleBuilder(java.util.function.Function<byte[], Storage> nested) {
    this();
    known.put(
        "torch.storage._load_from_bytes",
        arguments -> {
          byte[] file = (byte[]) arguments.get(0);
          spend(file.length);
          return nested.apply(file);
        });
  }

  /** Makes what a pickle holds that has no files inside. */
  PickleBuilder() {
    for (String dict :
        List.of("collections.OrderedDict", "collections.defaultdict", "builtins.dict")) {
      known.put(dict, this::dict);
    }
    for (String list :
        List.of("collections.deque", "builtins.list", "builtins.set", "builtins.frozenset")) {
      known.put(list, this::list);
    }
    known.put("torch.Size", a -> a.get(0));
    known.put("builtins.getattr", PickleBuilder::attribute);
    known.put("_codecs.encode", this::encoded);
    known.put("torch._utils._rebuild_tensor", PickleBuilder::view);
    known.put("torch._utils._rebuild_tensor_v2", PickleBuilder::view);
    known.put("torch._utils._rebuild_tensor_v3", PickleBuilder::view);
    known.put("torch._utils._rebuild_qtensor", PickleBuilder::view);
    known.put("torch._utils._rebuild_parameter", a -> (PickledTensor) a.get(0));
    known.put("torch._utils._rebuild_parameter_with_state", a -> (PickledTensor) a.get(0));
    known.put("torch._utils._rebuild_sparse_tensor", PickleBuilder::sparse);
    known.put("torch._utils._rebuild_sparse_csr_tensor", PickleBuilder::sparse);
    known.put("torch._utils._rebuild_meta_tensor_no_storage", PickleBuilder::meta);
    known.put("torch._tensor._rebuild_from_type_v2", this::ofType);
    known.put("torch._utils._rebuild_device_tensor_from_numpy", a -> (PickledTensor) a.get(0));
    known.put("torch.serialization._get_layout", a -> new Named((String) a.get(0)));
    for (String core : List.of("numpy.core", "numpy._core")) {
      known.put(
          core + ".multiarray._reconstruct", a -> new PickledTensor.Array(new PickledArray()));
      known.put(core + ".multiarray.scalar", a -> new PickledObject("numpy scalar"));
      known.put(core + ".numeric._frombuffer", PickleBuilder::buffer);
    }
    known.put("numpy.dtype", a -> new PickledArray.Type(a.get(0)));
  }

  /** Returns the storages that pickles referred to, by key. */
  Map<String, Storage> storages() {
    return storages;
  }

  @Override
  public Object global(String module, String name) {
    if (module.length() + name.length() > LONGEST_NAME) {
      throw new FormatException("a pickle must name classes, got a name without end");
    }
    String full = module.replaceFirst("^__builtin__$", "builtins") + "." + name;
    if (known.containsKey(full)) {
      return known.get(full);
    }
    if (module.equals("torch") || module.equals("torch.cuda")) {
      DataType type = DataType.ofTorchStorage(name).or(() -> DataType.ofTorch(name)).orElse(null);
      if (type != null) {
        return type;
      }
    }
    return full.equals("torch.storage.UntypedStorage") ? DataType.U8 : new Named(full);
  }

  @Override
  public Object call(Object function, List<?> arguments) {
    if (function instanceof Function f) {
      return f.call(arguments);
    }
    if (function instanceof Named named) {
      requireHarmless(named.name);
    }
    PickledObject opaque = new PickledObject(name(function));
    if (!arguments.isEmpty()) {
      opaque.parts().add(arguments);
    }
    return opaque;
  }

  private static String name(Object function) {
    return function instanceof Named named ? named.name : ((PickledObject) function).type();
  }

  private static void requireHarmless(String name) {
    int dot = name.lastIndexOf('.');
    String module = name.substring(0, Math.max(0, dot)).replaceFirst("\\..*", "");
    boolean runs =
        RUNNING_MODULES.contains(module)
            || (module.equals("builtins") && RUNNING_FUNCTIONS.contains(name.substring(dot + 1)));
    if (runs) {
      throw new FormatException(
          "a PyTorch file must hold data only, got a call of "
              + name
              + ", which is not run: do not open this file in Python");
    }
  }

  @Override
  public void build(Object object, Object state) {
    if (object instanceof PickledTensor.Array array) {
      array.array().build(state);
    } else if (object instanceof PickledArray.Type type) {
      type.build(state);
    } else if (object instanceof PickledObject opaque) {
      opaque.parts().add(state);
    }
  }

  /** Returns a dict: empty, of a dict, or, as Python 2 wrote them, of a list of pairs. */
  private Object dict(List<?> arguments) {
    Map<Object, Object> dict = new LinkedHashMap<>();
    Object from = arguments.isEmpty() ? List.of() : arguments.get(arguments.size() - 1);
    if (from instanceof Map<?, ?> map) {
      spend(map.size());
      dict.putAll(map);
    } else if (from instanceof List<?> pairs) {
      spend(pairs.size());
      for (Object pair : pairs) {
        dict.put((String) ((List<?>) pair).get(0), ((List<?>) pair).get(1));
      }
    }
    return dict;
  }

  private Object list(List<?> arguments) {
    List<?> from =
        !arguments.isEmpty() && arguments.get(0) instanceof List<?> list ? list : List.of();
    spend(from.size());
    return new ArrayList<>(from);
  }

  /** Old protocols name classes inside classes, and the constants of enums, so. */
  private static Object attribute(List<?> arguments) {
    return arguments.get(0) instanceof Named named
            && arguments.get(1) instanceof String name
            && name.length() <= LONGEST_NAME
        ? new Named(Html.line(named.name + "." + name, LONGEST_NAME))
        : new PickledObject("builtins.getattr");
  }

  /** Python 3 writes bytes into old protocols as text of the same numbers. */
  private Object encoded(List<?> arguments) {
    String text = (String) arguments.get(0);
    spend(text.length());
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private void spend(int entries) {
    copied += entries;
    if (copied > MOST_COPIED) {
      throw new FormatException("a pickle must not copy more than it holds");
    }
  }

  /** Reads {@code (storage, offset, shape, strides, …)}; version 3 has a type behind five more. */
  private static Object view(List<?> arguments) {
    Storage storage = (Storage) arguments.get(0);
    boolean typed = arguments.size() > 6 && arguments.get(6) instanceof DataType;
    return new PickledTensor.View(
        typed ? (DataType) arguments.get(6) : storage.type(),
        storage,
        (Long) arguments.get(1),
        PickledArray.shape(arguments.get(2)),
        PickledArray.shape(arguments.get(3)));
  }

  /** Reads {@code (function, class, arguments, state)}, as subclasses of tensors have it. */
  private Object ofType(List<?> arguments) {
    Object function = arguments.get(0);
    if (function == known.get("torch._tensor._rebuild_from_type_v2")) {
      throw new FormatException("a pickle must not nest classes of tensors");
    }
    return call(function, (List<?>) arguments.get(2));
  }

  /** Reads {@code (layout, (indices, values, shape, …))}; other layouts have one part more. */
  private static Object sparse(List<?> arguments) {
    List<?> parts = (List<?>) arguments.get(1);
    if (arguments.get(0) instanceof Named layout && layout.name.equals("torch.sparse_coo")) {
      return new PickledTensor.Coordinates(
          (PickledTensor) parts.get(0),
          (PickledTensor) parts.get(1),
          PickledArray.shape(parts.get(2)));
    }
    return new PickledTensor.Unread(
        PickledArray.shape(parts.get(3)),
        "must be dense or in coordinates, got another sparse form: save it .to_dense()");
  }

  private static Object meta(List<?> arguments) {
    return new PickledTensor.Unread(
        PickledArray.shape(arguments.get(1)),
        "must have numbers, got one of the device meta, which has none");
  }

  private static Object buffer(List<?> arguments) {
    boolean fortran = "F".equals(arguments.get(3));
    return new PickledTensor.Array(
        PickledArray.of(arguments.get(0), arguments.get(1), arguments.get(2), fortran));
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
