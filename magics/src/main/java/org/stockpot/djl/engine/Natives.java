package org.stockpot.djl.engine;

import ai.djl.util.Utils;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * PyTorch's native libraries, which DJL unpacks from a jar into its cache when they are first used.
 * A JVM that loads a damaged one dies, so they are looked at before.
 *
 * @param folder where they are, or will be
 * @param bytes the length of each, by its name
 */
public record Natives(Path folder, Map<String, Long> bytes) {

  private static final String LIST = "/native/lib/pytorch.properties";

  /** Copies the lengths. */
  public Natives {
    bytes = Map.copyOf(bytes);
  }

  /**
   * Finds the libraries of this JVM.
   *
   * @return them, or empty if no jar of the class path holds any
   */
  public static Optional<Natives> find() {
    URL list = Natives.class.getResource(LIST);
    return list == null ? Optional.empty() : Optional.of(read(list));
  }

  private static Natives read(URL list) {
    Properties given = new Properties();
    try (InputStream lines = list.openStream()) {
      given.load(lines);
      String flavor = given.getProperty("flavor");
      String classifier = given.getProperty("classifier");
      Map<String, Long> bytes = new LinkedHashMap<>();
      for (String name : given.getProperty("libraries").split(",", -1)) {
        URL library =
            Natives.class.getResource("/pytorch/" + flavor + "/" + classifier + "/" + name);
        bytes.put(name, library.openConnection().getContentLengthLong());
      }
      String folder = given.getProperty("version") + "-" + flavor + "-" + classifier;
      return new Natives(Utils.getEngineCacheDir("pytorch").resolve(folder), bytes);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /**
   * Returns what the first use will do.
   *
   * @return a sentence, or empty if they are unpacked
   */
  public Optional<String> notice() {
    long all = bytes.values().stream().mapToLong(Long::longValue).sum();
    return Files.exists(folder)
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "PyTorch's native libraries, %d MB, are unpacked into %s, once",
                all / 1_000_000,
                folder));
  }

  /**
   * Returns what is wrong with those that are unpacked.
   *
   * @return a sentence that says what to do, or empty
   */
  public Optional<String> fault() {
    return Files.exists(folder)
        ? bytes.keySet().stream().sorted().flatMap(name -> fault(name).stream()).findFirst()
        : Optional.empty();
  }

  private Optional<String> fault(String name) {
    Path file = folder.resolve(name);
    try {
      long found = Files.exists(file) ? Files.size(file) : 0;
      return found == bytes.get(name)
          ? Optional.empty()
          : Optional.of(
              String.format(
                  Locale.ROOT,
                  "native library %s must have %d bytes, got %d: delete its folder, and restart the"
                      + " kernel, which unpacks it again (stockpot doctor looks at all of them)",
                  file,
                  bytes.get(name),
                  found));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
