package org.stockpot.kernel.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LibrariesTest {

  @TempDir private Path folder;

  private Libraries libraries;

  @BeforeEach
  void prepare() throws IOException {
    jar("guava-33.0.0-jre.jar", "META-INF/maven/com.google.guava/");
    jar("plain-1.0.jar", "x/");
    libraries =
        new Libraries(
            folder.resolve("guava-33.0.0-jre.jar")
                + File.pathSeparator
                + folder.resolve("plain-1.0.jar"));
  }

  private void jar(String name, String entry) throws IOException {
    try (OutputStream file = Files.newOutputStream(folder.resolve(name));
        JarOutputStream jar = new JarOutputStream(file)) {
      jar.putNextEntry(new ZipEntry(entry));
    }
  }

  private static Artifact artifact(String group, String name, String version) {
    return new Artifact(group, name, version, Path.of(name + "-" + version + ".jar"));
  }

  @Test
  void whatTheKernelHasStaysAndIsSaid() {
    Libraries.Addition added =
        libraries.add(
            List.of(
                artifact("com.google.guava", "guava", "31.1-jre"),
                artifact("com.google.guava", "guava", "33.0.0-jre"),
                artifact("org.other", "guava", "1.0"),
                artifact("any", "plain", "2.0")));
    assertEquals(List.of(Path.of("guava-1.0.jar")), added.files());
    assertEquals(
        List.of(
            "com.google.guava:guava stays at 33.0.0-jre, not 31.1-jre: the kernel itself uses it,"
                + " and its classes come first",
            "any:plain stays at 1.0, not 2.0: the kernel itself uses it, and its classes come"
                + " first"),
        added.warnings());
  }

  @Test
  void whatWasAddedStaysAndIsSaid() {
    assertEquals(1, libraries.add(List.of(artifact("g", "n", "1"))).files().size());
    assertEquals(List.of(), libraries.add(List.of(artifact("g", "n", "1"))).files());
    assertEquals(
        List.of(
            "g:n stays at 1, not 2: it was added before; restart the kernel to begin with the other"),
        libraries.add(List.of(artifact("g", "n", "2"))).warnings());
  }
}
