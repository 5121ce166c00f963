package org.stockpot.kernel.cell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class ImportsTest {

  /** What IJava imports besides. */
  private static final List<String> OF_IJAVA = List.of("java.util.prefs");

  /** The packages that have each simple name. */
  private static final Map<String, Set<String>> PACKAGES = new TreeMap<>();

  @BeforeAll
  static void readClassPath() throws IOException {
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path path = Path.of(entry);
      if (Files.isDirectory(path)) {
        add(path);
      } else if (Files.exists(path)) {
        try (FileSystem jar = FileSystems.newFileSystem(path)) {
          add(jar.getPath("/"));
        }
      }
    }
    add(FileSystems.getFileSystem(URI.create("jrt:/")).getPath("modules", "java.base"));
    add(FileSystems.getFileSystem(URI.create("jrt:/")).getPath("modules", "java.prefs"));
  }

  private static void add(Path root) throws IOException {
    List<String> wanted = new ArrayList<>(Imports.PACKAGES);
    wanted.addAll(OF_IJAVA);
    for (String name : wanted) {
      Path folder = root.resolve(name.replace('.', '/'));
      if (Files.isDirectory(folder)) {
        try (Stream<Path> files = Files.list(folder)) {
          files.map(file -> file.getFileName().toString()).forEach(file -> add(name, file));
        }
      }
    }
  }

  private static void add(String packageName, String file) {
    if (file.endsWith(".class") && !file.contains("$") && !file.contains("-info")) {
      String type = file.replace(".class", "");
      if (isPublic(packageName + "." + type)) {
        PACKAGES.computeIfAbsent(type, key -> new TreeSet<>()).add(packageName);
      }
    }
  }

  private static boolean isPublic(String name) {
    try {
      Class<?> type = Class.forName(name, false, ImportsTest.class.getClassLoader());
      return Modifier.isPublic(type.getModifiers());
    } catch (ClassNotFoundException | LinkageError unusable) {
      return false;
    }
  }

  @Test
  void noSimpleNameIsAmbiguous() {
    Map<String, Set<String>> clashes = new TreeMap<>(PACKAGES);
    clashes.values().removeIf(packages -> packages.size() == 1);
    Imports.TYPES.forEach(decided -> clashes.remove(decided.replaceFirst(".*\\.", "")));
    assertEquals(Map.of(), clashes);
  }

  @Test
  void whatNotebooksUseIsThere() {
    Set<String> missing = new HashSet<>(List.of("List", "Path", "Duration", "Table", "Shape"));
    missing.removeAll(PACKAGES.keySet());
    assertEquals(Set.of(), missing);
  }

  @Test
  void everyDeclarationIsOneImport() {
    assertTrue(Imports.declarations().contains("import java.util.*;"));
    assertTrue(
        Imports.declarations().stream().allMatch(line -> line.matches("import [\\w.]+(\\.\\*)?;")));
  }
}
