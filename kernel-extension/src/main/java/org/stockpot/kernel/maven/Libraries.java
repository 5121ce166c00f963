package org.stockpot.kernel.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.regex.Pattern;

/**
 * The libraries of a notebook. Those of the kernel come first: a class that it has is never taken
 * from a library that was added, so that another version of it would have no effect.
 */
public final class Libraries {

  private final List<Path> own;
  private final Map<String, String> added = new HashMap<>();

  /**
   * Begins with the libraries of a class path.
   *
   * @param classPath files, separated as the system does
   */
  public Libraries(String classPath) {
    own =
        Pattern.compile(File.pathSeparator, Pattern.LITERAL)
            .splitAsStream(classPath)
            .map(Path::of)
            .toList();
  }

  /**
   * What became of libraries.
   *
   * @param files those to add
   * @param warnings what is not as asked
   */
  public record Addition(List<Path> files, List<String> warnings) {

    /** Copies the lists. */
    public Addition {
      files = List.copyOf(files);
      warnings = List.copyOf(warnings);
    }
  }

  /**
   * Decides which of some libraries are new.
   *
   * @param found what was found for a notebook
   * @return what to add, and which versions stay as they are
   */
  public Addition add(List<Artifact> found) {
    List<Path> files = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    for (Artifact artifact : found) {
      Optional<String> present = present(artifact);
      if (present.isEmpty()) {
        added.put(artifact.id(), artifact.version());
        files.add(artifact.file());
      } else if (!present.get().equals(artifact.version())) {
        warnings.add(warning(artifact, present.get()));
      }
    }
    return new Addition(files, warnings);
  }

  private String warning(Artifact artifact, String version) {
    String what = artifact.id() + " stays at " + version + ", not " + artifact.version();
    return added.containsKey(artifact.id())
        ? what + ": it was added before; restart the kernel to begin with the other"
        : what + ": the kernel itself uses it, and its classes come first";
  }

  /** Returns the version of a library that is there already. */
  private Optional<String> present(Artifact artifact) {
    String before = added.get(artifact.id());
    return before == null
        ? own.stream().flatMap(jar -> version(jar, artifact).stream()).findFirst()
        : Optional.of(before);
  }

  private static Optional<String> version(Path jar, Artifact artifact) {
    String file = jar.getFileName().toString();
    String start = artifact.name() + "-";
    boolean named =
        file.startsWith(start)
            && file.endsWith(".jar")
            && Character.isDigit(file.charAt(start.length()));
    return named && isOf(jar, artifact)
        ? Optional.of(file.substring(start.length(), file.length() - ".jar".length()))
        : Optional.empty();
  }

  /** Returns whether a jar says that it is of a library's group, or does not say. */
  private static boolean isOf(Path jar, Artifact artifact) {
    if (!Files.isRegularFile(jar)) {
      return false;
    }
    try (JarFile content = new JarFile(jar.toFile())) {
      String maven = "META-INF/maven/";
      return content.getEntry(maven + artifact.group() + "/") != null
          || content.stream().noneMatch(entry -> entry.getName().startsWith(maven));
    } catch (IOException unreadable) {
      return false;
    }
  }
}
