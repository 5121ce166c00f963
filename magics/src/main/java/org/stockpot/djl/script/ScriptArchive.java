package org.stockpot.djl.script;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * The archive that {@code torch.jit.save} writes: sources of the module's classes, pickles of its
 * attributes, and one member for each storage. Members lie in a folder of any name.
 */
public final class ScriptArchive {

  /** The method that returns the buffers' tensors. */
  public static final String BUFFERS = "stockpot_buffers";

  /** The method that lays out tensors row by row. */
  public static final String LAY_OUT = "stockpot_lay_out";

  /** The method that puts modules with buffers alone into training mode. */
  public static final String STILL = "stockpot_still";

  private static final long MOST_SOURCE = 1 << 26;
  private static final Pattern ROOT =
      Pattern.compile("^\\x80.c(__torch__[^\\n]*)\\n([^\\n]+)\\n", Pattern.DOTALL);

  private final Path file;
  private final String folder;
  private final Map<String, String> sources = new TreeMap<>();
  private final Map<String, byte[]> pickles = new TreeMap<>();
  private final String root;
  private ScriptCode code;

  private ScriptArchive(Path file) throws IOException {
    this.file = file;
    try (ZipFile zip = new ZipFile(file.toFile())) {
      List<? extends ZipEntry> entries = Collections.list(zip.entries());
      folder = folder(entries);
      long left = MOST_SOURCE;
      for (ZipEntry entry : entries) {
        String name = name(entry);
        if (name.startsWith("code/") && name.endsWith(".py")) {
          byte[] source = read(zip, entry, left);
          left -= source.length;
          sources.put(name, new String(source, StandardCharsets.UTF_8));
        } else if (name.equals("data.pkl") || name.equals("constants.pkl")) {
          pickles.put(name, read(zip, entry, MOST_SOURCE));
        }
      }
    }
    root = root();
  }

  /**
   * Opens an archive.
   *
   * @param file a file
   * @return the archive; the file may not change while it is used
   * @throws ScriptException if it is none of TorchScript
   */
  public static ScriptArchive open(Path file) {
    try {
      return new ScriptArchive(file);
    } catch (IOException e) {
      throw new ScriptException(
          "a TorchScript file must be an archive written by torch.jit.save, got " + file, e);
    }
  }

  private String folder(List<? extends ZipEntry> entries) {
    for (ZipEntry entry : entries) {
      if (entry.getName().endsWith("data.pkl")) {
        String start = entry.getName().substring(0, entry.getName().length() - "data.pkl".length());
        if (entries.stream().anyMatch(e -> e.getName().startsWith(start + "code/"))) {
          return start;
        }
        throw new ScriptException(
            "a TorchScript file must hold code, got the weights alone in "
                + file
                + ": make the task with a model of theirs, then load them with %load");
      }
    }
    throw new ScriptException(
        "a TorchScript file must be an archive written by torch.jit.save, got another archive in "
            + file);
  }

  private String name(ZipEntry entry) {
    return entry.getName().startsWith(folder) ? entry.getName().substring(folder.length()) : "";
  }

  private byte[] read(ZipFile zip, ZipEntry entry, long most) throws IOException {
    try (InputStream in = zip.getInputStream(entry)) {
      byte[] bytes = in.readNBytes((int) most + 1);
      if (bytes.length > most) {
        throw new ScriptException(
            "the code of a TorchScript file must fit into 64 MiB, got " + file);
      }
      return bytes;
    }
  }

  private String root() {
    byte[] data = pickles.get("data.pkl");
    String start = new String(data, 0, Math.min(data.length, 4096), StandardCharsets.ISO_8859_1);
    Matcher matcher = ROOT.matcher(start);
    if (!matcher.find()) {
      throw new ScriptException("a TorchScript file must hold a module, got none in " + file);
    }
    return matcher.group(1) + "." + matcher.group(2);
  }

  private ScriptCode code() {
    if (code == null) {
      code = ScriptCode.of(sources);
    }
    return code;
  }

  /**
   * Returns the names of the module's buffers, in the order of its state dict.
   *
   * @return such as {@code bn.running_mean}
   * @throws ScriptException if the code cannot be read
   */
  public List<String> buffers() {
    return names(false);
  }

  /**
   * Returns the names of the module's parameters, in the order of its state dict.
   *
   * @return such as {@code fc.weight}; a tensor that two modules share has two
   * @throws ScriptException if the code cannot be read
   */
  public List<String> parameters() {
    return names(true);
  }

  /**
   * Returns the names of parameters and buffers, in the order of a state dict.
   *
   * @return the names
   * @throws ScriptException if the code cannot be read
   */
  public List<String> tensors() {
    return code().places(root).stream().map(ScriptCode.Place::name).toList();
  }

  private List<String> names(boolean parameter) {
    return code().places(root).stream()
        .filter(place -> place.parameter() == parameter)
        .map(ScriptCode.Place::name)
        .toList();
  }

  /**
   * Returns what the module's code does.
   *
   * @param sizes entries of a parameter or buffer, by name
   * @return the facts
   * @throws ScriptException if the code cannot be followed
   */
  public ScriptFacts facts(ToLongFunction<String> sizes) {
    try {
      return Flow.of(code(), root, sizes);
    } catch (StackOverflowError e) {
      throw new ScriptException("its code must not be nested that deeply", e);
    }
  }

  /**
   * Returns the types of floating-point numbers other than float32 that the module's tensors have.
   *
   * @return such as {@code float64}, without repetition
   * @throws ScriptException if the attributes cannot be read
   */
  public List<String> otherFloats() {
    return Storages.of(pickles.get("data.pkl")).types().values().stream()
        .filter(Storages::isOtherFloat)
        .map(Storages::name)
        .distinct()
        .sorted()
        .toList();
  }

  /**
   * Writes a copy that engines can reach into: tensors of other floating-point types become
   * float32, and the module has three more methods: {@value #BUFFERS} returns the buffers' tensors
   * in the order of {@link #buffers}, {@value #LAY_OUT} lays out all parameters and buffers row by
   * row, and {@value #STILL} puts modules with buffers into training mode and all others out of it.
   *
   * @param to the copy
   * @throws IOException if it cannot be written
   * @throws ScriptException if the code cannot be read, or a number does not fit float32
   */
  public void writeReachable(Path to) throws IOException {
    Map<String, byte[]> changed = new TreeMap<>();
    String dotted = root.substring(0, root.lastIndexOf('.'));
    String path = "code/" + dotted.replace('.', '/') + ".py";
    boolean extended = code().type(root).method(BUFFERS) != null;
    String methods =
        Methods.returning(BUFFERS, places(false))
            + Methods.layingOut(LAY_OUT, code().places(root))
            + Methods.setting(STILL, code().modes(root));
    String source =
        Methods.inserted(sources.get(path), root.substring(dotted.length() + 1), methods);
    if (!extended) {
      changed.put(path, source.getBytes(StandardCharsets.UTF_8));
    }
    Map<String, Storages.Type> converted = new TreeMap<>();
    // Constants of float32 modules may be scalars of other types, which change nothing.
    (otherFloats().isEmpty() ? Map.<String, byte[]>of() : pickles)
        .forEach(
            (name, pickle) -> {
              Storages storages = Storages.of(pickle);
              changed.put(name, storages.asFloats());
              String members = name.equals("data.pkl") ? "data/" : "constants/";
              storages.types().forEach((key, type) -> converted.put(members + key, type));
            });
    write(to, changed, converted);
  }

  private List<ScriptCode.Place> places(boolean parameter) {
    return code().places(root).stream().filter(p -> p.parameter() == parameter).toList();
  }

  private void write(Path to, Map<String, byte[]> changed, Map<String, Storages.Type> converted)
      throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile());
        ZipOutputStream out =
            new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(to)))) {
      for (ZipEntry entry : new ArrayList<>(Collections.list(zip.entries()))) {
        String name = name(entry);
        Storages.Type type = converted.get(name);
        // Positions in a source that has changed would be wrong.
        if (name.endsWith(".debug_pkl") || entry.isDirectory()) {
          continue;
        }
        if (changed.containsKey(name)) {
          put(out, entry.getName(), changed.get(name));
        } else if (type != null && Storages.isOtherFloat(type)) {
          put(
              out,
              entry.getName(),
              Storages.floats(type, zip.getInputStream(entry).readAllBytes()));
        } else {
          copy(zip, entry, out);
        }
      }
    }
  }

  private static void put(ZipOutputStream out, String name, byte[] bytes) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    begin(out, name, bytes.length, crc.getValue());
    new ByteArrayInputStream(bytes).transferTo(out);
    out.closeEntry();
  }

  private static void copy(ZipFile zip, ZipEntry entry, ZipOutputStream out) throws IOException {
    begin(out, entry.getName(), entry.getSize(), entry.getCrc());
    try (InputStream in = zip.getInputStream(entry)) {
      in.transferTo(new KeepOpen(out));
    }
    out.closeEntry();
  }

  private static void begin(ZipOutputStream out, String name, long size, long crc)
      throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(size);
    entry.setCrc(crc);
    out.putNextEntry(entry);
  }

  /** A stream that is written to and not closed. */
  private static final class KeepOpen extends OutputStream {
    private final OutputStream out;

    KeepOpen(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      out.write(bytes, from, count);
    }
  }
}
